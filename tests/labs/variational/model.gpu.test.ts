// The lab on the device: the same starts whatever runs beside them, the same bits for every split, and what float64 says.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { GpuLostError } from '../../../src/compute/backend';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { startLab } from '../../../src/index';
import type { Checkpoint, ParameterValues, Run } from '../../../src/experiment/lab';
import { gpuBackend, hasGpu } from '../../support/device';

describe.runIf(await hasGpu())('variational on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  const started = (params: ParameterValues): Promise<Run> => startLab('variational', { backend, params, seed: 5 });

  async function means(params: ParameterValues, ...parts: readonly number[]): Promise<Float32Array> {
    const run = await started(params);
    for (const steps of parts) await run.advance(steps);
    const { means: all } = await run.snapshot();
    run.dispose();
    return all.data;
  }

  it('start 17 of 1,024 is start 17 of 32, bit for bit', async () => {
    const values = { data: 'spiral', components: 5 };
    const [many, few] = [await means({ ...values, restarts: 1024 }, 8), await means({ ...values, restarts: 32 }, 8)];
    expect(few.subarray(17 * 10, 18 * 10)).toEqual(many.subarray(17 * 10, 18 * 10));
  });

  it.each(['coordinate', 'stochastic', 'amortised'])('the same bits for every split, %s', async (method) => {
    const values = { method, restarts: 200 };
    expect(await means(values, 3, 0, 4)).toEqual(await means(values, 7));
  });

  it.each([
    { method: 'coordinate', restarts: 60, twin: 'stochastic' },
    { method: 'amortised', restarts: 40, batch: 64, twin: 'quadratic' },
    { method: 'stochastic', restarts: 40, mistake: 'averagedLocalGradients', twin: 'correct' },
    { model: 'pca', data: 'penguins', measurements: 'all', latents: '2', restarts: 40, twin: 'meanField' },
  ])('goes on to the same bits after a lost device, $twin', async (params) => {
    const device = await gpuBackend();
    const run = await startLab('variational', { backend: device, params, seed: 5 });
    await run.advance(3);
    const resume = await run.checkpoint();
    const going = run.advance(40);
    device.device.destroy();
    await expect(going).rejects.toThrow(GpuLostError);
    const state = async (other: Run, steps: number): Promise<Checkpoint['arrays']> => {
      await other.advance(steps);
      const { arrays } = await other.checkpoint();
      other.dispose();
      return arrays;
    };
    const resumed = await startLab('variational', { backend, params, seed: 5, resume });
    expect(await state(resumed, 4)).toEqual(await state(await started(params), 7));
    run.dispose();
    device.dispose();
  });

  it('answers an abort in the middle of a step, and goes on to the same bits', async () => {
    const values = { points: 2048, components: 3, restarts: 4096 };
    const run = await started(values);
    const abort = new AbortController();
    const stop = setTimeout(() => abort.abort(), 60);
    await run.advance(2, abort.signal);
    clearTimeout(stop);
    const reached = run.step;
    expect(reached).toBeLessThan(2);
    await run.advance(0);
    await run.advance(2 - run.step);
    const { means: all } = await run.snapshot();
    run.dispose();
    expect(all.data).toEqual(await means(values, 2));
  });

  it.each(['coordinate', 'inner', 'stochastic', 'plain', 'amortised'])('follows float64, %s', async (method) => {
    const values = { method, restarts: 6, points: 200 };
    const got = await means(values, 5);
    const reference = new ReferenceBackend();
    const run = await startLab('variational', { backend: reference, params: values, seed: 5 });
    await run.advance(5);
    const { means: exact } = await run.snapshot();
    // 5 steps, of which each may double what rounding made of the one before.
    exact.data.forEach((value, i) => expect(Math.abs(got[i] - value)).toBeLessThan(1e-3));
    run.dispose();
    reference.dispose();
  });
});
