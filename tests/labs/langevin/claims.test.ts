// Every claim L1 … L12 holds at a preset, and fails once its premise is broken on purpose. Whole labs in float64.
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import type { KernelParams } from '../../../src/compute/kernel';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ClaimResult, ParameterValues } from '../../../src/experiment/lab';
import { presets } from '../../../src/labs/langevin/presets';
import { TamperedBackend, WrongScoreBackend } from '../../support/tampered-backend';

interface Case {
  readonly preset: string;
  readonly steps: number;
  readonly chains: number;
  readonly holds: readonly string[];
}

/** Fewer chains than on the page; the standard errors know. */
const cases: readonly Case[] = [
  { preset: 'noise', steps: 40, chains: 512, holds: ['L5', 'L6', 'L11', 'L12'] },
  { preset: 'bias', steps: 150, chains: 4096, holds: ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L11'] },
  { preset: 'correction', steps: 100, chains: 4096, holds: ['L3', 'L6', 'L9', 'L11'] },
  { preset: 'limit', steps: 30, chains: 4096, holds: ['L1', 'L3', 'L6'] },
  { preset: 'collapse', steps: 250, chains: 4096, holds: ['L5', 'L6', 'L7'] },
  { preset: 'forget', steps: 700, chains: 4096, holds: ['L6', 'L8', 'L11'] },
  { preset: 'anneal', steps: 1600, chains: 1024, holds: ['L6', 'L10', 'L11'] },
  { preset: 'penguins', steps: 5, chains: 256, holds: ['L5', 'L6', 'L11'] },
  { preset: 'moons', steps: 3, chains: 64, holds: ['L5', 'L6', 'L11'] },
];

async function claimsOf(backend: Backend, { preset, steps, chains }: Case): Promise<Map<string, ClaimResult>> {
  const values = presets.find(({ id }) => id === preset)?.values as ParameterValues;
  const run = await startLab('langevin', { backend, params: { ...values, chains, twin: 'off' }, seed: 7 });
  await run.advance(steps);
  const claims = await run.claims();
  run.dispose();
  return new Map(claims.map((claim) => [claim.id, claim]));
}

describe('claims hold at the presets', () => {
  test.each(cases)('$preset: $holds', async (one) => {
    const claims = await claimsOf(new ReferenceBackend(), one);
    expect(claims.size).toBe(12);
    for (const id of one.holds) expect(claims.get(id), id).toMatchObject({ verdict: 'holds' });
    expect([...claims.values()].filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  });

  test('every claim is in force at one preset at least', () => {
    const covered = new Set(cases.flatMap(({ holds }) => holds));
    expect([...covered].toSorted()).toEqual([
      'L1',
      'L10',
      'L11',
      'L12',
      'L2',
      'L3',
      'L4',
      'L5',
      'L6',
      'L7',
      'L8',
      'L9',
    ]);
  });

  test('a claim that does not apply says why', async () => {
    const claims = await claimsOf(new ReferenceBackend(), { preset: 'noise', steps: 1, chains: 64, holds: [] });
    expect(claims.get('L1')).toMatchObject({ verdict: 'outside', reason: 'the target is not a Gaussian' });
  });
});

const scale =
  (key: string, factor: number) =>
  (params: KernelParams): KernelParams => ({ ...params, [key]: (params[key] ?? 0) * factor });

const moreNoise = { langevinUla: scale('noise', 1.15), langevinMala: scale('noise', 1.3) };
const wrongDrift = { langevinUla: scale('stepSize', 0.7) };

/** Which claim must notice what. */
const broken: readonly {
  readonly id: string;
  readonly what: string;
  readonly preset: string;
  readonly backend: () => Backend;
}[] = [
  { id: 'L1', what: 'a wrong noise factor', preset: 'bias', backend: () => new TamperedBackend(moreNoise) },
  { id: 'L2', what: 'a wrong drift', preset: 'bias', backend: () => new TamperedBackend(wrongDrift) },
  { id: 'L3', what: 'a wrong drift', preset: 'bias', backend: () => new TamperedBackend(wrongDrift) },
  { id: 'L4', what: 'a wrong noise factor', preset: 'bias', backend: () => new TamperedBackend(moreNoise) },
  {
    id: 'L5',
    what: 'a curvature that the target does not have',
    preset: 'bias',
    backend: () => new TamperedBackend({ ascentGap: scale('curvature', 10) }),
  },
  { id: 'L6', what: 'a wrong drift', preset: 'noise', backend: () => new TamperedBackend(wrongDrift) },
  {
    id: 'L7',
    what: 'a start on one side',
    preset: 'collapse',
    backend: () => new TamperedBackend({ initialPositions: (params) => ({ ...params, x: 1 }) }),
  },
  { id: 'L8', what: 'a wrong noise factor', preset: 'forget', backend: () => new TamperedBackend(moreNoise) },
  { id: 'L9', what: 'a wrong noise factor', preset: 'correction', backend: () => new TamperedBackend(moreNoise) },
  {
    id: 'L10',
    what: 'levels that never narrow',
    preset: 'anneal',
    backend: () => new TamperedBackend({ langevinAnnealed: scale('stepsPerLevel', 1e6) }),
  },
  {
    id: 'L5',
    what: 'a step that is not taken',
    preset: 'moons',
    backend: () => new TamperedBackend({ langevinMove: scale('stepSize', 0) }),
  },
  {
    id: 'L6',
    what: 'a wrong drift along a score of the engine',
    preset: 'moons',
    backend: () => new TamperedBackend({ langevinMove: scale('stepSize', 0.7) }),
  },
  {
    id: 'L11',
    what: 'a wrong score of the engine',
    preset: 'moons',
    backend: () => new TamperedBackend({ kernelScoreFinish: scale('inverseVariance', 1.3) }),
  },
  { id: 'L11', what: 'a wrong score', preset: 'noise', backend: () => new WrongScoreBackend(['evaluateTarget'], 1.3) },
];

describe('claims fail when their premise is broken', () => {
  test.each(broken)('$id notices $what', async ({ id, preset, backend }) => {
    const one = cases.find((known) => known.preset === preset) as Case;
    expect((await claimsOf(backend(), one)).get(id)).toMatchObject({ verdict: 'fails' });
  });
});
