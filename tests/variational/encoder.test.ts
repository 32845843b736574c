import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { encoderBound, exactEncoder } from '../../src/variational/encoder';
import { withStarts } from '../../src/variational/mixture-ensemble';
import { expectClose } from '../support/agree';
import { normalSource, uniformSource } from '../../src/math/random';
import { flat, golden, goldenTolerance } from '../support/golden';
import { encoderIds, expectEncoder } from '../support/variational-golden';

const backend = new ReferenceBackend();

test.each(encoderIds)('golden %s', (id) => expectEncoder(backend, id));

test('typical mistakes miss the golden values', async () => {
  await expect(expectEncoder(backend, encoderIds[1], { s2: [1, 1, 1] })).rejects.toThrow('times the tolerance');
});

test.each(encoderIds.filter((id) => 'phi_exact' in golden('vi_encoder', id).expected))(
  'exact, golden %s',
  async (id) => {
    const one = golden('vi_encoder', id);
    const [x, pi, mu, s2] = ['x', 'pi', 'mu', 's2'].map((name) => flat(one.inputs[name]));
    const phi = exactEncoder({ pi, mu, s2 });
    const expected = flat(one.expected['phi_exact']);
    expectClose('phi', phi.slice(0, expected.length), expected, goldenTolerance(one, 'phi_exact', 'f64'));
    // Of equal variances the slope in |x|² is 0, and a linear encoder exact.
    for (const slope of phi.slice(expected.length)) expect(slope).toBeCloseTo(0, 12);
    const { r, total } = await encoderBound(backend, { x, pi, mu, s2, kind: 'quadratic', phi });
    expectClose('r', [...r], flat(one.expected['posterior']), goldenTolerance(one, 'posterior', 'f64'));
    expectClose('total', [total], flat(one.expected['best_total']), goldenTolerance(one, 'best_total', 'f64'));
  },
);

test('gradients of single data averaged lead to the best constant encoder, golden (V15)', async () => {
  const one = golden('vi_encoder', encoderIds[0]);
  const [x, pi, mu, s2] = ['x', 'pi', 'mu', 's2'].map((name) => flat(one.inputs[name]));
  const theta = pi.flatMap((weight, k) => [weight, mu[2 * k], mu[2 * k + 1], s2[k]]);
  const way = { components: 3, dimension: 2, method: 'stochastic', mistake: 'averagedLocalGradients' } as const;
  const slopes = await withStarts(backend, Float32Array.from(x), theta, way, async (ensemble) => {
    await ensemble.once({ rho: 0, rate: 0, floor: 1e-30 });
    return ensemble.read(ensemble.beside['slopes']);
  });
  const weights = [slopes[0], slopes[4], 0].map(Math.exp);
  const mass = weights.reduce((a, b) => a + b);
  const expected = flat(one.expected['r_best_constant']);
  expectClose(
    'r',
    weights.map((w) => w / mass),
    expected,
    goldenTolerance(one, 'r_best_constant', 'f64'),
  );
});

const model = { x: [0.5, 1, -1, 0.25], pi: [0.3, 0.7], mu: [0, 0, 1, 1], s2: [0.5, 1] };

test('the gradient is that of the total (V9)', async () => {
  const phi = [0.1, -0.2, 0.3, 0.05];
  const at = (values: number[]) => encoderBound(backend, { ...model, kind: 'quadratic', phi: values });
  const { gradPhi } = await at(phi);
  for (const [i, slope] of gradPhi.entries()) {
    const [up, down] = await Promise.all([1e-5, -1e-5].map((h) => at(phi.map((p, j) => (j === i ? p + h : p)))));
    expect((up.total - down.total) / 2e-5).toBeCloseTo(slope, 7);
  }
});

test('richer encoders of the same model lose less: constant, linear, quadratic (V14)', async () => {
  // Components that overlap, and data drawn from them.
  const theta = [0.3, -1, 0, 0.5, 0.4, 0.75, 0.75, 1.5, 0.3, 0.5, -1, 0.8];
  const [uniform, normal] = [uniformSource(3, 1), normalSource(3, 2)];
  const x = Float32Array.from(
    Array.from({ length: 256 }, () => {
      const u = uniform();
      const [, a, b, s] = theta.slice(u < 0.3 ? 0 : u < 0.7 ? 4 : 8);
      return [a + Math.sqrt(s) * normal(), b + Math.sqrt(s) * normal()];
    }).flat(),
  );
  const gaps: number[] = [];
  for (const encoder of ['constant', 'linear', 'quadratic'] as const) {
    const way = { components: 3, dimension: 2, method: 'amortised', encoder } as const;
    const gap = await withStarts(backend, x, theta, way, async (ensemble) => {
      for (let step = 0; step < 2500; step++) await ensemble.once({ rho: 0, rate: 0.7, floor: 1e-30 });
      const { bound, evidence } = await ensemble.measure();
      return evidence[0] - bound[0];
    });
    gaps.push(gap);
  }
  expect(gaps[0]).toBeGreaterThan(0.7);
  expect(gaps[0]).toBeLessThan(1);
  expect(gaps[1]).toBeGreaterThan(0.02);
  expect(gaps[1]).toBeLessThan(0.06);
  expect(gaps[2]).toBeGreaterThanOrEqual(0);
  expect(gaps[2]).toBeLessThan(1e-3);
});

test('one component leaves nothing to encode', async () => {
  const one = { x: [1, 2], pi: [1], mu: [0], s2: [1], kind: 'linear' as const, phi: [] };
  const { r, gradPhi, amortisationGap } = await encoderBound(backend, one);
  expect([...r]).toEqual([1, 1]);
  expect(gradPhi).toHaveLength(0);
  expect(amortisationGap).toBeCloseTo(0, 12);
});

describe('bad arguments', () => {
  test.each([
    [{ kind: 'cubic' }, RangeError, 'kind is "cubic"; allowed are constant, linear, quadratic'],
    [{ phi: [1, 2] }, RangeError, 'phi has 2 numbers; 3 are allowed, [F, K − 1]'],
    [{ phi: [1, 2, Number.NaN] }, RangeError, 'phi[2] is NaN'],
  ])('%j', async (wrong, kind, message) => {
    const good = { ...model, kind: 'linear', phi: [0, 0, 0] };
    const call = encoderBound(backend, { ...good, ...wrong } as Parameters<typeof encoderBound>[1]);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
