import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { sampleDiffusion, type SampleDiffusionOptions } from '../../src/diffusion/sample';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { expectSampled, numbersOf } from '../support/diffusion-golden';
import { golden, goldenIds } from '../support/golden';
import { normalSource } from '../support/normals';
import { ringPoints, uniformPoints } from '../support/score-cases';
import { TamperedBackend } from '../support/tampered-backend';

const backend = new ReferenceBackend();
const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
const options: SampleDiffusionOptions = {
  data: ringPoints(12, 2, 3),
  dimension: 2,
  schedule,
  steps: 8,
  sampler: 'ancestral',
  initial: uniformPoints(20, 2, 1, 4),
};

describe.each(goldenIds('diffusion_sampler'))('golden %s', (id) => {
  test('ancestral', () => expectSampled(backend, id, 'ancestral'));
  test('ddim', () => expectSampled(backend, id, 'ddim'));

  test('without its noise the ancestral path is another one', async () => {
    const none = numbersOf(golden('diffusion_sampler', id).inputs['noise']).fill(0);
    await expect(expectSampled(backend, id, 'ancestral', none)).rejects.toThrow('times the tolerance');
  });
});

test('a launch that leaves out a particle is a fault', async () => {
  const short = new TamperedBackend({
    diffusionSteps: (params) => ({ ...params, lastParticle: Number(params['lastParticle']) - 1 }),
  });
  await expect(sampleDiffusion(short, options)).rejects.toThrow(/particle-steps where/);
});

test('DDIM with eta 1 is the ancestral sampler', async () => {
  const ancestral = await sampleDiffusion(backend, options);
  expect(await sampleDiffusion(backend, { ...options, sampler: 'ddim', eta: 1 })).toEqual(ancestral);
});

test('Heun is of second order', async () => {
  // One datum with a kernel of bandwidth 1 is a Gaussian, whose flow is known: y ∝ √(1 + h²).
  const initial = Float32Array.of(1);
  const one = { data: Float32Array.of(0), dimension: 1, schedule, smoothing: 1, initial };
  const [start, end] = [1, 0].map((t) => schedule.at(t));
  const exact = Math.sqrt((end.alpha ** 2 + end.sigma ** 2) / (start.alpha ** 2 + start.sigma ** 2));
  const errors = [];
  for (const steps of [64, 128, 256]) {
    const path = await sampleDiffusion(backend, { ...one, steps, sampler: 'heun' });
    errors.push(Math.abs(path[steps] - exact));
  }
  // Asymptotically 4; the path is float32, 6e-8 of which is 1e-3 of the last error.
  expect(errors[0] / errors[1]).toBeGreaterThan(3.5);
  expect(errors[1] / errors[2]).toBeGreaterThan(3.7);
  expect(errors[1] / errors[2]).toBeLessThan(4.3);
});

test('both ways of stepping are the same sampler', async () => {
  // A third coordinate that is 0 in the data leaves the first two alone.
  const lift = (values: Float32Array): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: 1.5 * values.length }, (_, i) =>
      i % 3 === 2 ? 0 : values[2 * Math.floor(i / 3) + (i % 3)],
    );
  for (const sampler of ['ancestral', 'ddim', 'heun'] as const) {
    const noise = uniformPoints(8 * 20, 2, 2, 5);
    const flat = await sampleDiffusion(backend, { ...options, sampler, noise });
    const lifted = await sampleDiffusion(backend, {
      ...options,
      sampler,
      dimension: 3,
      data: lift(options.data),
      initial: lift(options.initial),
      noise: lift(noise),
    });
    flat.forEach((value, i) => expect(lifted[3 * Math.floor(i / 2) + (i % 2)]).toBeCloseTo(value, 6));
  }
});

test('more points than one launch holds: the same points twice are the same law', async () => {
  const [points, initial] = [ringPoints(2_500, 2, 3), uniformPoints(300, 2, 1, 4)];
  const once = await sampleDiffusion(backend, { ...options, data: points, initial, steps: 5 });
  const twice = Float32Array.from([...points, ...points]);
  const path = await sampleDiffusion(backend, { ...options, data: twice, initial, steps: 5 });
  once.forEach((value, i) => expect(Math.abs(path[i] - value)).toBeLessThan(1e-6));
});

test('a path does not depend on the other particles, and does on the seed', async () => {
  const whole = await sampleDiffusion(backend, { ...options, seed: 7 });
  const part = await sampleDiffusion(backend, { ...options, seed: 7, initial: options.initial.slice(0, 10) });
  for (let step = 0; step <= 8; step++)
    expect(part.subarray(10 * step, 10 * step + 10)).toEqual(whole.subarray(40 * step, 40 * step + 10));
  expect(await sampleDiffusion(backend, { ...options, seed: 8 })).not.toEqual(whole);
});

test('a single datum is reached with the marginal of every T (D12)', async () => {
  const count = 4_000;
  const [{ alpha, sigma }, end] = [schedule.at(1), schedule.at(0)];
  const draw = normalSource(11);
  const initial = Float32Array.from({ length: count }, () => alpha * 1.5 + sigma * draw());
  for (const steps of [1, 4]) {
    const path = await sampleDiffusion(backend, {
      ...options,
      data: Float32Array.of(1.5),
      dimension: 1,
      steps,
      initial,
    });
    const last = path.subarray(steps * count);
    const mean = last.reduce((sum, z) => sum + z, 0) / count;
    const variance = last.reduce((sum, z) => sum + (z - mean) ** 2, 0) / (count - 1);
    expect(Math.abs(mean - end.alpha * 1.5)).toBeLessThan((5 * end.sigma) / Math.sqrt(count));
    expect(Math.abs(variance - end.sigma ** 2)).toBeLessThan(5 * end.sigma ** 2 * Math.sqrt(2 / count));
  }
});

describe('bad arguments', () => {
  test.each([
    [{ steps: 0 }, RangeError, 'steps is 0; a whole number from 1 to 65536 is allowed'],
    [{ sampler: 'euler' }, RangeError, 'sampler is "euler"; allowed are ancestral, ddim, heun'],
    [{ eta: 2 }, RangeError, 'eta is 2; a number from 0 to 1 is allowed'],
    [{ initial: new Float32Array(3) }, RangeError, 'initial has 3 numbers'],
    [{ noise: new Float32Array(3) }, RangeError, 'noise has 3 numbers; 320 are allowed'],
    [{ noise: [1] }, TypeError, 'noise must be a Float32Array'],
    [{ seed: -1 }, RangeError, 'seed is -1'],
    [{ schedule: {} }, TypeError, 'schedule must be'],
  ])('%j', async (wrong, kind, message) => {
    const call = sampleDiffusion(backend, { ...options, ...wrong } as SampleDiffusionOptions);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
