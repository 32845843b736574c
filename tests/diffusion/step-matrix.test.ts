// When a sample chooses, and the step that does it, on the backend as in theory. MATHS.md D19.
import { expect, test } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import { diffusionProcess } from '../../src/diffusion/process';
import { choiceTime, stepMatrices } from '../../src/diffusion/step-matrix';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
const common = { schedule, steps: 24, direction: 'generate', sampler: 'ddim' } as const;
const pair = { centres: Float32Array.of(-1, 0, 1, 0), dimension: 2 };

test('two points at ±1 are chosen from where h falls below 1: t = ½ here, and later where the law is smooth', () => {
  expect(Math.abs((choiceTime(pair, diffusionProcess(common)) ?? 0) - 0.5)).toBeLessThanOrEqual(1 / 128);
  // h² + σ_d² = 1
  const smooth = choiceTime(pair, diffusionProcess({ ...common, smoothing: 0.8 })) ?? 0;
  expect(Math.abs(smooth - (0.5 + Math.log(0.36) / 12))).toBeLessThanOrEqual(1 / 128);
  expect(choiceTime({ centres: Float32Array.of(2, 1), dimension: 2 }, diffusionProcess(common))).toBeUndefined();
});

test.each(['ancestral', 'ddim', 'heun'] as const)(
  '%s: the step on the backend has the predicted derivative',
  async (sampler) => {
    const backend = await openBackend({ kind: 'reference' });
    const process = diffusionProcess({ ...common, sampler, smoothing: 0.1, factor: 1.02 });
    for (const step of [2, 11, 16]) {
      const matrices = await stepMatrices(backend, pair, process, step);
      // Places are float32 and stops a twelfth of a kernel apart.
      matrices?.predicted.forEach((value, i) =>
        expect(Math.abs(value - matrices.measured[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(value))),
      );
      expect(matrices).toBeDefined();
    }
    expect(await stepMatrices(backend, pair, diffusionProcess({ ...common, direction: 'noise' }), 3)).toBeUndefined();
    expect(backend.live.arrays).toBe(0);
    backend.dispose();
  },
);
