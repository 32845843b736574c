// Measured spectra of the WGSL update on a device against the closed forms, over 200 settings. MATHS.md 4.3 to 4.6, G6, G10, G15.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { operatorOf } from '../../src/math/dirac-linearisation';
import { eigenvalues, spectralRadius, type Matrix } from '../../src/math/spectrum';
import { gpuBackend, hasGpu } from '../support/device';
import { launchGrid } from '../support/dirac-launch';
import { diracScan } from '../support/dirac-scan';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('measured spectra', () => {
  // Entries: float32 rounding of the images, a few tens of 2⁻²⁴ of their size.
  const tolerance = 2e-6;

  test.each(diracScan)('$rule.objective, $rule.variant, $rule.scheme', async ({ rule, paces }) => {
    for (const pace of paces) {
      const wanted = operatorOf({ rule, pace });
      const got = (await launchGrid(
        backend,
        'jacobians',
        rule,
        pace,
        ['none', [0]],
        ['none', [0]],
      )) as unknown as Matrix;
      const size = Math.max(1, ...wanted.map(Math.abs));
      got.forEach((entry, i) =>
        expect(Math.abs(entry - wanted[i]), JSON.stringify(pace)).toBeLessThan(tolerance * size),
      );
      // A double eigenvalue splits by the square root of an error in the entries.
      const spread = Math.abs(spectralRadius(eigenvalues(got)) - spectralRadius(eigenvalues(wanted)));
      expect(spread).toBeLessThan(2 * Math.sqrt(tolerance) * size);
    }
  });

  test('two hundred settings', () => {
    expect(diracScan.reduce((sum, { paces }) => sum + paces.length, 0)).toBeGreaterThanOrEqual(200);
  });
});
