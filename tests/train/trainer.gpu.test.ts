// Training on the device: the same bits however steps are split and wherever it goes on, close to float64, and it learns.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Scope } from '../../src/compute/scope';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { usualDescent } from '../../src/math/descent';
import { uniformSource } from '../../src/math/random';
import { firstWeights, type ScoreModel } from '../../src/math/score-model';
import { Trainer, type TrainingSettings } from '../../src/train/trainer';
import { takeSteps } from '../../src/train/training-steps';
import { gpuBackend, hasGpu } from '../support/device';
import { linear, networks, someData } from '../support/score-models';

const settings: TrainingSettings = {
  ...usualDescent,
  sigmas: [0.5],
  batch: 48,
  weighting: 'one',
  parametrisation: 'score',
  average: 0.9,
};

async function begun(backend: Backend, model: ScoreModel, change: Partial<TrainingSettings> = {}) {
  const scope = new Scope(backend);
  const trainer = new Trainer(backend, scope, { label: 'run', model, data: someData(50, 2), seed: 11 });
  await trainer.configure({ ...settings, ...change });
  trainer.begin(firstWeights(model, 11));
  return { trainer, scope };
}

const hash = (bytes: ArrayBufferView): string =>
  createHash('sha256')
    .update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .digest('hex');

describe.runIf(await hasGpu())('Trainer on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('gives the same bits through twenty interruptions of 2,000 steps', { timeout: 240_000 }, async () => {
    const model = networks[1];
    const { trainer, scope } = await begun(backend, model);
    await takeSteps(backend, [trainer], 0, 2000, () => undefined);
    const whole = hash((await backend.read(trainer.state)) as Float32Array);
    scope.dispose();
    const uniform = uniformSource(5);
    const cuts = [...Array.from({ length: 20 }, () => Math.floor(2000 * uniform())), 2000].toSorted((a, b) => a - b);
    let part = await begun(backend, model);
    let step = 0;
    for (const cut of cuts) {
      await takeSteps(backend, [part.trainer], step, cut - step, () => undefined);
      step = cut;
      // As after a lost device: another trainer goes on from what was read.
      const state = Float32Array.from(await backend.read(part.trainer.state));
      part.scope.dispose();
      part = await begun(backend, model);
      part.trainer.restore(state);
    }
    expect(hash((await backend.read(part.trainer.state)) as Float32Array)).toBe(whole);
    part.scope.dispose();
    const other = await begun(backend, model);
    await takeSteps(backend, [other.trainer], 1, 2000, () => undefined);
    expect(hash((await backend.read(other.trainer.state)) as Float32Array)).not.toBe(whole);
    other.scope.dispose();
  });

  it.each([linear, networks[1]])('stays close to float64 over steps of one submission: $model', async (model) => {
    const reference = new ReferenceBackend();
    // Gradient descent is smooth in the gradient; Adam's quotients of small gradients are not.
    const change = {
      optimiser: 'sgd',
      rate: 1e-3,
      momentum: 0.5,
      weighting: 'variance',
      parametrisation: 'noise',
    } as const;
    const [device, twin] = [await begun(backend, model, change), await begun(reference, model, change)];
    for (const [on, { trainer }] of [
      [backend, device],
      [reference, twin],
    ] as const)
      await takeSteps(on, [trainer], 0, 20, () => undefined);
    const [got, want] = [await device.trainer.read(), await twin.trainer.read()];
    const size = Math.sqrt(want.gradient.reduce((sum, g) => sum + g * g, 0) / want.gradient.length);
    got.gradient.forEach((gradient, k) =>
      // Per step a few dozen roundings of gradients of this size, and what twenty steps of 1e-3 make of them.
      expect(Math.abs(gradient - want.gradient[k])).toBeLessThan(2e-5 * (size + Math.abs(want.gradient[k]))),
    );
    device.scope.dispose();
  });

  it('stops between submissions, and says how many steps were taken', async () => {
    const { trainer, scope } = await begun(backend, networks[1]);
    const stop = new AbortController();
    let taken = 0;
    await takeSteps(
      backend,
      [trainer],
      0,
      500,
      (steps) => {
        taken += steps;
        if (taken === 37) stop.abort();
      },
      stop.signal,
    );
    expect(taken).toBe(37);
    await takeSteps(backend, [trainer], 37, 63, () => undefined);
    await trainer.read();
    scope.dispose();
  });
});
