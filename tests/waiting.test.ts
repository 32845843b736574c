import { expect, it, vi } from 'vitest';
import { breathing, nextTask, waited, within } from '../src/waiting';

it('work that answers in time is its answer, and leaves no timer behind', async () => {
  vi.useFakeTimers();
  try {
    await expect(within(1000, Promise.resolve(7))).resolves.toBe(7);
    expect(vi.getTimerCount()).toBe(0);
    await expect(within(1000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('work that does not answer is given up after the time, and may still end', async () => {
  vi.useFakeTimers();
  try {
    let ended = false;
    const work = waited(500).then(() => (ended = true));
    const answer = within(100, work);
    await vi.advanceTimersByTimeAsync(99);
    let known = false;
    void answer.then(() => (known = true));
    await Promise.resolve();
    expect(known).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await expect(answer).resolves.toBeUndefined();
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(400);
    expect(ended).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

it('a task of its own lets what is queued before it go first', async () => {
  const order: string[] = [];
  setTimeout(() => order.push('queued before'));
  await nextTask();
  order.push('next task');
  expect(order).toEqual(['queued before', 'next task']);
});

it('breathing work lets a timer go off, but does not stop at every breath', async () => {
  const breathe = breathing();
  let rang = false;
  setTimeout(() => (rang = true), 30);
  let breaths = 0;
  for (const start = performance.now(); !rang && performance.now() - start < 10_000; breaths++) await breathe();
  expect(rang).toBe(true);
  expect(breaths).toBeGreaterThan(100);
});
