import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { freshName, Journal, nameTab, tabName, type Line } from '../../../src/ui/controllers/journal';

/** What localStorage does, without a browser. */
class Shelf {
  readonly #kept = new Map<string, string>();
  get length(): number {
    return this.#kept.size;
  }
  key(index: number): string | null {
    return [...this.#kept.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

const line: Line = { address: '#/langevin?seed=3', run: 'a', time: 5, left: false };
let shelf: Shelf;
let journal: Journal;

beforeEach(() => {
  shelf = new Shelf();
  journal = new Journal(shelf);
});

test('a line comes back as it was written', () => {
  journal.write('one', line);
  expect(journal.read('one')).toEqual(line);
  expect(journal.read('two')).toBeUndefined();
});

test('tabs stand in the order of their last change, and only ours', () => {
  shelf.setItem('scorefield.theme', 'dark');
  shelf.setItem('other', '{}');
  journal.write('old', { ...line, time: 1 });
  journal.write('new', { ...line, time: 9 });
  expect(journal.tabs).toEqual(['new', 'old']);
});

test('the oldest of many are forgotten, what cannot be read first', () => {
  for (let i = 0; i < 8; i++) journal.write(`t${i}`, { ...line, time: 10 + i });
  shelf.setItem('scorefield.work.broken', 'x');
  expect(journal.prune()).toHaveLength(8);
  expect(journal.tabs).toEqual(['t7', 't6', 't5', 't4', 't3', 't2', 't1', 't0']);
  expect(shelf.length).toBe(8);
});

test('whatever stands there, it is a line of ours or none', () => {
  const or = (good: unknown): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(good) }, fc.jsonValue());
  const like = fc.record(
    { address: or('#/a'), run: or('a'), time: or(5), left: or(true), __proto__: or(1) },
    { requiredKeys: [] },
  );
  let read = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        like.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        shelf.setItem('scorefield.work.x', text);
        const found = journal.read('x');
        if (!found) return;
        read++;
        expect(Object.keys(found).sort()).toEqual(['address', 'left', 'run', 'time']);
        expect([typeof found.address, typeof found.run, typeof found.time, typeof found.left]).toEqual([
          'string',
          'string',
          'number',
          'boolean',
        ]);
      },
    ),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(0);
  shelf.setItem('scorefield.work.x', JSON.stringify({ ...line, address: 'x'.repeat(20_000) }));
  expect(journal.read('x')).toBeUndefined();
});

test('a tab has the name that it was given, and no other text passes for one', () => {
  const name = freshName();
  expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(freshName()).not.toBe(name);
  expect(tabName(shelf)).toBeUndefined();
  nameTab(shelf, name);
  expect(tabName(shelf)).toBe(name);
  nameTab(shelf, '../data');
  expect(tabName(shelf)).toBeUndefined();
});
