// The golden fields of every objective and variant, in WGSL on a device. MATHS.md 4.1, 4.5, 4.6.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gpuBackend, hasGpu } from '../support/device';
import { diracCases } from '../support/dirac-golden';
import { launchField } from '../support/dirac-launch';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('golden fields', () => {
  test.each(diracCases('fields').filter((golden) => golden.has('points')))('$id', async (golden) => {
    golden.expect('v', await launchField(backend, golden.game, golden.strengths, golden.input('points')), 'f32');
  });
});

test.skipIf(!present)('means over noise of every width, four widths to a thread', async () => {
  for (const objective of ['logistic', 'softplus'] as const) {
    const game = { objective, variant: 'noise', sampled: false } as const;
    const strengths = { sigma: 5, gamma: 0, g0: 1 };
    const points = [0.02, 0.1, 0.59, 0.61, 3, 20, 500, 1e5].flatMap((psi, i) => [
      0.3 * i - 1,
      i % 2 === 0 ? psi : -psi,
    ]);
    const [got, wanted] = [
      await launchField(backend, game, strengths, points),
      await launchField(new ReferenceBackend(), game, strengths, points),
    ];
    // v is a sum of terms of this size.
    for (const [i, value] of wanted.entries()) {
      const size = Math.abs(points[i ^ 1] ?? 0) + 25 * Math.min(Math.abs(points[i | 1] ?? 0), 1);
      expect(Math.abs((got[i] ?? Number.NaN) - value), `${objective} ${i}`).toBeLessThan(2e-6 * size);
    }
  }
});
