// Chains on a density of more points than are listed: the same bits however the steps are split and after a lost device,
// the same law as the float64 twins, and the density of the points as what they settle on.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { drawPoints } from '../../src/data/synthetic';
import { startLab } from '../../src/index';
import type { Checkpoint, ParameterValues, Run } from '../../src/experiment/lab';
import { gpuBackend, hasGpu } from '../support/device';

const present = await hasGpu();
let backend: WebGpuBackend;
beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

const SEED = 7;
const start = (on: Backend, params: ParameterValues, resume?: Checkpoint): Promise<Run> =>
  startLab('langevin', {
    backend: on,
    params: { target: 'data', initScale: 1.5, ...params },
    seed: SEED,
    ...(resume ? { resume } : {}),
  });

async function digest(run: Run): Promise<string> {
  const { positions } = await run.snapshot();
  run.dispose();
  return createHash('sha256')
    .update(Buffer.from(positions?.data.buffer ?? new ArrayBuffer(0)))
    .digest('hex');
}

/** Few pairs, which the direct method takes, and many near ones, which cells take; an odd number of chains is copied first. */
const settings: readonly ParameterValues[] = [
  { method: 'ula', points: 700, chains: 129, step: 0.01 },
  { method: 'mala', points: 700, chains: 300, step: 0.05 },
  { method: 'annealed', points: 700, chains: 128, step: 0.002 },
  { method: 'mala', points: 16_384, chains: 256, step: 0.002, sigma: 0.05 },
];

describe.skipIf(!present)('reproducible', () => {
  const splits: readonly (readonly number[])[] = [[60], Array<number>(6).fill(10), [1, 2, 3, 30, 24]];

  test.each(settings)('1×60, 6×10 and a ragged split give the same bits: %o', async (params) => {
    const digests: string[] = [];
    for (const split of splits) {
      const run = await start(backend, params);
      for (const steps of split) await run.advance(steps);
      // Whatever is measured in between leaves no trace.
      await run.measure();
      expect(run.step).toBe(60);
      digests.push(await digest(run));
    }
    expect(new Set(digests).size).toBe(1);
  });

  test.each(settings.slice(0, 2))('a lost device is made up for, bit for bit: %o', async (params) => {
    const whole = await start(backend, params);
    await whole.advance(40);
    const wanted = await digest(whole);
    const lost = await gpuBackend();
    const cut = await start(lost, params);
    await cut.advance(15);
    const checkpoint = await cut.checkpoint();
    await cut.advance(10);
    lost.device.destroy();
    await expect(cut.advance(5)).rejects.toThrow('lost');
    const again = await gpuBackend();
    const resumed = await start(again, params, checkpoint);
    await resumed.advance(25);
    expect(await digest(resumed)).toBe(wanted);
    again.dispose();
  });

  test('a twin under the same setting passes through the same bits, under another it does not', async () => {
    const params = { points: 700, chains: 64, step: 0.01, twin: 'step' };
    const same = await start(backend, { ...params, twinValue: 0.01 });
    const other = await start(backend, { ...params, twinValue: 0.02 });
    for (const run of [same, other]) await run.advance(12);
    const { positions, twin } = await same.snapshot();
    expect(twin?.data).toEqual(positions?.data);
    const apart = await other.snapshot();
    expect(apart['positions']?.data).toEqual(positions?.data);
    expect(apart['twin']?.data).not.toEqual(positions?.data);
    for (const run of [same, other]) run.dispose();
  });

  test('an abort moves nothing by half', async () => {
    const params = { points: 700, chains: 256, step: 0.01, method: 'mala' };
    const run = await start(backend, params);
    for (let turns = 0; run.step < 30; turns++) {
      const abort = new AbortController();
      const advancing = run.advance(30 - run.step, turns < 20 ? abort.signal : undefined);
      setTimeout(() => abort.abort(), turns % 3);
      await advancing;
    }
    const straight = await start(backend, params);
    await straight.advance(30);
    expect(await digest(run)).toBe(await digest(straight));
  });
});

describe.skipIf(!present)('right', () => {
  test.each(['ula', 'annealed'])('%s agrees with the float64 twins', async (method) => {
    const params = { method, points: 600, chains: 200, step: 0.002, sigma: 0.3 };
    const twins = new ReferenceBackend();
    const [one, other] = [await start(backend, params), await start(twins, params)];
    for (const run of [one, other]) await run.advance(5);
    const [got, wanted] = [(await one.snapshot())['positions'], (await other.snapshot())['positions']];
    // A step is wrong by some 2e-6 (positions to 5, normals to 3e-6, scores to 2e-5 of |s| + 1/σ times γ), and errors grow
    // by at most 1 + γ/σ² = 1.02 a step; annealing begins at γ = 28.8 under a bandwidth of 6, positions to 50.
    const tolerance = method === 'ula' ? 3e-5 : 2e-3;
    got?.data.forEach((value, i) => expect(Math.abs(value - (wanted?.data[i] ?? NaN))).toBeLessThan(tolerance));
    for (const run of [one, other]) run.dispose();
    twins.dispose();
  });

  test('MALA settles on the density of the points: moments within 4 standard errors', async () => {
    // Wide enough that no point stands alone: between modes of their own the chains would not mix in this time.
    const [count, sigma] = [600, 0.5];
    const run = await start(backend, {
      data: 'normal',
      method: 'mala',
      points: count,
      chains: 2048,
      sigma,
      step: 0.2,
      initScale: 1,
    });
    // Forgotten at the rate γ/variance = .16 a step: e⁻¹⁶ of the start is left.
    await run.advance(100);
    const measures = await run.measure();
    const points = new Float32Array(2 * count);
    drawPoints('normal', points, 2, SEED, 0, count);
    for (const [axis, name] of ['X', 'Y'].entries()) {
      const values = points.filter((_, i) => i % 2 === axis);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count + sigma ** 2;
      for (const [key, exact] of [
        [`mean${name}`, mean],
        [`variance${name}`, variance],
      ] as const) {
        const error = measures[`${key}StandardError`] ?? Number.NaN;
        expect(Math.abs((measures[key] ?? Number.NaN) - exact) / error, key).toBeLessThan(4);
      }
    }
    const { klDivergence = NaN, klNoiseFloor = NaN, stein = NaN, steinStandardError = NaN } = measures;
    expect(Math.abs(stein + 2) / steinStandardError).toBeLessThan(4);
    // Some 1500 cells in use by 2048 chains: the divergence scatters by √(2·1500)/(2·2048) = .013 about its floor.
    expect(Math.abs(klDivergence - klNoiseFloor)).toBeLessThan(4 * 0.013);
    run.dispose();
  });

  test('a bandwidth that moves takes effect at the next step', async () => {
    const run = await start(backend, { points: 700, chains: 512, step: 0.005, sigma: 0.3 });
    await run.advance(50);
    run.set({ sigma: 0.1 });
    await run.advance(100);
    const narrow = await run.measure();
    run.set({ sigma: 1 });
    await run.advance(300);
    const wide = await run.measure();
    expect(Number(wide['varianceY'])).toBeGreaterThan(1.5 * Number(narrow['varianceY']));
    expect(run.frame().readouts.find(({ label }) => label === 'stability limit of γ')?.value).toBeDefined();
    run.dispose();
  });

  test('a step beyond the limit is told, and lost chains harm nobody', async () => {
    const run = await start(backend, { points: 700, chains: 64, step: 10, sigma: 0.05 });
    await run.advance(40);
    await run.measure();
    expect(run.frame().divergence?.sentence).toMatch(/beyond the stability limit/);
    expect((await run.claims()).filter(({ verdict }) => verdict === 'fails')).toEqual([]);
    run.dispose();
  });
});
