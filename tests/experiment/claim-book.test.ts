import { expect, test, vi } from 'vitest';
import { ClaimBook, type Claim } from '../../src/experiment/claim-book';
import { within } from '../../src/experiment/claims';

interface Context {
  readonly value: number;
}

const base = { statement: 'it is 1', tex: '1', on: 'the run' };
const check = vi.fn(({ value }: Context) => within(value, 1, 0.1));
const claims: readonly Claim<Context>[] = [
  { ...base, id: 'A', check },
  { ...base, id: 'B', per: 'settings', check },
  { ...base, id: 'C', per: 'run', check },
  { ...base, id: 'D', statement: ({ value }) => `it is ${value}`, excuse: () => 'there is no reason', check },
];

test('an answer stays until what it depends on is another', async () => {
  const book = new ClaimBook(claims, 'chains');
  check.mockClear();
  const first = await book.ask({ value: 1 }, 'h = 1', 0);
  expect(first.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['A', 'holds'],
    ['B', 'holds'],
    ['C', 'holds'],
    ['D', 'outside'],
  ]);
  expect(check).toHaveBeenCalledTimes(3);
  const second = await book.ask({ value: 2 }, 'h = 1', 0);
  expect(second.map(({ verdict }) => verdict)).toEqual(['fails', 'holds', 'holds', 'outside']);
  const third = await book.ask({ value: 2 }, 'h = 2', 0);
  expect(third.map(({ verdict }) => verdict)).toEqual(['fails', 'fails', 'holds', 'outside']);
  expect(check).toHaveBeenCalledTimes(6);
});

test('what looks at particles says nothing once some are lost, and the rest goes on', async () => {
  const rows = await new ClaimBook(claims, 'chains').ask({ value: 1 }, '', 1200);
  expect(rows[0]).toMatchObject({ verdict: 'outside', reason: '1,200 chains have left the finite range' });
  expect(rows[1]).toMatchObject({ verdict: 'holds' });
});

test('a row says on what it was measured where something was, and its statement may name the settings', async () => {
  const rows = await new ClaimBook(claims, 'chains').ask({ value: 1 }, '', 0);
  expect(rows[0]?.on).toBe('the run');
  expect(rows[3]).toMatchObject({ statement: 'it is 1', reason: 'there is no reason' });
  expect(rows[3]).not.toHaveProperty('on');
});
