import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Backend, Loss } from '../../../src/compute/backend';
import { NoWebGpuError } from '../../../src/compute/open-backend';
import { BackendSupply, type OpenBackend } from '../../../src/ui/controllers/backend-supply';
import { fakeBackend, type FakeBackend } from '../../support/fake-backend';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

test('opens WebGPU once for all who ask', async () => {
  const open = vi.fn<OpenBackend>(async ({ kind }) => fakeBackend(kind));
  const supply = new BackendSupply(open, { lost: () => undefined });
  const [a, b] = await Promise.all([supply.get(), supply.get()]);
  expect(a).toBe(b);
  expect(open).toHaveBeenCalledTimes(1);
  expect(supply.fallback).toBeUndefined();
});

test('falls back to the CPU with one calm sentence', async () => {
  const supply = new BackendSupply(
    async ({ kind }) => {
      if (kind === 'webgpu') throw new Error('this browser offers no WebGPU');
      return fakeBackend(kind);
    },
    { lost: () => undefined },
  );
  expect((await supply.get()).kind).toBe('reference');
  expect(supply.fallback).toBe(
    'This browser offers no WebGPU, so the same computation runs on the CPU in double precision with fewer particles.',
  );
});

test('after a loss asks at 0, 0.25, 1, 2, 5 s and then every 10 s, one at a time, until there is a GPU', async () => {
  const attempts: number[] = [];
  const backends: FakeBackend[] = [];
  const refusals: number[] = [];
  let lost = 0;
  const supply = new BackendSupply(
    async ({ kind }) => {
      if (backends.length > 0) attempts.push(Date.now());
      if (backends.length > 0 && attempts.length < 8) throw new Error('no adapter');
      const backend = fakeBackend(kind);
      backends.push(backend);
      return backend;
    },
    { lost: () => lost++, refused: (times) => refusals.push(times) },
  );
  await supply.get();
  backends[0]?.lose({ intended: false, message: 'gone' });
  await vi.advanceTimersByTimeAsync(0);
  expect(lost).toBe(1);
  const both = Promise.all([supply.get(), supply.get()]);
  await vi.advanceTimersByTimeAsync(60_000);
  const [a, b] = await both;
  expect(a).toBe(b);
  expect(a).toBe(backends[1]);
  expect(refusals).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(attempts).toEqual([0, 250, 1250, 3250, 8250, 18_250, 28_250, 38_250]);
});

test('our own dispose is no loss, and what opens after it is given back', async () => {
  const losses: Loss[] = [];
  let opened: Backend | undefined;
  const supply = new BackendSupply(async ({ kind }) => (opened = fakeBackend(kind)), {
    lost: (loss) => losses.push(loss),
  });
  const opening = supply.get();
  supply.dispose();
  await expect(opening).rejects.toThrow('aborted');
  await vi.advanceTimersByTimeAsync(0);
  expect((opened as FakeBackend).disposed).toBe(true);
  expect(losses).toEqual([]);
});

test('nor is it one once the backend is at work: nothing is told, and nothing is asked for', async () => {
  const lost = vi.fn();
  const open = vi.fn<OpenBackend>(async ({ kind }) => fakeBackend(kind));
  const supply = new BackendSupply(open, { lost });
  const backend = (await supply.get()) as FakeBackend;
  supply.dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(backend.disposed).toBe(true);
  expect(lost).not.toHaveBeenCalled();
  expect(open).toHaveBeenCalledTimes(1);
});

const deaf = { lost: () => undefined };
const nullAdapter = (): NoWebGpuError => new NoWebGpuError('the browser found no GPU', { mayPass: true });

test('a null adapter of the first moments is asked again, and nothing is said', async () => {
  let asked = 0;
  const open: OpenBackend = async ({ kind }) => {
    if (++asked === 1) throw nullAdapter();
    return fakeBackend(kind);
  };
  const supply = new BackendSupply(open, deaf);
  const opening = supply.get();
  await vi.advanceTimersByTimeAsync(200);
  expect((await opening).kind).toBe('webgpu');
  expect(supply.fallback).toBeUndefined();
});

test('where it stays null the CPU computes within a second, and a later start finds the GPU', async () => {
  let there = false;
  const open: OpenBackend = async ({ kind }) => {
    if (kind === 'webgpu' && !there) throw nullAdapter();
    return fakeBackend(kind);
  };
  const supply = new BackendSupply(open, deaf);
  const opening = supply.get();
  await vi.advanceTimersByTimeAsync(1000);
  expect((await opening).kind).toBe('reference');
  expect(supply.fallback).toContain('The browser found no GPU, so the same computation');
  expect((await supply.get()).kind).toBe('reference');
  there = true;
  await vi.advanceTimersByTimeAsync(2000);
  expect((await supply.get()).kind).toBe('webgpu');
  expect(supply.fallback).toBeUndefined();
});

test('an adapter that does not answer is waited for four seconds; when it comes, the next start takes it', async () => {
  let answer!: (backend: Backend) => void;
  let arrived = 0;
  const open: OpenBackend = ({ kind }) =>
    kind === 'webgpu' ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(fakeBackend(kind));
  const supply = new BackendSupply(open, { lost: () => undefined, arrived: () => arrived++ });
  const opening = supply.get();
  await vi.advanceTimersByTimeAsync(4000);
  expect((await opening).kind).toBe('reference');
  expect(supply.fallback).toContain('Still waiting for the GPU');
  answer(fakeBackend('webgpu'));
  await vi.advanceTimersByTimeAsync(0);
  expect([arrived, supply.fallback]).toEqual([1, 'The GPU has answered by now: press Reset to compute on it.']);
  expect((await supply.get()).kind).toBe('webgpu');
  expect(supply.fallback).toBeUndefined();
});

test('a device that dies before it has done anything is asked for ever more slowly; one that worked, at once', async () => {
  const backends: FakeBackend[] = [];
  const times: number[] = [];
  const supply = new BackendSupply(async ({ kind }) => {
    times.push(Date.now());
    backends.push(fakeBackend(kind));
    return backends.at(-1) as FakeBackend;
  }, deaf);
  const loseAndReopen = async (): Promise<void> => {
    backends.at(-1)?.lose({ intended: false, message: 'gone' });
    await vi.advanceTimersByTimeAsync(0);
    const opening = supply.get();
    await vi.advanceTimersByTimeAsync(1000);
    await opening;
  };
  await supply.get();
  for (let i = 0; i < 3; i++) await loseAndReopen();
  expect(times).toEqual([0, 0, 1250, 3000]);
  supply.proved();
  await loseAndReopen();
  expect(times.at(-1)).toBe(3000);
  expect(backends.slice(0, -1).every(({ disposed }) => disposed)).toBe(true);
});
