// The golden fields of every objective and variant, in WGSL on a device. MATHS.md 4.1, 4.5, 4.6.
import { afterAll, beforeAll, describe, test } from 'vitest';
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
