// Who hands work to a device next: an urgent one before all others, others one at a time, and nobody never.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { takeTurn, urgently, urgentWork } from '../../src/score/device-turns';

/** A backend whose submissions end when they are told to. */
function slowBackend(): { backend: ReferenceBackend; finish: () => void } {
  const backend = new ReferenceBackend();
  const ends: (() => void)[] = [];
  backend.drained = () => new Promise((resolve) => void ends.push(resolve));
  return { backend, finish: () => ends.splice(0).forEach((end) => end()) };
}

const order: string[] = [];
const noting = (name: string) => (): void => void order.push(name);

beforeEach(() => {
  vi.useFakeTimers();
  order.length = 0;
});
afterEach(() => vi.useRealTimers());

test('of two that take turns one is under way', async () => {
  const { backend, finish } = slowBackend();
  void takeTurn(backend).then(noting('first'));
  void takeTurn(backend).then(noting('second'));
  await vi.advanceTimersByTimeAsync(50);
  expect(order).toEqual(['first']);
  finish();
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['first', 'second']);
});

test('a submission that fails gives its turn back', async () => {
  const backend = new ReferenceBackend();
  backend.settled = () => Promise.reject(new Error('lost'));
  void takeTurn(backend);
  void takeTurn(backend).then(noting('second'));
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['second']);
});

test('a turn comes after urgent work and what its caller does at once with the result', async () => {
  const backend = new ReferenceBackend();
  let answer: (value: number) => void = () => undefined;
  const asked = urgently(backend, () => new Promise<number>((resolve) => (answer = resolve)));
  void asked.then(noting('shown'));
  void takeTurn(backend).then(noting('turn'));
  await vi.advanceTimersByTimeAsync(500);
  expect(order).toEqual([]);
  answer(7);
  expect(await asked).toBe(7);
  expect(order).toEqual(['shown']);
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['shown', 'turn']);
  expect(urgentWork(backend)).toBeUndefined();
});

test('urgent work that fails holds nobody up', async () => {
  const backend = new ReferenceBackend();
  const asked = urgently(backend, () => Promise.reject(new Error('lost')));
  void takeTurn(backend).then(noting('turn'));
  await expect(asked).rejects.toThrow('lost');
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['turn']);
});

test('a stream of urgent work leaves half of the time to the rest', async () => {
  const backend = new ReferenceBackend();
  const picture = (): Promise<void> =>
    urgently(backend, () => new Promise<void>((resolve) => void setTimeout(resolve, 80)));
  let pictures = 0;
  const stream = async (): Promise<void> => {
    while (pictures < 50) {
      await picture();
      pictures++;
    }
  };
  void stream();
  let turns = 0;
  const work = async (): Promise<void> => {
    while (pictures < 50) {
      await takeTurn(backend);
      turns++;
      await new Promise((resolve) => void setTimeout(resolve, 10));
    }
  };
  void work();
  await vi.advanceTimersByTimeAsync(4000);
  // Of 4 s at most 80 ms after each 100 ms are waited for, and a piece takes 10 ms and a turn of the timer.
  expect(turns).toBeGreaterThan(0.5 * (4000 / 12));
  expect(pictures).toBeGreaterThan(45);
});
