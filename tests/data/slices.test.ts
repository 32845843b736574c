// Sliced work: the same result at once and in tasks, with room for the page between them, and an end when it is told.
import { expect, test } from 'vitest';
import { atOnce, inTasks, overRows, SLICE_ROWS, whileWanted, type Sliced } from '../../src/data/slices';
import { centring, standardise } from '../../src/data/standardise';

const ROWS = 3 * SLICE_ROWS + 7;

function* counting(seen: number[]): Sliced<string> {
  yield* overRows(ROWS, (i) => seen.push(i));
  return 'done';
}

test('every row once, in order, however it is done', async () => {
  const [one, other]: number[][] = [[], []];
  expect(atOnce(counting(one))).toBe('done');
  expect(await inTasks(counting(other))).toBe('done');
  expect(one).toHaveLength(ROWS);
  expect(one.every((row, i) => row === i)).toBe(true);
  expect(other).toEqual(one);
  const values = Float64Array.from({ length: ROWS }, (_, i) => Math.sin(i));
  expect(await inTasks(centring(values, true))).toEqual(standardise(values));
});

test('the page breathes once a task has taken its time, and can give the work up', async () => {
  const abort = new AbortController();
  const slow = function* (): Sliced<void> {
    for (let i = 0; i < 100; i++) {
      const begun = performance.now();
      while (performance.now() - begun < 4);
      yield;
    }
  };
  let breaths = 0;
  const breathe = async (): Promise<void> => {
    if (++breaths === 3) abort.abort();
  };
  await expect(inTasks(slow(), { signal: abort.signal, breathe })).rejects.toMatchObject({ name: 'AbortError' });
  expect(breaths).toBe(3);
});

test('what fails, fails both ways', async () => {
  const failing = function* (): Sliced<never> {
    yield;
    throw new RangeError('row 7');
  };
  expect(() => atOnce(failing())).toThrow('row 7');
  await expect(inTasks(failing())).rejects.toThrow('row 7');
});

test('what is wanted no longer is given up between two slices', async () => {
  const done: number[] = [];
  const work = function* (): Sliced<string> {
    for (let i = 0; i < 4; i++) {
      done.push(i);
      yield;
    }
    return 'all';
  };
  expect(await inTasks(whileWanted(work(), () => true))).toBe('all');
  expect(done.splice(0)).toEqual([0, 1, 2, 3]);
  expect(atOnce(whileWanted(work(), () => done.length < 2))).toBeUndefined();
  expect(done).toEqual([0, 1]);
});
