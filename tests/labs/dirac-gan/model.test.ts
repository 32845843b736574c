// The run as the page and the library use it, in float64: reproducible, resumable, leaving nothing behind.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ParameterValues, Run, RunData } from '../../../src/experiment/lab';
import { expectClose } from '../../support/agree';
import { panelOf } from '../../support/panels';
import { diracCases } from '../../support/dirac-golden';

const start = (params: ParameterValues = {}, data: RunData = {}): Promise<Run> =>
  startLab('dirac-gan', { backend: new ReferenceBackend(), params: { trajectories: 10, ...params }, seed: 7, data });

const positionsOf = async (run: Run): Promise<number[]> => Array.from((await run.snapshot())['positions']?.data ?? []);

describe('the same start, the same path', () => {
  test.each(['simultaneous', 'alternating', 'flow', 'extragradient'])(
    '%s: however the steps are split',
    async (scheme) => {
      const settings = { scheme, variant: 'noise', noiseMode: 'sampled', discriminatorSteps: 2 };
      const whole = await start(settings);
      await whole.advance(60);
      const split = await start(settings);
      for (const steps of [1, 7, 0, 22, 30]) await split.advance(steps);
      expect(split.step).toBe(60);
      expect(await positionsOf(split)).toEqual(await positionsOf(whole));
    },
  );

  test('initial points go in and come out, and move as the golden trajectory', async () => {
    const golden = diracCases('trajectory').find(({ id }) => id === 'noise_alt_nd3');
    const values = {
      objective: 'logistic',
      variant: 'noise',
      sigma: 1.5,
      scheme: 'alternating',
      h: 0.25,
      discriminatorSteps: 3,
    };
    const run = await start(values, { initial: Float32Array.from([1, 0, 1, 0, 2, 1]) });
    expect(await positionsOf(run)).toEqual([1, 0, 1, 0, 2, 1]);
    await run.advance(golden?.number('n') ?? 0);
    const wanted = golden?.expected('path').slice(-2) ?? [];
    // A snapshot is float32.
    expectClose('final position', (await positionsOf(run)).slice(0, 2), wanted, {
      absolute: 1e-10,
      relative: 2 ** -24,
    });
  });

  test('h_D follows h unless it has a value of its own', async () => {
    const [equal, same, other] = [
      await start({ h: 0.3 }),
      await start({ h: 0.3, hD: 0.3 }),
      await start({ h: 0.3, hD: 0.2 }),
    ];
    for (const run of [equal, same, other]) await run.advance(5);
    expect(await positionsOf(same)).toEqual(await positionsOf(equal));
    expect(await positionsOf(other)).not.toEqual(await positionsOf(equal));
  });

  test('a live change of scheme applies at the next step', async () => {
    const run = await start();
    await run.advance(5);
    run.set({ scheme: 'alternating', h: 0.4 });
    await run.advance(5);
    expect(run.step).toBe(10);
    expect(() => run.set({ init: 'grid' })).toThrow(/init begins a new run/);
    expect(() => run.set({ h: 0 })).toThrow(RangeError);
  });

  test('moving the initial point places all trajectories there', async () => {
    const run = await start({ init: 'point', theta0: 1, psi0: 0, scheme: 'flow', h: 0.01 });
    await run.advance(50);
    run.set({ theta0: 2, psi0: 0.5 });
    await run.advance(0);
    expect((await positionsOf(run)).slice(0, 2)).toEqual([2, 0.5]);
    expect(run.frame().handles).toMatchObject([{ x: 2, y: 0.5 }]);
  });
});

test('bad initial points are refused before anything is allocated', async () => {
  await expect(start({}, { initial: Float32Array.of(1, 2, 3) })).rejects.toThrow(/initial has 3 numbers/);
  await expect(start({}, { initial: Float32Array.of(1, Number.NaN) })).rejects.toThrow(/initial\[1\] is NaN/);
});

test.each(['ring', 'disc', 'grid', 'point'])('start %s', async (init) => {
  const run = await start({ init, trajectories: 101, radius: 2, theta0: 0.5, psi0: -1 });
  const positions = await positionsOf(run);
  const radii = Array.from({ length: 101 }, (_, i) => Math.hypot(positions[2 * i], positions[2 * i + 1]));
  expect(positions).toHaveLength(202);
  const most = { ring: 2, disc: 2, grid: 2 * Math.SQRT2, point: Math.hypot(0.5, 1) }[init] ?? 0;
  expect(Math.max(...radii)).toBeLessThanOrEqual(most + 1e-6);
  if (init === 'ring' || init === 'point') expect(Math.min(...radii)).toBeCloseTo(most, 6);
  // No two alike, except at a point.
  const distinct = new Set(Array.from({ length: 101 }, (_, i) => `${positions[2 * i]}, ${positions[2 * i + 1]}`));
  expect(distinct.size).toBe(init === 'point' ? 1 : 101);
});

test('a run goes on from a checkpoint, compensation and law included', async () => {
  const values = { scheme: 'flow', h: 0.05, twin: 'alternating' };
  const run = await start(values);
  await run.advance(40);
  const checkpoint = structuredClone(await run.checkpoint());
  await run.advance(40);
  const { default: lab } = await import('../../../src/labs/dirac-gan/lab');
  const { readParameters } = await import('../../../src/experiment/parameters');
  const params = readParameters(lab.parameters, { trajectories: 10, ...values });
  const resumed = await lab.start({ backend: new ReferenceBackend(), params, seed: 7, data: {}, resume: checkpoint });
  await resumed.advance(40);
  // The checkpoint holds float32, the reference backend float64: equal on a device, to rounding here.
  for (const name of ['positions', 'twin']) {
    const [a, b] = [(await resumed.snapshot())[name]?.data ?? [], (await run.snapshot())[name]?.data ?? []];
    expectClose(name, a, b, { absolute: 1e-6, relative: 1e-6 });
  }
  expect((await resumed.measure())['energyLaw']).toBeCloseTo((await run.measure())['energyLaw'] ?? Number.NaN, 12);
});

describe('what the page is told', () => {
  test('growth is a result: how fast, as predicted, and what would stop it', async () => {
    const run = await start({ h: 0.08 });
    await run.advance(10);
    await run.measure();
    expect(run.frame().divergence).toMatchObject({
      nonFinite: 0,
      sentence: 'Near the equilibrium the distance grows by 1.0008 per step, as predicted.',
    });
    expect(run.frame().divergence?.remedy?.values).toEqual({ scheme: 'alternating' });
  });

  test('nothing that is shown is NaN, even when everything has overflowed', async () => {
    const run = await start({ objective: 'wgan', h: 10, twin: 'alternating' });
    await run.advance(200);
    const measures = await run.measure();
    expect(measures).toMatchObject({ finite: 0, nonFinite: 10 });
    expect(Object.values(measures).every(Number.isFinite)).toBe(true);
    const frame = run.frame();
    expect(frame.divergence?.sentence).toMatch(
      /^10 of 10 trajectories have left the finite range\. Near the equilibrium the distance grows by 10 per step/,
    );
    expect(JSON.stringify([frame.divergence, frame.readouts, panelOf(run, 'spectrum').remarks])).not.toMatch(
      /NaN|undefined/,
    );
    expect(frame.paths.flatMap(({ lines }) => lines).every((line) => line.every(Number.isFinite))).toBe(true);
  });

  test('the energy against its exact law', async () => {
    const run = await start({ objective: 'wgan', h: 0.125, init: 'ring', radius: 1, twin: 'off' });
    await run.advance(100);
    const measures = await run.measure();
    expect(measures['energyLaw']).toBeCloseTo(1.015625 ** 100, 10);
    // The median comes out of bins in float32.
    expect((measures['energy'] ?? 0) / (measures['energyLaw'] ?? 0)).toBeCloseTo(1, 5);
    expect(panelOf(run, 'trace')).toMatchObject({
      theory: [{ label: 'exact law' }],
      series: [{ band: { label: '5–95 %' } }],
    });
  });

  test('alternating WGAN shows its conserved form', async () => {
    const run = await start({ objective: 'wgan', scheme: 'alternating', h: 0.75 });
    const before = (await run.measure())['form'] ?? Number.NaN;
    await run.advance(200);
    expect(((await run.measure())['form'] ?? 0) / before).toBeCloseTo(1, 5);
    expect(run.frame().panels.map(({ id }) => id)).toEqual(['spectrum', 'energy', 'form']);
  });

  test('spectrum: measured on predicted, the root locus through it, the fitted rate', async () => {
    const run = await start({ variant: 'noise', sigma: 1, h: 0.8 });
    await run.measure();
    const spectrum = panelOf(run, 'spectrum');
    expectClose('eigenvalues', spectrum.measured.flat(), spectrum.predicted.flat(), {
      absolute: 1e-9,
      relative: 0,
    });
    const distances = spectrum.locus?.[0].map(([re, im]) =>
      Math.hypot(re - (spectrum.predicted[0]?.[0] ?? 0), im - (spectrum.predicted[0]?.[1] ?? 0)),
    );
    expect(Math.min(...(distances ?? [1]))).toBeLessThan(0.02);
    expect(spectrum.remarks?.[0]).toBe('Fitted from trajectories: 0.872 per step; max |λ| = 0.872.');
  });

  test('the twin starts where the run starts', async () => {
    const run = await start({ twin: 'extragradient' });
    const { positions, twin } = await run.snapshot();
    expect(twin?.data).toEqual(positions?.data);
    await run.advance(30);
    await run.measure();
    expect(run.frame().clouds.map(({ layer, colour, count }) => [layer, colour, count])).toEqual([
      ['run', 'first', 10],
      ['twin', 'second', 10],
    ]);
    expect((await run.snapshot())['twin']?.data).not.toEqual((await run.snapshot())['positions']?.data);
  });

  test('the field is v, with circles for contours', async () => {
    const run = await start();
    const field = await run.field?.({ minX: -1, maxX: 1, minY: -1, maxY: 1 }, 3, 3);
    expect(Array.from(field?.score.slice(0, 2) ?? [])).toEqual([
      expect.closeTo(1 / (1 + Math.E), 6),
      expect.closeTo(-1 / (1 + Math.E), 6),
    ]);
    expect([field?.logDensity?.[4], field?.logDensity?.[0]]).toEqual([0, -1]);
  });
});

test('nothing stays alive', async () => {
  const backend = new ReferenceBackend();
  const run = await startLab('dirac-gan', { backend, params: { trajectories: 5, twin: 'flow' } });
  await run.advance(3);
  await run.claims();
  run.dispose();
  expect(backend.live.arrays).toBe(0);
});
