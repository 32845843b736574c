// On a device: the same bits for every division of the steps, and where a seek leads, by launches of many steps and by the engine.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { readParameters } from '../../../src/experiment/parameters';
import diffusion from '../../../src/labs/diffusion/lab';
import { gpuBackend, hasGpu } from '../../support/device';

describe.runIf(await hasGpu())('the diffusion lab', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  const start = (values: ParameterValues): Promise<Run> => {
    const params = readParameters(diffusion.parameters, { particles: 200, points: 40, steps: 12, ...values });
    return diffusion.start({ backend, params, seed: 5, data: {} });
  };

  test.each([
    { twin: 'steps', twinSteps: 30 },
    { sampler: 'heun', schedule: 'vp-cosine', smoothing: 0.2 },
    { direction: 'noise' },
    { points: 4_200, particles: 64, sampler: 'heun' },
  ])('%o', async (values) => {
    const run = await start(values);
    const whole = await start(values);
    await whole.advance(12);
    const end = await whole.snapshot();
    await run.advance(5);
    const middle = await run.snapshot();
    await run.measure();
    await run.advance(7);
    expect(await run.snapshot()).toEqual(end);
    await run.seek?.(5);
    expect(await run.snapshot()).toEqual(middle);
    await run.seek?.(12);
    expect(await run.snapshot()).toEqual(end);
    for (const one of [run, whole]) one.dispose();
  });

  test('an abort leaves a step that the next call finishes, to the same bits', async () => {
    const values = { points: 4_200, particles: 64, sampler: 'heun', steps: 4 };
    const [run, whole] = [await start(values), await start(values)];
    await whole.advance(4);
    for (let round = 0; round < 40 && run.step < 4; round++) {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 3 * round);
      await run.advance(4 - run.step, abort.signal);
    }
    await run.advance(4 - run.step);
    expect(await run.snapshot()).toEqual(await whole.snapshot());
    for (const one of [run, whole]) one.dispose();
  });
});
