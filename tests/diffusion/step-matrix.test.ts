// A step's derivative at several places, on the backend as in theory. MATHS.md D19.
import { expect, test } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import { diffusionProcess } from '../../src/diffusion/process';
import { stepMatrices } from '../../src/diffusion/step-matrix';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
const common = { schedule, steps: 24, direction: 'generate', sampler: 'ddim' } as const;
const pair = { centres: Float32Array.of(-1, 0, 1, 0), dimension: 2 };

test.each(['ancestral', 'ddim', 'heun'] as const)(
  '%s: the step on the backend has the predicted derivative',
  async (sampler) => {
    const backend = await openBackend({ kind: 'reference' });
    const process = diffusionProcess({ ...common, sampler, smoothing: 0.1, factor: 1.02 });
    for (const step of [2, 11, 16]) {
      const { alpha } = process.levelAt(step / process.steps);
      const places = [
        [0, 0],
        [alpha, 0],
        [0.3, -0.2],
      ] as const;
      const matrices = await stepMatrices(backend, pair, process, step, places);
      expect(matrices).toHaveLength(3);
      for (const { predicted, measured } of matrices ?? [])
        // Places are float32 and stops a twelfth of a kernel apart.
        predicted.forEach((value, i) =>
          expect(Math.abs(value - measured[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(value))),
        );
      // In the middle along the axis of the points another number than at a datum, but where noise hides both.
      if (step > 10)
        expect(Math.abs((matrices?.[0].predicted[0] ?? 0) - (matrices?.[1].predicted[0] ?? 0))).toBeGreaterThan(0.01);
    }
    expect(
      await stepMatrices(backend, pair, diffusionProcess({ ...common, direction: 'noise' }), 3, [[0, 0]]),
    ).toBeUndefined();
    expect(backend.live.arrays).toBe(0);
    backend.dispose();
  },
);
