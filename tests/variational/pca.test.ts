import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { mixtureUpdate } from '../../src/kernels/mixture-update';
import { pcaColumns, pcaSums } from '../../src/kernels/pca-sums';
import { pcaUpdate } from '../../src/kernels/pca-update';
import { meanFieldGap, meanFieldOf, PcaModel, type Symmetric } from '../../src/math/pca-posterior';
import type { StepLength } from '../../src/variational/ensemble';
import { pcaBound, unpackPca } from '../../src/variational/pca';
import { withPcaStarts, type PcaEnsembleOptions } from '../../src/variational/pca-ensemble';
import { clusteredPoints } from '../support/variational-cases';
import { expectClose } from '../support/agree';
import { flat, golden, goldenTolerance } from '../support/golden';
import { expectPca, pcaIds } from '../support/variational-golden';
import { sweepPca } from '../support/variational-limits';

const backend = new ReferenceBackend();

test.each(pcaIds)('golden %s', (id) => expectPca(backend, id));

test('typical mistakes miss the golden values', async () => {
  for (const id of pcaIds.filter((one) => one.endsWith('N12_D4_k2')))
    for (const wrong of [{ s2: 0.1 }, { b: [0, 0, 0, 0] }])
      await expect(expectPca(backend, id, wrong)).rejects.toThrow('times the tolerance');
});

test.each(pcaIds.filter((id) => id.startsWith('updates')))('a natural step from the posterior, golden %s', (id) => {
  const one = golden('vi_ppca', id);
  const [x, W, b] = ['x', 'W', 'b'].map((name) => Float64Array.from(flat(one.inputs[name])));
  const dimension = b.length;
  const latents = W.length / dimension;
  const points = x.length / dimension;
  const column = (l: number): number[] =>
    Array.from({ length: dimension }, (_, j) => (l < latents ? W[j * latents + l] : 0));
  const theta = Float64Array.from([...column(0), ...column(1), ...b, Number(one.inputs['s2'])]);
  const sums = new Float64Array(pcaColumns(dimension));
  const blocks = { ...pcaSums(dimension).params, points, span: points };
  pcaSums(dimension).reference({ data: x, theta, sums }, blocks, 1);
  const step = { ...mixtureUpdate.params, points, rho: Number(one.inputs['rho']) };
  pcaUpdate('natural').reference({ totals: sums, theta, bounds: new Float64Array(2) }, step, 1);
  const got = unpackPca(theta, dimension, latents);
  expectClose('W', got.W, flat(one.expected['natgrad_W']), goldenTolerance(one, 'natgrad_W', 'f64'));
  expectClose('b', got.b, flat(one.expected['natgrad_b']), goldenTolerance(one, 'natgrad_b', 'f64'));
  expectClose('s2', [got.s2], flat(one.expected['natgrad_s2']), goldenTolerance(one, 'natgrad_s2', 'f64'));
});

test.each(pcaIds.filter((id) => id.startsWith('elbo')))('posterior and its best diagonal one, golden %s', (id) => {
  const one = golden('vi_ppca', id);
  const [x, W, b] = ['x', 'W', 'b'].map((name) => flat(one.inputs[name]));
  const [dimension, latents] = [b.length, W.length / b.length];
  const column = (l: number): number[] => b.map((_, j) => (l < latents ? W[j * latents + l] : 0));
  const model = new PcaModel([...column(0), ...column(1), ...b, Number(one.inputs['s2'])]);
  const whole = ([a, c, d]: Symmetric): number[] => (latents === 1 ? [a] : [a, c, c, d]);
  const means = Array.from({ length: x.length / dimension }, (_, i) => model.mean(x, i * dimension).slice(0, latents));
  const got = {
    post_mean: means.flat(),
    post_cov: whole(model.covariance),
    post_precision: whole(model.precision),
    mean_field_var: [meanFieldOf(model.precision)[0], meanFieldOf(model.precision)[2]].slice(0, latents),
    mean_field_gap: [meanFieldGap(model.precision)],
  };
  for (const [field, values] of Object.entries(got))
    expectClose(field, values, flat(one.expected[field]), goldenTolerance(one, field, 'f64'));
});

describe('a run', () => {
  const x = Float32Array.from(clusteredPoints(60, 4, 5));
  const theta = [1, 0.4, -0.3, 0.2, 0.5, -0.7, 0.6, 0.1, 0, 0.2, -0.1, 0.3, 0.8];
  const moved = async (
    way: Pick<PcaEnsembleOptions, 'method' | 'family'>,
    length: StepLength,
    steps = 1,
  ): Promise<{ theta: Float64Array; bound: number; evidence: number }> => {
    return withPcaStarts(backend, x, theta, { ...way, dimension: 4 }, async (ensemble) => {
      for (let step = 0; step < steps; step++) await ensemble.once(length);
      const { bound, evidence } = await ensemble.measure();
      return { theta: await ensemble.read(), bound: bound[0], evidence: evidence[0] };
    });
  };
  const still = { rho: 0, rate: 0, floor: 1e-6 };

  test('with a diagonal S lacks the same of every datum, and climbs its own bound', async () => {
    const way = { method: 'coordinate', family: 'meanField' } as const;
    let before = -Infinity;
    for (const steps of [1, 2, 4, 8, 16, 32]) {
      const { bound, evidence, theta: at } = await moved(way, { ...still, rho: 1 }, steps);
      expect(evidence - bound).toBeCloseTo(meanFieldGap(new PcaModel(at).precision), 6);
      expect(bound).toBeGreaterThan(before - 1e-7);
      before = bound;
    }
    // At the best start of a diagonal S the columns of W are orthogonal: nothing is missing.
    expect((await moved(way, { ...still, rho: 1 }, 400)).theta.every(Number.isFinite)).toBe(true);
  });

  test('along the ordinary gradient moves by the slope of the evidence', async () => {
    const rate = 1e-3;
    const plain = await moved({ method: 'plain', family: 'full' }, { ...still, rate });
    const evidence = (at: readonly number[]): number => {
      const model = new PcaModel(at);
      const terms = Array.from({ length: 60 }, (_, i) => {
        const m = model.mean(x, 4 * i);
        return model.evidence(model.missSquared(x, 4 * i, m), m[0] ** 2 + m[1] ** 2);
      });
      return terms.reduce((a, b) => a + b) / 60;
    };
    for (const [i, value] of theta.entries()) {
      const [up, down] = [1e-4, -1e-4].map((h) => evidence(theta.map((t, j) => (j === i ? value + h : t))));
      expect((plain.theta[i] - value) / rate).toBeCloseTo((up - down) / 2e-4, 4);
    }
  });
});

test('sweeps end at the maximum of the evidence (V6)', async () => {
  for (const id of pcaIds.filter((one) => one.startsWith('updates'))) {
    const one = golden('vi_ppca', id);
    const [x, W, b] = ['x', 'W', 'b'].map((name) => flat(one.inputs[name]));
    const model = await sweepPca(backend, { x, W, b, s2: Number(one.inputs['s2']) }, 1e-9, 1000);
    expect(model.s2 / Number(one.expected['ml_s2'])).toBeCloseTo(1, 7);
    const latents = W.length / b.length;
    const product = b.flatMap((_, i) =>
      b.map((__, j) =>
        Array.from({ length: latents }, (___, l) => model.W[i * latents + l] * model.W[j * latents + l]).reduce(
          (sum, value) => sum + value,
        ),
      ),
    );
    expectClose('W Wᵀ', product, flat(one.expected['ml_WWt']), { absolute: 1e-6, relative: 1e-6 });
  }
});

describe('degenerate data', () => {
  const start = { W: [1, 0.2, 0.5, -0.3], b: [0.1, 0], s2: 1 };
  test.each([
    ['a column that is constant', [0, 5, 1, 5, 2, 5, 7, 5]],
    ['points that are all equal', [3, -2, 3, -2, 3, -2]],
    ['one datum', [3, -2]],
    ['two data', [3, -2, 4, 7]],
  ])('%s', async (_, x) => {
    for (const floor of [1e-6, 1e-3]) {
      const { s2 } = await sweepPca(backend, { ...start, x }, floor, 60);
      // As many latents as columns, or fewer directions than latents: nothing is left for the noise.
      expect(s2).toBeLessThan(0.2);
      const { W } = await sweepPca(backend, { x, W: [1, 0.5], b: [0, 0], s2: 1 }, floor, 60);
      expect(Array.from(W).every(Number.isFinite)).toBe(true);
    }
  });
});

describe('bad arguments', () => {
  const good = { x: [1, 2, 3, 4], W: [1, 0.5], b: [0, 0], s2: 1, m: [0, 1], S: [1, 1] };
  test.each([
    [{ b: [] }, RangeError, 'b has 0 numbers; 1 to 8 are allowed, [D]'],
    [{ W: [1, 2, 3] }, RangeError, 'W has 3 numbers; 1 to 2 rows of 2 numbers each are allowed, [D, k]'],
    [{ W: [1, 2, 3, 4, 5, 6] }, RangeError, 'W has 6 numbers'],
    [{ W: [1, Infinity] }, RangeError, 'W[1] is Infinity'],
    [{ x: [1, 2, 3] }, RangeError, 'x has 3 numbers'],
    [{ s2: 0 }, RangeError, 's2 is 0; a number from 1e-30 to 1e+30 is allowed'],
    [{ s2: '1' }, RangeError, 's2 is 1; a number from'],
    [{ m: [0] }, RangeError, 'm has 1 numbers; 2 are allowed, [N, k]'],
    [{ S: [1, 0] }, RangeError, 'S of datum 1 is no covariance'],
    [
      { W: [1, 0, 0, 1], m: [0, 0, 0, 0], S: [1, 0.5, 0.5, 1, 1, 2, 2, 1] },
      RangeError,
      'S of datum 1 is no covariance',
    ],
    [
      { W: [1, 0, 0, 1], m: [0, 0, 0, 0], S: [1, 0.5, 0.2, 1, 1, 0, 0, 1] },
      RangeError,
      'S of datum 0 is no covariance',
    ],
  ])('%j', async (wrong, kind, message) => {
    const call = pcaBound(backend, { ...good, ...wrong } as Parameters<typeof pcaBound>[1]);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
