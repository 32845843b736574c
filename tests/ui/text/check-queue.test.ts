// The order of checks, what stops them, and what a lost device does to them.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { GpuLostError } from '../../../src/compute/backend';
import type { ClaimResult } from '../../../src/experiment/lab';
import type { Item } from '../../../src/text/items';
import { CheckQueue, type Asking } from '../../../src/ui/text/check-queue';

const item = (key: string): Item => ({ key, part: '1.1', check: { lab: 'dirac-gan', claim: key } });
const row = (id: string): ClaimResult => ({ id, verdict: 'holds' }) as ClaimResult;

/** Checks that end when the test says so. */
function stage({ seen = [] as string[], fails = [] as unknown[] } = {}) {
  const asked: string[] = [];
  const ends: (() => void)[] = [];
  let [opened, disposed] = [0, 0];
  const asking = (): Asking => ({
    ask: (check) => {
      asked.push(check.claim);
      const error = fails.shift();
      return new Promise((resolve, reject) => {
        ends.push(() => (error === undefined ? resolve(row(check.claim)) : reject(error)));
      });
    },
    dispose: () => void disposed++,
  });
  const backend = {} as Backend;
  const queue = new CheckQueue({
    backend: () => Promise.resolve(backend),
    checker: () => (opened++, asking()),
    inView: () => new Set(seen),
    wordsOf: (error) => (error as Error).message,
    changed: () => undefined,
    breath: () => Promise.resolve(),
  });
  const end = async (): Promise<void> => {
    await settle();
    ends.shift()?.();
    await settle();
  };
  return { queue, asked, end, counts: () => ({ opened, disposed }) };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the queue of checks', () => {
  it('asks one after the other, those in view first, with one checker', async () => {
    const { queue, asked, end, counts } = stage({ seen: ['c'] });
    queue.ask(['a', 'b', 'c', 'd'].map(item));
    expect(queue.current).toBe('c');
    expect(['a', 'c'].map((key) => queue.isWaiting(key))).toEqual([true, false]);
    expect(queue.progress).toBe(0);
    await end();
    expect(queue.progress).toBe(0.25);
    for (let i = 0; i < 3; i++) await end();
    expect(asked).toEqual(['c', 'a', 'b', 'd']);
    expect([...queue.answers.keys()]).toEqual(asked);
    expect([queue.current, queue.progress]).toEqual([undefined, undefined]);
    expect(counts()).toEqual({ opened: 1, disposed: 0 });
  });

  it('takes what is asked later into the same work, and nothing twice', async () => {
    const { queue, asked, end } = stage();
    queue.ask([item('a')]);
    queue.ask([item('a'), item('b')]);
    queue.ask([item('b')]);
    await end();
    await end();
    expect(asked).toEqual(['a', 'b']);
    queue.ask([item('a')]);
    await end();
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('keeps what was answered when it is cancelled, and begins anew', async () => {
    const { queue, asked, end, counts } = stage();
    queue.ask([item('a'), item('b')]);
    await end();
    await settle();
    queue.cancel();
    expect([queue.current, queue.isWaiting('b'), queue.answers.size]).toEqual([undefined, false, 1]);
    await end();
    expect(queue.answers.size).toBe(1);
    queue.ask([item('c')]);
    await end();
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(counts()).toEqual({ opened: 2, disposed: 1 });
  });

  it('asks again after a lost device, and says what else went wrong', async () => {
    const { queue, asked, end } = stage({ fails: [new GpuLostError('gone'), undefined, new RangeError('no claim')] });
    queue.ask([item('a'), item('b')]);
    for (let i = 0; i < 3; i++) await end();
    expect(asked).toEqual(['a', 'a', 'b']);
    expect(queue.answers.get('a')).toEqual({ row: row('a') });
    expect(queue.answers.get('b')).toEqual({ problem: 'no claim' });
  });

  it('gives a check up that loses every device', async () => {
    const { queue, asked, end } = stage({ fails: Array.from({ length: 9 }, () => new GpuLostError('gone')) });
    queue.ask([item('a')]);
    for (let i = 0; i < 8; i++) await end();
    expect(asked).toHaveLength(6);
    expect(queue.answers.get('a')).toEqual({ problem: 'gone' });
  });
});
