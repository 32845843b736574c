// Rows that said `fails` although nothing was wrong, and rows that could not have failed: the smallest setting of each, with the right answer.
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ClaimResult, ParameterValues, Run } from '../../../src/experiment/lab';
import { presets } from '../../../src/labs/langevin/presets';
import { frequencyError, gaussianVarianceError } from '../../../src/math/statistics';
import { TamperedBackend } from '../../support/tampered-backend';

async function started(params: ParameterValues, backend: Backend = new ReferenceBackend(), seed = 7): Promise<Run> {
  return startLab('langevin', { backend, params, seed });
}

async function rowsOf(run: Run): Promise<Map<string, ClaimResult>> {
  return new Map((await run.claims()).map((claim) => [claim.id, claim]));
}

/** The row of one claim after so many steps. */
async function row(id: string, steps: number, params: ParameterValues, backend?: Backend): Promise<ClaimResult> {
  const run = await started(params, backend);
  await run.advance(steps);
  const claims = await rowsOf(run);
  run.dispose();
  expect([...claims.values()].filter(({ verdict }) => verdict === 'fails')).toEqual(backend ? expect.anything() : []);
  return claims.get(id) as ClaimResult;
}

const gaussian = { target: 'gaussian', chains: 256 } as const;
const round = { ...gaussian, sigmaX: 1, sigmaY: 1, angle: 0 } as const;
const values = (id: string): ParameterValues => presets.find((preset) => preset.id === id)?.values ?? {};

describe('MALA that is stuck in the tail is not stationary', () => {
  test.each([
    { ...gaussian, sigmaX: 1, sigmaY: 0.5, method: 'mala', step: 0.7 },
    { ...round, method: 'mala', step: 2.5, init: 'point', initX: 10 },
  ])('L9 at γ = $step', async (params) => {
    expect(await row('L9', 400, params)).toMatchObject({ verdict: 'outside', reason: /forgotten|stuck/ });
  });

  test('L8 beyond γ = 2s², from far out', async () => {
    const params = { modes: 2, radius: 1, spread: 0.6, method: 'mala', step: 1, initX: 9, initScale: 0.1, chains: 64 };
    expect(await row('L8', 400, params)).toMatchObject({ verdict: 'outside' });
  });
});

describe('a share of rare events is judged by the share predicted', () => {
  test('L9 where nearly all proposals are accepted', async () => {
    const params = { ...round, method: 'mala', step: 0.003, init: 'point', chains: 64 };
    const claim = await row('L9', 2400, params);
    expect(claim).toMatchObject({ verdict: 'holds' });
    expect(claim.predicted).toBeCloseTo(0.999942, 6);
    expect(claim.standardError).toBeCloseTo(frequencyError(claim.predicted, 64), 12);
  });

  test('L7 where all chains begin in one basin', async () => {
    const params = { ...values('collapse'), init: 'point', initX: 1, chains: 64 };
    expect(await row('L7', 250, params)).toMatchObject({ verdict: 'holds', predicted: 1, measured: 1 });
  });
});

describe('few chains are no sample', () => {
  test.each([1, 2, 12, 29])('%d', async (chains) => {
    const run = await started({ ...values('bias'), chains });
    await run.advance(60);
    const claims = await rowsOf(run);
    for (const id of ['L1', 'L2', 'L4', 'L12'])
      expect(claims.get(id), id).toMatchObject({ verdict: 'outside', reason: expect.stringContaining('too few') });
    run.dispose();
  });

  test.each([
    ['L7', 'collapse', 250],
    ['L8', 'forget', 700],
    ['L9', 'correction', 100],
    ['L10', 'anneal', 1600],
  ] as const)('%s', async (id, preset, steps) => {
    const claim = await row(id, steps, { ...values(preset), chains: 12 });
    expect(claim).toMatchObject({ verdict: 'outside', reason: expect.stringContaining('too few') });
  });
});

describe('L10 knows what its schedule does', () => {
  test.each([
    { noise: 0.5, share: 0.0197 },
    { noise: 1.5, share: 0.3882 },
    { step: 0.002, share: 0.2938 },
  ])('$share at $noise, $step', async ({ share, ...change }) => {
    const claim = await row('L10', 1600, { ...values('anneal'), chains: 512, ...change });
    expect(claim).toMatchObject({ verdict: 'holds' });
    expect(claim.predicted).toBeCloseTo(share, 3);
  });

  test('and says nothing without noise or beyond the limit of a level', async () => {
    const params = { ...values('anneal'), chains: 64 };
    expect(await row('L10', 1600, { ...params, noise: 0 })).toMatchObject({ verdict: 'outside' });
    expect(await row('L10', 10, { ...params, step: 0.02 })).toMatchObject({ verdict: 'outside' });
  });

  test('a log weight ratio that is off by .3 is caught at 4,096 chains, where once it took 1 at 16,384', async () => {
    const off = { tilt: 1.0986123 + 0.3 };
    const [right, wrong] = await Promise.all(
      [{}, off].map((change) => row('L10', 1600, { ...values('anneal'), chains: 4096, ...change })),
    );
    expect(right?.verdict).toBe('holds');
    expect(Math.abs((wrong?.measured ?? 0) - (right?.predicted ?? 0))).toBeGreaterThan(right?.tolerance ?? 1);
  });
});

describe('without noise', () => {
  test('L4 has lost all spread', async () => {
    const claim = await row('L4', 1500, { ...gaussian, noise: 0, step: 0.1, chains: 64 });
    expect(claim).toMatchObject({ verdict: 'holds', predicted: 0 });
    expect(claim.tolerance).toBeGreaterThan(0);
  });

  test('L1 is judged by the spread that the law predicts, and is not blind', async () => {
    const claim = await row('L1', 100, { ...gaussian, noise: 0 });
    expect(claim.verdict).toBe('holds');
    expect(claim.standardError).toBeCloseTo(gaussianVarianceError(claim.predicted, 256), 14);
    const wrong = new TamperedBackend({ langevinUla: (p) => ({ ...p, stepSize: 1.03 * (p['stepSize'] ?? 0) }) });
    expect(await row('L1', 100, { ...gaussian, noise: 0, chains: 4096 }, wrong)).toMatchObject({ verdict: 'fails' });
  });

  test('L1 and L2 have nothing to say of a point', async () => {
    for (const id of ['L1', 'L2'])
      expect(await row(id, 30, { ...gaussian, noise: 0, init: 'point', initX: 3 })).toMatchObject({
        verdict: 'outside',
      });
  });
});

test('L2 says nothing beyond the limit', async () => {
  expect(await row('L2', 1, { ...gaussian, step: 5 })).toMatchObject({ verdict: 'outside' });
});

test('L8 is not mixed because the start has the final share by chance', async () => {
  const params = { ...values('forget'), init: 'normal', initX: -1.657, initScale: 2, chains: 256 };
  for (const steps of [2, 20]) expect(await row('L8', steps, params)).toMatchObject({ verdict: 'outside' });
});

test.each([
  { target: 'rings', spread: 0.8 },
  { target: 'rings', spread: 1 },
  { target: 'grid', spread: 1.5 },
  { target: 'grid', spread: 2.2 },
])('L6 of $target with spread $spread keeps to its linear range', async (params) => {
  expect((await row('L6', 0, { ...params, chains: 32 })).verdict).not.toBe('weak');
});

test('rings of radius 0 are a round Gaussian', async () => {
  expect(await row('L6', 1, { target: 'rings', radius: 0, spread: 0.5, chains: 32 })).toMatchObject({
    verdict: 'holds',
  });
});

describe('settings that were changed on the way', () => {
  test('the start no longer decides where chains end', async () => {
    const run = await started({ ...values('collapse'), noise: 1, chains: 64 });
    await run.advance(200);
    run.set({ noise: 0 });
    await run.advance(250);
    expect((await rowsOf(run)).get('L7')).toMatchObject({ verdict: 'outside' });
    run.dispose();
  });

  test('the clock of forgetting begins anew', async () => {
    const run = await started({ ...round, method: 'mala', step: 0.5, chains: 64 });
    await run.advance(100);
    expect((await rowsOf(run)).get('L9')).toMatchObject({ verdict: 'holds' });
    run.set({ sigmaX: 5, sigmaY: 5 });
    await run.advance(20);
    expect((await rowsOf(run)).get('L9')).toMatchObject({ verdict: 'outside' });
    await run.advance(1500);
    expect((await rowsOf(run)).get('L9')).toMatchObject({ verdict: 'holds' });
    run.dispose();
  });

  test('a checkpoint remembers that they were', async () => {
    const run = await started({ ...values('anneal'), chains: 64 });
    await run.advance(10);
    run.set({ step: 0.002 });
    await run.advance(1590);
    const resume = JSON.parse(JSON.stringify({ memory: (await run.checkpoint()).memory }));
    expect(resume.memory.since).toMatchObject({ step: 10 });
    expect((await rowsOf(run)).get('L10')).toMatchObject({ verdict: 'outside' });
    run.dispose();
  });
});

describe('the first row is about the cloud', () => {
  test.each(['noise', 'bias'])('of the preset %s', async (id) => {
    const run = await started({ ...values(id), twin: 'off', chains: 1024 });
    await run.advance(60);
    const [first] = await run.claims();
    expect(first).toMatchObject({ id: 'L12', on: 'the run', verdict: 'holds' });
    run.dispose();
  });

  test('and it notices a wrong step, a wrong noise and a wrong start', async () => {
    const scaled =
      (key: string, factor: number) =>
      (p: Readonly<Record<string, number>>): Readonly<Record<string, number>> => ({
        ...p,
        [key]: factor * (p[key] ?? 0),
      });
    const params = { ...values('noise'), twin: 'off', chains: 16_384 };
    const wrongs = [
      new TamperedBackend({ langevinUla: scaled('noise', 1.1) }),
      new TamperedBackend({ langevinUla: scaled('stepSize', 2) }),
    ];
    for (const wrong of wrongs) expect(await row('L12', 25, params, wrong)).toMatchObject({ verdict: 'fails' });
    const aside = new TamperedBackend({ initialPositions: (p) => ({ ...p, x: 1 }) });
    expect(await row('L12', 10, params, aside)).toMatchObject({ verdict: 'fails' });
  });

  test('every row says on what it was measured', async () => {
    const run = await started({ chains: 64 });
    const rows = (await run.claims()).filter(({ verdict }) => verdict !== 'outside');
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(['L5', 'L6', 'L11']));
    for (const { on } of rows) expect(on).toMatch(/run|map|points|mode|samples/);
    run.dispose();
  });
});
