// The run as the page and the library use it, in float64: reproducible, resumable, leaving nothing behind.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ParameterValues, Run } from '../../../src/experiment/lab';

const start = (backend: ReferenceBackend, params: ParameterValues = {}): Promise<Run> =>
  startLab('langevin', { backend, params: { chains: 200, ...params }, seed: 7 });

const positionsOf = async (run: Run): Promise<number[]> => Array.from((await run.snapshot())['positions']?.data ?? []);

describe('same seed, same bits', () => {
  test.each(['ula', 'mala', 'annealed'])('%s: however the steps are split', async (method) => {
    const whole = await start(new ReferenceBackend(), { method });
    await whole.advance(60);
    const split = await start(new ReferenceBackend(), { method });
    for (const steps of [1, 7, 0, 22, 30]) await split.advance(steps);
    expect(split.step).toBe(60);
    expect(await positionsOf(split)).toEqual(await positionsOf(whole));
  });

  test('a live setting applies at the next step and restarts nothing', async () => {
    const run = await start(new ReferenceBackend(), { target: 'gaussian' });
    await run.advance(5);
    run.set({ step: 0.5, sigmaX: 2 });
    await run.advance(1);
    expect(run.step).toBe(6);
    const same = await start(new ReferenceBackend(), { target: 'gaussian' });
    await same.advance(6);
    expect(await positionsOf(run)).not.toEqual(await positionsOf(same));
  });

  test('an aborted advance is finished by the next one', async () => {
    const run = await start(new ReferenceBackend(), { chains: 20_000 });
    const abort = new AbortController();
    const advancing = run.advance(200, abort.signal);
    setTimeout(() => abort.abort(), 5);
    await advancing;
    expect(run.step).toBeLessThan(200);
    const whole = await start(new ReferenceBackend(), { chains: 20_000 });
    await run.advance(0);
    await whole.advance(run.step);
    expect(await positionsOf(run)).toEqual(await positionsOf(whole));
  });
});

describe('checkpoints', () => {
  test('a run goes on from one as if nothing had happened', async () => {
    const run = await start(new ReferenceBackend(), { target: 'gaussian' });
    await run.advance(10);
    const checkpoint = await run.checkpoint();
    await run.advance(15);
    const { default: lab } = await import('../../../src/labs/langevin/lab');
    const { readParameters } = await import('../../../src/experiment/parameters');
    const params = readParameters(lab.parameters, { chains: 200, target: 'gaussian' });
    const resumed = await lab.start({ backend: new ReferenceBackend(), params, seed: 7, data: {}, resume: checkpoint });
    expect(resumed.step).toBe(10);
    await resumed.advance(15);
    // The checkpoint holds float32, the reference backend float64: equal on a device, to rounding here.
    const [a, b] = [await positionsOf(resumed), await positionsOf(run)];
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i] ?? Number.NaN, 5));
    expect((await resumed.claims()).find(({ id }) => id === 'L1')?.predicted).toBeCloseTo(
      (await run.claims()).find(({ id }) => id === 'L1')?.predicted ?? Number.NaN,
      12,
    );
  });
});

describe('the twin', () => {
  test('starts where the run starts and differs by one setting only', async () => {
    const run = await start(new ReferenceBackend(), { twin: 'noise', twinValue: 0 });
    const before = await run.snapshot();
    expect(before['twin']?.data).toEqual(before['positions']?.data);
    await run.advance(300);
    await run.measure();
    const frame = run.frame();
    expect(frame.clouds.map(({ layer }) => layer)).toEqual(['run', 'twin']);
    // Without noise every chain of the twin stands still in a mode: on the circle of radius 2.
    const twin = (await run.snapshot())['twin']?.data ?? new Float32Array();
    const radii = Array.from({ length: 200 }, (_, i) => Math.hypot(twin[2 * i] ?? 0, twin[2 * i + 1] ?? 0));
    expect(Math.min(...radii)).toBeGreaterThan(1.9);
    expect(Math.max(...radii)).toBeLessThan(2.1);
  });

  test('with the same setting as the run, it is the run', async () => {
    const run = await start(new ReferenceBackend(), { twin: 'step', twinValue: 0.02 });
    await run.advance(20);
    const { positions, twin } = await run.snapshot();
    expect(twin?.data).toEqual(positions?.data);
  });
});

describe('what the page is told', () => {
  test('beyond the limit: which mode, which eigenvalue, where the limit is, and a step inside it', async () => {
    const run = await start(new ReferenceBackend(), {
      target: 'gaussian',
      sigmaX: 1,
      sigmaY: 0.5,
      angle: 0,
      step: 0.6,
    });
    await run.measure();
    const { divergence } = run.frame();
    expect(divergence?.sentence).toContain('0.6 is beyond the stability limit 0.5');
    expect(divergence?.sentence).toContain('max |λ| = 4');
    expect(divergence?.remedy?.values).toEqual({ step: 0.475 });
    run.set(divergence?.remedy?.values ?? {});
    await run.measure();
    expect(run.frame().divergence).toBeUndefined();
  });

  test('lost chains are counted by their bits', async () => {
    const run = await start(new ReferenceBackend(), { target: 'gaussian', step: 10, chains: 128 });
    await run.advance(400);
    expect((await run.measure())['nonFinite']).toBe(128);
    expect(run.frame().divergence).toMatchObject({ nonFinite: 128, step: 400 });
  });

  test('paths of highlighted chains end where the chains are', async () => {
    const run = await start(new ReferenceBackend());
    await run.advance(150);
    await run.measure();
    const [{ lines } = { lines: [] }] = run.frame().paths;
    const { data } = (await run.snapshot())['positions'] ?? { data: new Float32Array() };
    expect(lines.length).toBe(24);
    lines.forEach((line, chain) => expect(Array.from(line.slice(-2))).toEqual([data[2 * chain], data[2 * chain + 1]]));
  });

  test('the distance to the law falls to its noise floor', async () => {
    const run = await start(new ReferenceBackend(), {
      target: 'gaussian',
      sigmaX: 1,
      sigmaY: 1,
      chains: 4096,
      initScale: 0.1,
      step: 0.02,
    });
    const first = await run.measure();
    await run.advance(250);
    const last = await run.measure();
    expect(first['klDivergence']).toBeGreaterThan(1);
    expect(last['klDivergence']).toBeLessThan(1.2 * (last['klNoiseFloor'] ?? 0));
  });
});

describe('bad arguments', () => {
  test.each([
    [{ step: -1 }, /step must be between 0.00001 and 10, but was -1/],
    [{ chains: 2 ** 20 + 1 }, /chains must be between 1 and 1,?048,?576/],
    [{ target: 'gauss' }, /target must be one of/],
    [{ method: 'annealed', target: 'banana' }, /banana target has no closed form/],
  ])('%j is refused by name', async (params, message) => {
    await expect(start(new ReferenceBackend(), params as ParameterValues)).rejects.toThrow(message as RegExp);
  });

  test('a restarting parameter cannot be set on a running lab', async () => {
    const run = await start(new ReferenceBackend());
    expect(() => run.set({ chains: 5 })).toThrow(/chains begins a new run/);
  });
});

test('dispose leaves nothing alive', async () => {
  const backend = new ReferenceBackend();
  const run = await start(backend, { twin: 'noise', target: 'gaussian' });
  await run.advance(3);
  await run.claims();
  await run.field?.({ minX: -1, maxX: 1, minY: -1, maxY: 1 }, 5, 4);
  run.dispose();
  run.dispose();
  expect(backend.live).toEqual({ arrays: 0, bytes: 0 });
});

test.each([1e-3, 1e-9, 1e-163])(
  'a noise factor of %s is as none: there is no law, and nothing fails',
  async (noise) => {
    for (const target of ['mixture', 'rings', 'gaussian']) {
      const run = await start(new ReferenceBackend(), { target, noise });
      await run.advance(2);
      const measures = await run.measure();
      expect(measures).not.toHaveProperty('klDivergence', expect.any(Number) as number);
      await run.claims();
      expect(run.frame().panels.map(({ id }) => id)).not.toContain('divergence');
      expect(JSON.stringify(run.frame().readouts)).not.toMatch(/NaN|Infinity|∞/);
    }
  },
);
