import { expect, it } from 'vitest';
import type { ClaimResult } from '../../../src/experiment/lab';
import { items } from '../../../src/text/items';
import type { Answer } from '../../../src/ui/text/check-queue';
import { tallyOf } from '../../../src/ui/text/tally-of';

const answer = (verdict: ClaimResult['verdict']): Answer => ({ row: { verdict } as ClaimResult });
const lines = items.filter(({ slip }) => !slip).map(({ key }) => key);
const slips = items.filter(({ slip }) => slip).map(({ key }) => key);

it('says nothing before the first check', () => {
  expect(tallyOf({ answers: new Map(), current: undefined })).toBe('');
  expect(tallyOf({ answers: new Map(), current: lines[0] })).toBe('The first check is under way.');
});

it('counts what holds and what is caught', () => {
  const answers = new Map<string, Answer>([
    [lines[0] ?? '', answer('holds')],
    [lines[1] ?? '', answer('outside')],
    [slips[0] ?? '', answer('fails')],
    [slips[1] ?? '', answer('holds')],
    [slips[2] ?? '', { problem: 'no memory' }],
  ]);
  expect(tallyOf({ answers, current: undefined })).toBe(
    `Of ${lines.length} lines 2 are checked and 1 holds; of 3 slips that are switched on 1 is caught.`,
  );
});
