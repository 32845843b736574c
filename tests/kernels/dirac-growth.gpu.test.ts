// Growth rates over 200 settings and along an axis: the WGSL kernel and its float64 twin, which the closed forms are held against.
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { diracGrowth, gridParams } from '../../src/kernels/dirac-growth';
import type { GridAxis } from '../../src/math/dirac-grid';
import type { Settings } from '../../src/math/dirac-scheme';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { diracScan, scanPace } from '../support/dirac-scan';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

/** A multiple of four of values along an axis; `steps` rounds each. */
async function agrees(settings: Settings, axis: GridAxis, values: readonly number[], steps: number): Promise<void> {
  await agree(backend, diracGrowth(settings.rule), {
    arrays: {
      xs: { values: [0] },
      ys: { values },
      growth: { length: values.length, tolerance: { absolute: 2e-5, relative: 1e-5 } },
    },
    params: { ...gridParams(settings, 'none', axis), steps },
    threads: values.length / 4,
  });
}

describe.skipIf(!present)('growth rates', () => {
  test.each(diracScan)('$rule.objective, $rule.variant, $rule.scheme', async ({ rule, paces }) => {
    for (const pace of paces) await agrees({ rule, pace }, 'none', [0, 0, 0, 0], 4000);
  });

  test.each(['simultaneous', 'alternating'] as const)('%s, over h', async (scheme) => {
    const heights = Array.from({ length: 16 }, (_, i) => 0.01 * 1000 ** (i / 15));
    for (const variant of ['plain', 'noise', 'r1'] as const) {
      const rule = { objective: 'logistic', variant, scheme, sampled: false } as const;
      await agrees({ rule, pace: scanPace({}) }, 'h', heights, 4000);
    }
  });
});
