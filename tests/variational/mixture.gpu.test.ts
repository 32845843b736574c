import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixtureSweep } from '../../src/variational/mixture';
import { expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, mixtureStarts } from '../support/variational-cases';
import { expectMixture, mixtureIds } from '../support/variational-golden';
import { degenerateMixtures, stepFromZeros, sweepMixture } from '../support/variational-limits';

describe.runIf(await hasGpu())('mixtures on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(mixtureIds)('golden %s', (id) => expectMixture(backend, id));

  it.each(degenerateMixtures)('$name', async ({ start, ends }) => {
    ends(await sweepMixture(backend, start, 1e-4, 8), 1e-4);
  });

  it('a natural step from shares of 0', () => stepFromZeros(backend));

  // So many data that the blocks' sums are added in groups, and that a block has more than 128.
  it.each([5_000, 150_000])('follows float64 over sums of %d data', async (points) => {
    const rows = mixtureStarts(4, 2, 1, 5);
    const row = (k: number): Float32Array => rows.subarray(4 * k, 4 * k + 4);
    let model = {
      x: clusteredPoints(points, 2, 3),
      pi: [0, 1, 2, 3].map((k) => row(k)[0]) as ArrayLike<number>,
      mu: [0, 1, 2, 3].flatMap((k) => [row(k)[1], row(k)[2]]) as ArrayLike<number>,
      s2: [0, 1, 2, 3].map((k) => row(k)[3]) as ArrayLike<number>,
    };
    let exact = model;
    const reference = new ReferenceBackend();
    for (let sweep = 0; sweep < 5; sweep++) {
      model = { x: model.x, ...(await mixtureSweep(backend, model)) };
      exact = { x: model.x, ...(await mixtureSweep(reference, exact)) };
    }
    reference.dispose();
    // 128 sums one after the other are right to 128 · 2⁻²⁴ at worst, and a sweep does not forget the one before.
    for (const name of ['pi', 'mu', 's2'] as const)
      expectClose(name, model[name], exact[name], { absolute: 5e-5, relative: 5e-5 });
    expect(backend.live.arrays).toBe(0);
  });
});
