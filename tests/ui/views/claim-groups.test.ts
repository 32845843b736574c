import { describe, expect, it } from 'vitest';
import type { ClaimResult, Verdict } from '../../../src/experiment/lab';
import { foldText, groupClaims, tally } from '../../../src/ui/views/claim-groups';

function claim(id: string, verdict: Verdict, rest: Partial<ClaimResult> = {}): ClaimResult {
  return { id, statement: '', predicted: 1, measured: 1, standardError: 0, tolerance: 0, verdict, ...rest };
}

const target = { needs: 'another target' };
const claims = [
  claim('L1', 'outside', target),
  claim('L2', 'holds', { on: 'exact samples' }),
  claim('L3', 'outside', { needs: 'another method' }),
  claim('L4', 'weak', { on: 'the run' }),
  claim('L5', 'holds'),
  claim('L6', 'outside', target),
  claim('L7', 'fails', { on: 'the run' }),
  claim('L8', 'outside'),
];
const ids = (rows: readonly ClaimResult[]): string[] => rows.map(({ id }) => id);

describe('groupClaims', () => {
  it('sets rows about the run first, otherwise by number', () => {
    expect(ids(groupClaims(claims).inForce)).toEqual(['L4', 'L7', 'L2', 'L5']);
  });

  it('folds what says nothing by what it needs', () => {
    const { folds } = groupClaims(claims);
    expect(folds.map(foldText)).toEqual(['2 need another target', '1 needs another method', '1 needs other settings']);
    expect(folds.map(({ rows }) => ids(rows))).toEqual([['L1', 'L6'], ['L3'], ['L8']]);
  });
});

describe('tally', () => {
  it('counts every row once, in words', () => {
    expect(tally(claims)).toBe('2 hold · 1 fails · 1 cannot tell · 4 need other settings');
  });

  it('names what is needed where it is one thing, and nothing that is not there', () => {
    expect(tally([claim('L1', 'holds'), claim('L2', 'outside', target)])).toBe('1 holds · 1 needs another target');
    expect(tally([claim('L1', 'weak'), claim('L2', 'weak')])).toBe('2 cannot tell');
    expect(tally([])).toBe('');
  });
});
