// The derivative of a step, against differences of the step itself. MATHS.md D19.
import { expect, test } from 'vitest';
import { samplerRows, type Sampler, type SamplerRow } from '../../src/math/diffusion-sampler';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { weigh } from '../../src/math/kernel-weights';
import { reverseStepMatrix, weightedSlopes } from '../../src/math/reverse-step';
import { differenceJacobian, type Vector2 } from '../../src/math/spectrum';

const data = [-1, 0.2, 0.7, -0.4, 0.3, 1.1];
const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });

function stepped(rows: readonly SamplerRow[], x: number, y: number): Vector2 {
  let z = [x, y];
  let carried = [0, 0];
  for (const { scale, rate, a, b, carryZ, carryX } of rows) {
    const sigma = Math.sqrt(Math.LOG2E / (2 * rate));
    const { mean } = weigh(data, [scale * z[0], scale * z[1]], sigma);
    const next = z.map((value, j) => a * value + b * mean[j] + carried[j]);
    carried = z.map((value, j) => carryZ * value + carryX * mean[j]);
    z = next;
  }
  return [z[0], z[1]];
}

test.each(['ancestral', 'ddim', 'heun'] as const)('%s', (sampler: Sampler) => {
  const all = samplerRows(schedule, 12, { sampler, smoothing: 0.1, factor: 1.05 });
  const width = all.length / 12;
  for (const k of [0, 5, 9]) {
    const rows = all.slice(k * width, (k + 1) * width);
    const exact = reverseStepMatrix(data, rows, [0.2, -0.1]);
    const differences = differenceJacobian((x, y) => stepped(rows, x, y), 0.2, -0.1, 1e-5);
    exact.forEach((value, i) => expect(value).toBeCloseTo(differences[i], 7));
  }
});

test('two points at ±1: a displacement grows from h = 1 on', () => {
  const growth = (h: number): number =>
    weightedSlopes([-1, 0, 1, 0], { scale: 1, rate: Math.LOG2E / (2 * h * h) }, [0, 0]).growth;
  expect(growth(1)).toBeCloseTo(1, 14);
  expect(growth(0.5)).toBeCloseTo(4, 14);
});
