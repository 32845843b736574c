import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { climbLogits, logJoint } from '../../src/math/mixture-posterior';
import { mixtureBound, mixtureNaturalStep, mixtureSweep } from '../../src/variational/mixture';
import { expectClose } from '../support/agree';
import { flat, golden, goldenTolerance, type GoldenCase } from '../support/golden';
import { clusteredPoints, shares } from '../support/variational-cases';
import { expectMixture, mixtureIds } from '../support/variational-golden';
import { degenerateMixtures, stepFromZeros, sweepMixture } from '../support/variational-limits';

const backend = new ReferenceBackend();

test.each(mixtureIds)('golden %s', (id) => expectMixture(backend, id));

const listOf = (one: GoldenCase, name: string): number[] => flat(one.inputs[name]);
function expectField(one: GoldenCase, field: string, got: ArrayLike<number>): void {
  expectClose(`${one.id}: ${field}`, Array.from(got), flat(one.expected[field]), goldenTolerance(one, field, 'f64'));
}

test.each(mixtureIds.filter((id) => id.startsWith('natgrad')))('gradients follow from steps, golden %s', async (id) => {
  const one = golden('vi_gmm', id);
  const [x, r, pi, mu, s2] = ['x', 'r', 'pi', 'mu', 's2'].map((name) => listOf(one, name));
  const [K, rho] = [pi.length, Number(one.inputs['rho'])];
  const [D, N] = [mu.length / K, r.length / K];
  const model = { x, pi, mu, s2, r, floor: 1e-30 };
  // Of length 1 the step lands on the means of r, r x and r |x|².
  const { globalPi, globalMu, globalS2 } = await mixtureNaturalStep(backend, { ...model, rho: 1 });
  const square = (k: number, at: ArrayLike<number>, from: ArrayLike<number> = new Float64Array(K * D)): number =>
    Array.from({ length: D }, (_, j) => (at[k * D + j] - from[k * D + j]) ** 2).reduce((a, b) => a + b);
  const meanCoordinates = (p: ArrayLike<number>, m: ArrayLike<number>, s: ArrayLike<number>): number[] => [
    ...Array.from(p),
    ...Array.from(m, (value, i) => p[Math.floor(i / D)] * value),
    ...Array.from(s, (value, k) => p[k] * (D * value + square(k, m))),
  ];
  expectField(one, 'mean_params', meanCoordinates(pi, mu, s2));
  expectField(one, 'stats', meanCoordinates(globalPi, globalMu, globalS2));
  const pull = globalMu.map((at, i) => (N * globalPi[Math.floor(i / D)] * (at - mu[i])) / s2[Math.floor(i / D)]);
  expectField(one, 'grad_mu', pull);
  const widen = s2.map((s, k) => {
    return (N * globalPi[k] * ((D * globalS2[k] + square(k, globalMu, mu)) / s - D)) / (2 * s);
  });
  expectField(one, 'grad_s2', widen);
  expectField(
    one,
    'grad_logit_pi',
    globalPi.map((weight, k) => N * (weight - pi[k])),
  );
  // Of the local ones the logits move by ρ times the natural gradient, and that is the inverse Fisher matrix times the ordinary one.
  const { rAfter } = await mixtureNaturalStep(backend, { ...model, rho });
  const reduced = (of: ArrayLike<number>, i: number, k: number): number => Math.log(of[i * K + k] / of[i * K + K - 1]);
  const places = Array.from({ length: N * (K - 1) }, (_, at) => [Math.floor(at / (K - 1)), at % (K - 1)] as const);
  const natural = places.map(([i, k]) => (reduced(rAfter, i, k) - reduced(r, i, k)) / rho);
  expectField(one, 'natgrad_eta', natural);
  expectField(one, 'elbo_after', (await mixtureBound(backend, { x, pi, mu, s2, r: rAfter })).elbo);
  const fisher = flat(one.expected['fisher_local']);
  const gradients = Array.from({ length: N }, (_, i) => {
    const joint = new Float64Array(K);
    const theta = pi.flatMap((weight, k) => [weight, ...mu.slice(k * D, (k + 1) * D), s2[k]]);
    logJoint(theta, x.slice(i * D, (i + 1) * D), joint);
    const before = Float64Array.from(r.slice(i * K, (i + 1) * K), Math.log);
    const logits = before.slice();
    climbLogits(joint, logits, new Float64Array(K), 1);
    return logits.map((logit, k) => logit - before[k]);
  });
  expectField(
    one,
    'grad_logits',
    gradients.flatMap((row) => [...row]),
  );
  for (const [at, [i, k]] of places.entries()) {
    const image = Array.from({ length: K - 1 }, (_, l) => fisher[at * (K - 1) + l] * natural[i * (K - 1) + l]);
    expect(image.reduce((a, b) => a + b)).toBeCloseTo(gradients[i][k], 10);
  }
});

test.each(mixtureIds.filter((id) => id.startsWith('coordinate')))('bounds along a sweep, golden %s', async (id) => {
  const one = golden('vi_gmm', id);
  const [x, pi, mu, s2] = ['x', 'pi', 'mu', 's2'].map((name) => listOf(one, name));
  const total = (values: Float64Array): number[] => [values.reduce((a, b) => a + b)];
  const r = new Float64Array((x.length * pi.length * pi.length) / mu.length).fill(1 / pi.length);
  const before = await mixtureBound(backend, { x, pi, mu, s2, r });
  const next = await mixtureSweep(backend, { x, pi, mu, s2 });
  const exact = await mixtureBound(backend, { x, pi, mu, s2, r: before.posterior });
  const after = await mixtureBound(backend, { x, ...next, r: before.posterior });
  expectField(one, 'evidence_before', total(before.logp));
  expectField(one, 'elbo_after_e', total(exact.elbo));
  expectField(one, 'elbo_after_em', total(after.elbo));
  expectField(one, 'evidence_after', total(after.logp));
});

test('typical mistakes miss the golden values', async () => {
  // A variance taken for a standard deviation, weights forgotten, one coordinate of the means.
  const wrongs = [{ s2: [0.25, 0.5, 1] }, { pi: [1 / 3, 1 / 3, 1 / 3] }, { mu: [0, 0, 0, 0, 0, 0] }];
  for (const wrong of wrongs)
    for (const id of mixtureIds.filter((one) => one.endsWith('N12_D2_K3')))
      await expect(expectMixture(backend, id, wrong)).rejects.toThrow('times the tolerance');
});

const model = { x: clusteredPoints(40, 2, 3), pi: [0.2, 0.3, 0.5], mu: [-2, -1, 0, 0.5, 2, 1], s2: [0.5, 0.8, 0.6] };
const some = Float64Array.from(shares(40, 3, 4));
const r = some.map(
  (share, i) =>
    share / (some[3 * Math.floor(i / 3)] + some[3 * Math.floor(i / 3) + 1] + some[3 * Math.floor(i / 3) + 2]),
);

test('the gap is the divergence from the posterior, and none is left there (V1 to V3)', async () => {
  const { elbo, recon, klPrior, entropy, logp, klPost, posterior } = await mixtureBound(backend, { ...model, r });
  for (let i = 0; i < 40; i++) {
    expect(logp[i] - elbo[i]).toBeCloseTo(klPost[i], 12);
    expect(recon[i] - klPrior[i]).toBeCloseTo(elbo[i], 12);
    expect(klPost[i]).toBeGreaterThan(0);
    expect(entropy[i]).toBeGreaterThan(0);
  }
  const best = await mixtureBound(backend, { ...model, r: posterior });
  best.klPost.forEach((gap) => expect(Math.abs(gap)).toBeLessThan(1e-12));
});

test('t natural steps shrink the error of the natural parameters by (1 − ρ)^t (V10)', async () => {
  const { posterior } = await mixtureBound(backend, { ...model, r });
  const logits = (values: ArrayLike<number>, i: number): number => Math.log(values[3 * i] / values[3 * i + 2]);
  let stepped: ArrayLike<number> = r;
  for (let t = 0; t < 4; t++) stepped = (await mixtureNaturalStep(backend, { ...model, r: stepped, rho: 0.25 })).rAfter;
  for (let i = 0; i < 40; i++) {
    const error = (values: ArrayLike<number>): number => logits(values, i) - logits(posterior, i);
    expect(error(stepped) / error(r)).toBeCloseTo(0.75 ** 4, 9);
  }
});

test('a shift and a scale of the data shift and scale the sweep', async () => {
  const plain = await mixtureSweep(backend, model);
  const moved = await mixtureSweep(backend, {
    x: Float64Array.from(model.x, (x) => 3 * x + 7),
    pi: model.pi,
    mu: model.mu.map((m) => 3 * m + 7),
    s2: model.s2.map((s) => 9 * s),
  });
  plain.mu.forEach((m, i) => expect(moved.mu[i]).toBeCloseTo(3 * m + 7, 10));
  plain.s2.forEach((s, i) => expect(moved.s2[i]).toBeCloseTo(9 * s, 10));
  plain.pi.forEach((p, i) => expect(moved.pi[i]).toBeCloseTo(p, 12));
});

describe('degenerate data', () => {
  test.each(degenerateMixtures)('$name', async ({ start, ends }) => {
    for (const floor of [1e-6, 1e-3]) ends(await sweepMixture(backend, start, floor), floor);
  });

  test('a natural step from shares of 0', () => stepFromZeros(backend));
});

describe('bad arguments', () => {
  test.each([
    [{ x: 'abcd' }, TypeError, 'x must be an array of numbers, row-major [N, D]'],
    [{ x: [1, 2, 3] }, RangeError, 'x has 3 numbers; 1 to 1048576 rows of 2 numbers each are allowed, [N, D]'],
    [{ x: [] }, RangeError, 'x has 0 numbers'],
    [{ x: [1, Number.NaN] }, RangeError, 'x[1] is NaN; finite numbers up to ±1000000000 are allowed'],
    [{ x: [1, 1e20] }, RangeError, 'x[1] is 100000000000000000000'],
    [{ pi: [0.5, 0.5] }, RangeError, 'pi has 2 numbers; 3 are allowed, [K]'],
    [{ pi: [0.5, 0.5, 0.5] }, RangeError, 'pi sums to 1.5'],
    [{ pi: [1.5, -0.5, 0] }, RangeError, 'pi[1] is -0.5; a share from 0 to 1 is allowed'],
    [{ mu: [1, 2, 3, 4] }, RangeError, 'mu has 4 numbers; 1 to 8 rows of 3 numbers each'],
    [{ s2: [1, 0, 1] }, RangeError, 's2[1] is 0; a variance from 1e-30'],
    [{ s2: [] }, RangeError, 's2 has 0 numbers; 1 to 16 are allowed'],
    [{ s2: new Float64Array(17).fill(1) }, RangeError, 's2 has 17 numbers'],
    [{ s2: undefined }, TypeError, 's2 must be an array of numbers'],
    [{ r: [1, 0, 0] }, RangeError, 'r has 3 numbers; 120 are allowed, [N, K]'],
    [{ r: new Float64Array(120) }, RangeError, 'r sums to 0 from [0] on'],
    [{ rho: 0 }, RangeError, 'rho is 0'],
    [{ rho: 1.5 }, RangeError, 'rho is 1.5'],
    [{ floor: -1 }, RangeError, 'floor is -1'],
  ])('%j', async (wrong, kind, message) => {
    const call = mixtureNaturalStep(backend, { ...model, r, rho: 0.5, ...wrong } as Parameters<
      typeof mixtureNaturalStep
    >[1]);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
