// Every claim holds at a preset, and notices when the engine computes something else. Whole labs in float64.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import { presets } from '../../../src/labs/kernel-score/presets';
import type { ClaimResult, ParameterValues } from '../../../src/experiment/lab';
import { EvaluationTimer } from '../../../src/score/evaluation-timer';
import { check, drawn } from '../../support/score-claims';
import { WrongScoreBackend } from '../../support/tampered-backend';

// K4, which takes seconds, has a test of its own: here it finds that nothing but launching takes any time.
beforeAll(() => void vi.spyOn(EvaluationTimer.prototype, 'evaluate').mockResolvedValue(1000));
afterAll(() => vi.restoreAllMocks());

const ALWAYS = ['K1', 'K2', 'K3', 'K8', 'K9', 'K10', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'L5'];
const without = (one: string): readonly string[] => ALWAYS.filter((id) => id !== one);
/** Fewer points than on the page; the standard errors know. */
const cases = [
  { preset: 'moons', points: 384, holds: [...ALWAYS, 'K1b', 'K5', 'L6'] },
  { preset: 'wide', points: 300, holds: [...ALWAYS, 'K1b', 'K5', 'L6'] },
  // With so narrow kernels C is a tenth of what the losses vary by.
  { preset: 'edge', points: 384, holds: [...without('S1'), 'K5', 'K7', 'L6'] },
  // In 32 dimensions hardly any kernels overlap.
  { preset: 'dimension', points: 1024, holds: [...without('S3'), 'K5', 'K6'] },
  { preset: 'penguins', points: 1, holds: [...ALWAYS, 'L6'] },
  { preset: 'digits', points: 1, holds: ALWAYS },
] as const;

async function claimsOf(backend: Backend, preset: string, points: number): Promise<Map<string, ClaimResult>> {
  const values = presets.find(({ id }) => id === preset)?.values as ParameterValues;
  const run = await startLab('kernel-score', { backend, params: { ...values, points }, seed: 7 });
  const claims = await run.claims();
  run.dispose();
  expect(backend.live.arrays).toBe(0);
  return new Map(claims.map((claim) => [claim.id, claim]));
}

/** Answers in float64; each is asked for once. */
const honest = new Map<string, ReturnType<typeof claimsOf>>();
function honestClaims(preset: string, points: number): ReturnType<typeof claimsOf> {
  const key = `${preset} ${points}`;
  const known = honest.get(key) ?? claimsOf(new ReferenceBackend(), preset, points);
  honest.set(key, known);
  return known;
}

describe('claims hold at the presets', () => {
  test.each(cases)('$preset', { timeout: 60_000 }, async ({ preset, points, holds }) => {
    const claims = await honestClaims(preset, points);
    expect(claims.size).toBe(20);
    for (const id of holds) expect(claims.get(id), id).toMatchObject({ verdict: 'holds' });
    const failed = [...claims.values()].filter(({ verdict }) => verdict === 'fails');
    expect(failed).toEqual([]);
  });

  test('wide kernels blur as theory says', { timeout: 60_000 }, async () => {
    const setting = { points: drawn('normal', 20_000), law: 'normal', sigma: 0.8 } as const;
    expect(await check('K5b', setting)).toMatchObject({
      verdict: 'holds',
      predicted: expect.closeTo(0.3046, 4) as number,
    });
    expect(await check('K6', setting)).toMatchObject({ verdict: 'holds', predicted: 1 });
  });

  test(
    'what is tried on the leading points alone says so, and depends on them alone',
    { timeout: 60_000 },
    async () => {
      const [some, all] = [await honestClaims('moons', 384), await honestClaims('moons', 5000)];
      const partial = [...all.values()].filter(({ statement }) => statement.endsWith('; on 384 of the 5,000 points'));
      expect(partial.map(({ id }) => id)).toEqual([
        'K1',
        'K1b',
        'K2',
        'K3',
        'K5',
        'K8',
        'K9',
        'S1',
        'S2',
        'S3',
        'S4',
        'S6',
        'L5',
        'L6',
      ]);
      for (const { id, measured } of partial) expect(measured, id).toBe(some.get(id)?.measured);
      for (const { statement } of some.values()) expect(statement).not.toContain(' of the ');
    },
  );

  test('a claim that does not apply says why', async () => {
    const claims = await honestClaims('penguins', 1);
    expect(claims.get('K5')).toMatchObject({
      verdict: 'outside',
      reason: 'the true score of these points is not known',
    });
  });
});

test('claims notice a score that is a fifth too large', { timeout: 60_000 }, async () => {
  const backend = new WrongScoreBackend(['kernelScoreFinish'], 1.2);
  const claims = await claimsOf(backend, 'edge', 256);
  const failed = [...claims.values()].filter(({ verdict }) => verdict === 'fails').map(({ id }) => id);
  expect(failed).toEqual(expect.arrayContaining(['K1', 'K2', 'K3', 'K5', 'K7', 'K8', 'K9', 'S2', 'L5', 'L6']));
});

test('claims notice a score that points the wrong way', { timeout: 60_000 }, async () => {
  const backend = new WrongScoreBackend(['kernelScoreFinish'], -1);
  const claims = await claimsOf(backend, 'wide', 256);
  const failed = [...claims.values()].filter(({ verdict }) => verdict === 'fails').map(({ id }) => id);
  expect(failed).toEqual(expect.arrayContaining(['K1', 'K8', 'K9', 'S1', 'S3', 'S5', 'S6', 'L5', 'L6']));
});
