// Every claim G1 … G21 holds at a preset or setting, and fails once its premise is broken on purpose. In float64.
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import type { KernelParams } from '../../../src/compute/kernel';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ParameterValues } from '../../../src/experiment/lab';
import { claimCases, claimsOf } from '../../support/dirac-claims';
import { TamperedBackend } from '../../support/tampered-backend';

describe('claims hold where they apply', () => {
  test.each(claimCases)('$preset $also: $holds', async (one) => {
    const claims = await claimsOf(new ReferenceBackend(), one);
    expect(claims.size).toBe(21);
    for (const id of one.holds) expect(claims.get(id), id).toMatchObject({ verdict: 'holds' });
    expect([...claims.values()].filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  });

  test('every claim is in force somewhere', () => {
    const covered = new Set(claimCases.flatMap(({ holds }) => holds));
    expect([...covered].toSorted()).toEqual(Array.from({ length: 21 }, (_, i) => `G${i + 1}`).toSorted());
  });

  test('a claim that does not apply says why', async () => {
    const claims = await claimsOf(new ReferenceBackend(), { preset: 'explode' });
    expect(claims.get('G6')).toMatchObject({ verdict: 'outside', reason: 'the steps are simultaneous' });
  });
});

const scale =
  (...changes: readonly (readonly [key: string, factor: number])[]) =>
  (params: KernelParams): KernelParams => ({
    ...params,
    ...Object.fromEntries(changes.map(([key, factor]) => [key, (params[key] ?? 0) * factor])),
  });

const one = (key: string, factor: number): Backend => new TamperedBackend({ diracRun: scale([key, factor]) });
const jacobian = (key: string, factor: number): Backend => new TamperedBackend({ diracJacobian: scale([key, factor]) });
const growth = (key: string, factor: number): Backend => new TamperedBackend({ diracGrowth: scale([key, factor]) });

/** Which claim must notice what. */
const broken: readonly (readonly [
  id: string,
  what: string,
  preset: string,
  also: ParameterValues,
  backend: () => Backend,
])[] = [
  ['G1', 'a clock that is slow', 'stop', {}, () => new TamperedBackend({ diracRun: scale(['h', 0.02], ['hD', 0.02]) })],
  ['G2', 'players of unequal pace', 'flow', {}, () => one('hD', 0.9)],
  ['G3', 'a clock that is slow', 'flow', {}, () => new TamperedBackend({ diracRun: scale(['h', 0.99], ['hD', 0.99]) })],
  [
    'G4',
    'a step that is too long',
    'explode',
    {},
    () => new TamperedBackend({ diracRun: scale(['h', 1.01], ['hD', 1.01]) }),
  ],
  ['G5', 'another sequence', 'explode', {}, () => new TamperedBackend({ diracRun: scale(['h', 0.9], ['hD', 0.9]) })],
  ['G6', 'a step that is too long', 'threshold', {}, () => jacobian('h', 1.05)],
  ['G7', 'another ellipse', 'ellipse', {}, () => one('hD', 0.95)],
  [
    'G8',
    'a step that is too long',
    'inner',
    {},
    () => new TamperedBackend({ diracGrowth: scale(['discriminatorSteps', 2]) }),
  ],
  [
    'G9',
    'a step that is too long',
    'drift',
    {},
    () => new TamperedBackend({ diracRun: scale(['h', 1.1], ['hD', 1.1]) }),
  ],
  ['G10', 'less noise', 'noise', {}, () => new TamperedBackend({ diracField: scale(['sigma', 0.9]) })],
  ['G11', 'less noise', 'noise', {}, () => growth('sigma', 0.9)],
  ['G12', 'less noise', 'noise-alternating', {}, () => growth('sigma', 0.9)],
  [
    'G13',
    'a longer step',
    'noise-alternating',
    {},
    () => new TamperedBackend({ diracJacobian: scale(['h', 1.1], ['hD', 1.1]) }),
  ],
  ['G14', 'a longer step', 'useless', {}, () => jacobian('hD', 2)],
  [
    'G15',
    'an inner step too many',
    'noise-alternating',
    { discriminatorSteps: 3 },
    () => jacobian('discriminatorSteps', 2),
  ],
  ['G16', 'a weaker penalty', 'penalty', {}, () => jacobian('gamma', 0.5)],
  ['G17', 'a weaker term', 'consensus', {}, () => growth('gamma', 0.5)],
  ['G18', 'another gradient norm', 'cycle', {}, () => one('g0', 1.1)],
  [
    'G19',
    'a clock that is slow',
    'sublinear',
    {},
    () => new TamperedBackend({ diracRun: scale(['h', 0.8], ['hD', 0.8]) }),
  ],
  ['G20', 'a longer step', 'extragradient', {}, () => jacobian('h', 1.1)],
  ['G21', 'a weaker penalty', 'two-steps', {}, () => growth('gamma', 0.8)],
];

describe('claims fail when their premise is broken', () => {
  test.each(broken)('%s notices %s', async (id, _, preset, also, backend) => {
    expect((await claimsOf(backend(), { preset, also })).get(id)).toMatchObject({ verdict: 'fails' });
  });
});
