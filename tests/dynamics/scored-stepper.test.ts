import { beforeEach, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { ScoredStepper, type Scored } from '../../src/dynamics/scored-stepper';
import { pacerOf } from '../../src/score/paced-work';

/** What happened, in order: r ready, u update, s settled. */
let events: string[] = [];
let backend: ReferenceBackend;

beforeEach(() => {
  events = [];
  backend = new ReferenceBackend();
  const settled = backend.settled.bind(backend);
  backend.settled = () => {
    events.push('s');
    return settled();
  };
});

function chains(pace: (step: number) => string = () => 'same', name = ''): Scored {
  return {
    paceAt: pace,
    async ready(step, _seed, signal) {
      await Promise.resolve();
      signal?.throwIfAborted();
      events.push(`r${name}${step}`);
    },
    update: (step) => void events.push(`u${name}${step}`),
  };
}

test('every set is ready before any moves, and all is settled at the end', async () => {
  const done: number[] = [];
  await new ScoredStepper(backend).advance([chains(undefined, 'a'), chains(undefined, 'b')], 1, 5, 1, (n) =>
    done.push(n),
  );
  expect(events).toEqual(['ra5', 'rb5', 'ua5', 'ub5', 's']);
  expect(done).toEqual([1]);
});

test('as many steps wait as the pace allows, one at first and never more than 64', async () => {
  await new ScoredStepper(backend).advance([chains()], 1, 0, 40, () => undefined);
  // Steps that take no time: the pace doubles from one settling to the next.
  const waits = events
    .join(' ')
    .split('s')
    .map((part) => (part.match(/u/g) ?? []).length);
  expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
  events = [];
  expect(pacerOf(backend, 'steps: quick', 1000, 1).budget).toBe(1000);
  await new ScoredStepper(backend).advance([chains(() => 'quick')], 1, 0, 128, () => undefined);
  expect(events.filter((event) => event === 's')).toHaveLength(2);
});

test('what costs something else does not wait together', async () => {
  for (const name of ['wide', 'narrow']) pacerOf(backend, `steps: ${name}`, 50, 1);
  const levels = chains((step) => (step < 3 ? 'wide' : 'narrow'));
  await new ScoredStepper(backend).advance([levels], 1, 0, 6, () => undefined);
  expect(events.join(' ')).toBe('r0 u0 r1 u1 r2 u2 s r3 u3 r4 u4 r5 u5 s');
});

test('an abort takes no half step, a fault is passed on', async () => {
  const stop = new AbortController();
  let done = 0;
  const stepping = new ScoredStepper(backend).advance(
    [chains()],
    1,
    0,
    9,
    () => (++done === 2 ? stop.abort() : undefined),
    stop.signal,
  );
  await stepping;
  expect([done, events.filter((event) => event.startsWith('u')).length]).toEqual([2, 2]);
  const broken = { ...chains(), ready: () => Promise.reject(new Error('fault')) };
  await expect(new ScoredStepper(backend).advance([broken], 1, 0, 1, () => undefined)).rejects.toThrow('fault');
});
