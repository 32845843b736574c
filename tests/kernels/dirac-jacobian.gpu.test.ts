// Measured spectra over 200 settings: the WGSL kernel and its float64 twin, which the closed forms are held against.
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gridParams } from '../../src/kernels/dirac-growth';
import { diracJacobian } from '../../src/kernels/dirac-jacobian';
import { operatorOf } from '../../src/math/dirac-linearisation';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { diracScan } from '../support/dirac-scan';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('measured spectra', () => {
  test.each(diracScan)('$rule.objective, $rule.variant, $rule.scheme', async ({ rule, paces }) => {
    for (const pace of paces) {
      // Float32 rounding of the images, a few tens of 2⁻²⁴ of their size.
      const size = Math.max(1, ...operatorOf({ rule, pace }).map(Math.abs));
      await agree(backend, diracJacobian(rule), {
        arrays: {
          xs: { values: [0] },
          ys: { values: [0] },
          jacobians: { length: 4, tolerance: { absolute: 2e-6 * size, relative: 0 } },
        },
        params: gridParams({ rule, pace }, 'none', 'none'),
        threads: 1,
      });
    }
  });
});
