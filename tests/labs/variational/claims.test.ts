// Every claim holds where its premise does, and fails, or says that it does not apply, where that is broken.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ClaimContext } from '../../../src/labs/variational/claims/context';
import type { Values } from '../../../src/labs/variational/parameters';
import { principalMaximum } from '../../../src/math/pca-maximum';
import type * as posterior from '../../../src/math/pca-posterior';
import type * as random from '../../../src/math/random';
import type * as batches from '../../../src/variational/batches';
import { contextOf, pieces, SpoiledBackend, timed, verdictOf } from '../../support/variational-claims';

const wrong = vi.hoisted(() => ({ picks: false, normal: 1, uniform: 1, inverse: false }));

vi.mock('../../../src/variational/batches', async (original) => {
  const real = await original<typeof batches>();
  const drawBatch: typeof real.drawBatch = (...given) => {
    if (!wrong.picks) return real.drawBatch(...given);
    const [, , , size, picks, at = 0] = given;
    for (let i = 0; i < size; i++) picks[at + i] = i;
  };
  return { ...real, drawBatch };
});

vi.mock('../../../src/math/random', async (original) => {
  const real = await original<typeof random>();
  const scaled =
    (next: () => number): (() => number) =>
    () =>
      wrong.normal * next();
  return {
    ...real,
    normalSource: (seed: number, stream: number) => scaled(real.normalSource(seed, stream)),
    uniformSource: (seed: number, stream?: number) => {
      const next = real.uniformSource(seed, stream);
      return () => next() ** wrong.uniform;
    },
  };
});

vi.mock('../../../src/math/pca-posterior', async (original) => {
  const real = await original<typeof posterior>();
  const inverseOf: typeof real.inverseOf = (matrix) =>
    wrong.inverse ? [1 / matrix[0], 0, 1 / matrix[2]] : real.inverseOf(matrix);
  return { ...real, inverseOf };
});

afterEach(() => {
  Object.assign(wrong, { picks: false, normal: 1, uniform: 1, inverse: false });
});

interface Case {
  readonly id: string;
  readonly values?: Partial<Values>;
  readonly more?: Partial<ClaimContext>;
  /** What is wrong, in words, and how. */
  readonly breaks: Readonly<Record<string, () => Partial<ClaimContext>>>;
}

const backend = (make: () => ReferenceBackend) => (): Partial<ClaimContext> => ({ backend: make() });
const set = (change: Partial<typeof wrong>) => (): Partial<ClaimContext> => {
  Object.assign(wrong, change);
  return {};
};
const halfWay = (): ReferenceBackend =>
  new SpoiledBackend('averageUpdate', ({ phi }) => phi.forEach((logit, i) => (phi[i] = 0.5 * logit)));
const pca = { model: 'pca' } as const;
const largest = principalMaximum(contextOf(pca).principal, 1) ?? 0;
const atRest = {
  evidence: Float64Array.of(largest, largest - 0.1),
  before: { step: 50, evidence: Float64Array.of(largest, largest) },
};

const cases: readonly Case[] = [
  {
    id: 'V1',
    breaks: {
      'the bound without its prior term': backend(() => pieces('mixtureBound', 6, (row) => void (row[0] = row[1]))),
    },
  },
  {
    id: 'V2',
    breaks: {
      'the entropy with the other sign, twice': backend(() =>
        pieces('mixtureBound', 6, (row) => void (row[0] += 2 * row[3])),
      ),
      'a posterior that is none': backend(
        () => new SpoiledBackend('mixtureBound', ({ posterior }) => void posterior.fill(1 / 3)),
      ),
    },
  },
  {
    id: 'V3',
    breaks: {
      'the entropy with the other sign': backend(() => pieces('mixtureBound', 6, (row) => void (row[3] *= -1))),
    },
  },
  {
    id: 'V4',
    breaks: {
      'an inner loop that turns back': backend(
        () =>
          new SpoiledBackend(
            'mixtureSums',
            () => undefined,
            (params) => ({ ...params, innerSteps: 16 - params['innerSteps'] }),
          ),
      ),
    },
  },
  {
    id: 'V5',
    breaks: {
      'an outer step with the old means': backend(
        () =>
          new SpoiledBackend('mixtureUpdate', ({ theta }) => [1, 2, 5, 6, 9, 10].forEach((row) => (theta[row] *= 0.5))),
      ),
    },
  },
  {
    id: 'V6',
    values: pca,
    more: atRest,
    breaks: {
      'a run that rests elsewhere': () => ({ ...atRest, evidence: Float64Array.of(largest - 0.01, largest - 0.1) }),
    },
  },
  {
    id: 'V7',
    values: { ...pca, latents: '2' },
    breaks: {
      'a divergence without its determinant': backend(() => pieces('pcaBound', 5, (row) => void (row[4] *= 1.1))),
    },
  },
  { id: 'V8', breaks: { 'batches that are always the same': set({ picks: true }) } },
  {
    id: 'V9',
    breaks: {
      'N/B applied to the slope alone': backend(() => pieces('mixtureBound', 6, (row) => void (row[4] *= 1.2))),
    },
    more: { theta: contextOf().theta.map((value, i) => (i % 4 === 1 ? value + 0.3 : value)) },
  },
  { id: 'V10', breaks: { 'steps that are too long': backend(() => timed('mixtureLocalStep', 'rho', 1.1)) } },
  {
    id: 'V11',
    values: { ...pca, latents: '2' },
    breaks: { 'a Fisher matrix in the wrong coordinates': set({ inverse: true }) },
  },
  {
    id: 'V12',
    breaks: {
      'a step that is too short': backend(() => timed('mixtureUpdate', 'rho', 0.9)),
      'short steps that are twice as long': backend(
        () =>
          new SpoiledBackend(
            'mixtureUpdate',
            () => undefined,
            (params) => (params['rho'] < 0.5 ? { ...params, rho: 2 * params['rho'] } : params),
          ),
      ),
    },
  },
  {
    id: 'V14',
    breaks: {
      'an encoder that is not the posterior': backend(
        () =>
          new SpoiledBackend('encoderResponsibilities', ({ r }) => {
            for (let at = 0; at < r.length; at += 3) r.set([0.9 * r[at] + 0.1, 0.9 * r[at + 1], 0.9 * r[at + 2]], at);
          }),
      ),
    },
  },
  {
    id: 'V15',
    breaks: { 'common shares that go half the way': backend(halfWay) },
  },
  { id: 'V16', breaks: { 'draws that are not of q': set({ uniform: 1.2 }) } },
  { id: 'V17', values: { ...pca, latents: '2' }, breaks: { 'noise of another variance': set({ normal: 1.1 }) } },
  {
    id: 'V17',
    values: { ...pca, latents: '2' },
    breaks: { 'a bound that is flatter': backend(() => pieces('pcaBound', 5, (row) => void (row[0] *= 0.8))) },
  },
  { id: 'V18', breaks: { 'a sweep of another length': backend(() => timed('mixtureUpdate', 'rho', 0.9)) } },
  {
    id: 'V18',
    values: pca,
    breaks: { 'ordinary sweeps on other totals': backend(() => timed('pcaUpdate', 'points', 1.1)) },
  },
  {
    id: 'V19',
    breaks: {
      'halves that are not alike': () => ({
        evidence: Float64Array.from({ length: 400 }, (_, i) => (i < 200 ? -2 : -2.5)),
      }),
    },
  },
  {
    id: 'V20',
    values: { mistake: 'scaleNever' },
    breaks: { 'batches that are always the same': set({ picks: true }) },
  },
  {
    id: 'V20',
    values: { mistake: 'scaleTwice' },
    breaks: { 'batches that are always the same': set({ picks: true }) },
  },
  {
    id: 'V20',
    values: { mistake: 'averagedLocalGradients' },
    breaks: { 'common shares that go half the way': backend(halfWay) },
  },
];

describe.each(cases)('$id $values', ({ id, values = {}, more = {}, breaks }) => {
  test('holds', async () => {
    expect(await verdictOf(id, values, more)).toMatchObject({ verdict: 'holds' });
  });

  test.each(Object.entries(breaks))('fails with %s', async (_, broken) => {
    expect(await verdictOf(id, values, { ...more, ...broken() })).toMatchObject({ verdict: 'fails' });
  });
});

describe('V13', () => {
  const values = { method: 'stochastic' } as const;

  test('holds where the run is at the optimum of the sweeps, and fails where it is not', async () => {
    const { fixedPoint } = await import('../../../src/math/mixture-information');
    const { mixtureBound, unpackMixture } = await import('../../../src/variational/mixture');
    const context = contextOf(values);
    const { theta } = fixedPoint(context.theta, context.x, { components: 3, dimension: 2 }, context.floor, 500);
    const r = new Float64Array(3 * 90).fill(1 / 3);
    const { logp } = await mixtureBound(context.backend, { x: context.x, r, ...unpackMixture(theta, 3) });
    const mean = logp.reduce((sum, value) => sum + value, 0) / 90;
    const late = { step: 20_000, theta };
    expect(await verdictOf('V13', values, { ...late, evidence: Float64Array.of(mean) })).toMatchObject({
      verdict: 'holds',
    });
    expect(await verdictOf('V13', values, { ...late, evidence: Float64Array.of(mean - 0.01) })).toMatchObject({
      verdict: 'fails',
    });
  });

  test('says nothing early, of small batches or of other methods', async () => {
    expect(await verdictOf('V13', values)).toMatchObject({ verdict: 'outside', needs: 'more steps' });
    expect(await verdictOf('V13', { ...values, batch: 4 }, { step: 30_000 })).toMatchObject({ verdict: 'outside' });
    expect(await verdictOf('V13')).toMatchObject({ verdict: 'outside', needs: 'the stochastic method' });
  });
});

test('claims say why they do not apply', async () => {
  const reasons: readonly (readonly [string, Partial<Values>, Partial<ClaimContext>, string])[] = [
    ['V1', pca, {}, 'it is said of the mixture'],
    ['V7', {}, {}, 'it is said of PCA'],
    ['V7', pca, {}, 'with one latent there is nothing to tell apart'],
    ['V10', { components: 1 }, { theta: Float64Array.of(1, 0, 0, 1) }, 'with one component there is nothing to share'],
    ['V19', {}, { evidence: new Float64Array(20) }, '10 starts are too few for a standard error: 30 are needed'],
    ['V19', {}, { chosen: true }, 'the starts were chosen and not drawn'],
    ['V18', {}, { floor: 10 }, 'a variance of the optimum is on its floor'],
    ['V6', pca, {}, 'the sweeps have not come to rest between two measurements'],
    [
      'V1',
      {},
      { theta: new Float64Array(12).fill(1e12) },
      'steps that are too long have thrown the followed start out of what float32 can hold',
    ],
    ['V20', {}, {}, 'no mistake is switched on'],
    [
      'V15',
      {},
      { x: new Float32Array(40) },
      'all data have nearly the same posterior here, and averaging costs nothing',
    ],
  ];
  for (const [id, values, more, reason] of reasons)
    expect(await verdictOf(id, values, more)).toMatchObject({ verdict: 'outside', reason });
});
