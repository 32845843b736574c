import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { startOf, sweepStarts } from '../support/start-sweeps';

describe.runIf(await hasGpu())('many starts on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('start 17 of 1,024 is start 17 of 32, and start 1 of 2, bit for bit', async () => {
    const many = await sweepStarts(backend, 2048, 1024, 4);
    const some = await sweepStarts(backend, 2048, 32, 4);
    const two = await sweepStarts(backend, 2048, 2, 4);
    for (const start of [0, 1, 17, 31]) expect(startOf(some, 32, start)).toEqual(startOf(many, 1024, start));
    expect(startOf(two, 2, 1)).toEqual(startOf(many, 1024, 1));
    expect(backend.live.arrays).toBe(0);
  });

  it('follows float64', async () => {
    const reference = new ReferenceBackend();
    const got = await sweepStarts(backend, 400, 6, 6);
    expectClose('theta', got, await sweepStarts(reference, 400, 6, 6), { absolute: 5e-5, relative: 5e-5 });
    reference.dispose();
  });
});
