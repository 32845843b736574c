import { describe, expect, test } from 'vitest';
import {
  denoiserAt,
  noisingRows,
  samplerRows,
  type SamplerOptions,
  type SamplerRow,
} from '../../src/math/diffusion-sampler';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
const data = [-1.5, 0.25, 1];
const STEPS = 12;

/** Σ w x with w = 2^(−rate·(y − x)²). */
function meanAt(y: number, rate: number): number {
  const nearest = Math.min(...data.map((x) => (y - x) ** 2));
  const weights = data.map((x) => 2 ** (rate * (nearest - (y - x) ** 2)));
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, i) => sum + weight * data[i], 0) / mass;
}

/** x̂ of MATHS.md 2.6, of the data or of their kernel density. */
function denoised(y: number, h: number, { smoothing = 0, factor = 1 }: Partial<SamplerOptions>): number {
  const spread = h * h + smoothing ** 2;
  const mean = meanAt(y, Math.LOG2E / (2 * spread));
  return factor * (mean + (smoothing ** 2 / spread) * (y - mean));
}

/** What the rows do to a place, by the linear form alone. */
function run(rows: readonly SamplerRow[], rowsAStep: number, start: number, noise?: (step: number) => number): number {
  let z = start;
  let carried = 0;
  rows.forEach(({ scale, rate, a, b, c, carryZ, carryX }, row) => {
    const mean = meanAt(z * scale, rate);
    const next =
      a * z + b * mean + c * (noise?.(Math.floor(row / rowsAStep)) ?? 0) + (row % rowsAStep > 0 ? carried : 0);
    carried = carryZ * z + carryX * mean;
    z = next;
  });
  return z;
}

describe.each([{}, { smoothing: 0.4 }, { factor: 0.95 }, { smoothing: 0.4, factor: 1.02 }])('with %j', (options) => {
  test('heun is Heun’s method for dy/dh = (y − x̂)/h', () => {
    const slope = (y: number, h: number): number => (y - denoised(y, h, options)) / h;
    const rows = samplerRows(schedule, STEPS, { sampler: 'heun', ...options });
    expect(rows).toHaveLength(2 * STEPS);
    for (const start of [-2, 0.3, 1.7]) {
      let y = start / schedule.at(1).alpha;
      for (let k = 0; k < STEPS; k++) {
        const [h, next] = [1 - k / STEPS, 1 - (k + 1) / STEPS].map((t) => schedule.at(Math.abs(t)).snr ** -0.5);
        const first = slope(y, h);
        const second = slope(y + (next - h) * first, next);
        y += ((next - h) * (first + second)) / 2;
      }
      expect(run(rows, 2, start)).toBeCloseTo(y * schedule.at(0).alpha, 9);
    }
  });

  test('ancestral is the posterior with x̂ for x', () => {
    const rows = samplerRows(schedule, STEPS, { sampler: 'ancestral', ...options });
    const noise = (step: number): number => Math.sin(5 * step);
    let z = 0.7;
    for (let k = 0; k < STEPS; k++) {
      const [s, t] = [(STEPS - k - 1) / STEPS, (STEPS - k) / STEPS];
      const { alpha, sigma } = schedule.at(t);
      const { coefZ, coefX, varQ } = schedule.step(s, t);
      z = coefZ * z + coefX * denoised(z / alpha, sigma / alpha, options) + Math.sqrt(varQ) * noise(k);
    }
    expect(run(rows, 1, 0.7, noise)).toBeCloseTo(z, 10);
  });
});

test('the forward process has the marginals of q(z_t | x) (D3)', () => {
  let [mean, variance] = [schedule.at(0).alpha * 2, schedule.at(0).sigma ** 2];
  noisingRows(schedule, 16).forEach(({ a, b, c }, k) => {
    expect(b).toBe(0);
    mean *= a;
    variance = a * a * variance + c * c;
    const { alpha, sigma } = schedule.at((k + 1) / 16);
    expect(mean).toBeCloseTo(2 * alpha, 12);
    expect(variance).toBeCloseTo(sigma ** 2, 12);
  });
});

test('without smoothing nothing of y itself is in the denoiser; with much all of it', () => {
  expect(denoiserAt({ alpha: 0.6, sigma: 0.8 }, {}).own).toBe(0);
  expect(denoiserAt({ alpha: 0.6, sigma: 0.8 }, { smoothing: 1e4 }).own).toBeCloseTo(1, 7);
});

test('a network’s score stands for the denoiser, at the nearest level that it knows', () => {
  const options = { learned: [0.5, 2] as const };
  const at = (h: number) => denoiserAt({ alpha: 0.5, sigma: 0.5 * h }, options);
  // x̂ = y + h² s, where m is s.
  expect(at(1)).toEqual({ scale: 2, rate: Math.LOG2E / 2, own: 1, share: 1 });
  expect([at(0.1).share, at(7).share]).toEqual([0.25, 4]);
  expect(at(7).rate).toBe(at(2).rate);
});
