import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Backend, Loss } from '../../../src/compute/backend';
import { BackendKeeper, type OpenBackend } from '../../../src/ui/controllers/backend-keeper';
import { fakeBackend, type FakeBackend } from '../../support/fake-backend';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

test('opens WebGPU once for all who ask', async () => {
  const open = vi.fn<OpenBackend>(async ({ kind }) => fakeBackend(kind));
  const keeper = new BackendKeeper(open, () => undefined);
  const [a, b] = await Promise.all([keeper.get(), keeper.get()]);
  expect(a).toBe(b);
  expect(open).toHaveBeenCalledTimes(1);
  expect(keeper.fallback).toBeUndefined();
});

test('falls back to the CPU with one calm sentence', async () => {
  const keeper = new BackendKeeper(
    async ({ kind }) => {
      if (kind === 'webgpu') throw new Error('this browser offers no WebGPU');
      return fakeBackend(kind);
    },
    () => undefined,
  );
  expect((await keeper.get()).kind).toBe('reference');
  expect(keeper.fallback).toBe(
    'This browser offers no WebGPU, so the same computation runs on the CPU in double precision with fewer particles.',
  );
});

test('after a loss asks at 0, 0.25, 1, 2, 5 s and then every 10 s, one at a time, until there is a GPU', async () => {
  const attempts: number[] = [];
  const backends: FakeBackend[] = [];
  let lost = 0;
  const keeper = new BackendKeeper(
    async ({ kind }) => {
      if (backends.length > 0) attempts.push(Date.now());
      if (backends.length > 0 && attempts.length < 8) throw new Error('no adapter');
      const backend = fakeBackend(kind);
      backends.push(backend);
      return backend;
    },
    () => lost++,
  );
  await keeper.get();
  backends[0]?.lose({ intended: false, message: 'gone' });
  await vi.advanceTimersByTimeAsync(0);
  expect(lost).toBe(1);
  const both = Promise.all([keeper.get(), keeper.get()]);
  await vi.advanceTimersByTimeAsync(60_000);
  const [a, b] = await both;
  expect(a).toBe(b);
  expect(a).toBe(backends[1]);
  expect(attempts).toEqual([0, 250, 1250, 3250, 8250, 18_250, 28_250, 38_250]);
});

test('our own dispose is no loss, and what opens after it is given back', async () => {
  const losses: Loss[] = [];
  let opened: Backend | undefined;
  const keeper = new BackendKeeper(
    async ({ kind }) => (opened = fakeBackend(kind)),
    (loss) => losses.push(loss),
  );
  const opening = keeper.get();
  keeper.dispose();
  await opening;
  await vi.advanceTimersByTimeAsync(0);
  expect((opened as FakeBackend).disposed).toBe(true);
  expect(losses).toEqual([]);
});
