import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { KernelScore } from '../../src/score/kernel-score';
import { takeTurn } from '../../src/score/device-turns';
import type { Pacer } from '../../src/compute/pacer';
import { PacedWork, pacerOf } from '../../src/score/paced-work';
import { uniformPoints } from '../support/score-cases';

describe('PacedWork', () => {
  it('submits when the budget is spent and tells the share done', async () => {
    const backend = new ReferenceBackend();
    const shares: number[] = [];
    const work = new PacedWork(backend, pacerOf(backend, 'test', 10, 1), 40, {
      onProgress: (share) => shares.push(share),
    });
    await work.add(4);
    expect(work.room).toBe(6);
    await work.add(6);
    expect(work.room).toBe(work.budget);
    work.end();
    expect(shares).toEqual([0.25, 1]);
  });

  it('takes half a submission in the background, at the same pace', async () => {
    const backend = new ReferenceBackend();
    const pacer = pacerOf(backend, 'shared', 10, 1);
    const work = new PacedWork(backend, pacer, 40, { background: true });
    expect([work.budget, work.room]).toEqual([5, 5]);
    const recorded: Parameters<Pacer['record']>[] = [];
    pacer.record = (...told) => void recorded.push(told);
    await work.add(5);
    expect(recorded).toHaveLength(1);
    // What five units took stands for ten that take twice as long.
    expect(recorded[0][0]).toBe(10);
  });

  /** As a GPU: work ends when it is told to. */
  function slowGpu(): { backend: ReferenceBackend; finish: () => Promise<void> } {
    const backend = new ReferenceBackend();
    Object.assign(backend, { kind: 'webgpu' });
    const ends: (() => void)[] = [];
    backend.settled = backend.drained = () => new Promise((resolve) => void ends.push(resolve));
    const finish = async (): Promise<void> => {
      for (const end of ends.splice(0)) end();
      await new Promise((resolve) => void setTimeout(resolve));
    };
    return { backend, finish };
  }

  it('counts what nobody waited for, until it is done', async () => {
    const { backend, finish } = slowGpu();
    const pacer = pacerOf(backend, 'steps', 10, 1);
    for (const room of [10, 6]) {
      const work = new PacedWork(backend, pacer, 4);
      expect(work.room).toBe(room);
      await work.add(4);
      work.end();
    }
    const third = new PacedWork(backend, pacer, 4);
    let added = false;
    const adding = third.add(4).then(() => (added = true));
    await new Promise((resolve) => void setTimeout(resolve));
    expect(added).toBe(false);
    const recorded: number[] = [];
    pacer.record = (work) => void recorded.push(work);
    await finish();
    await adding;
    // All twelve units stood before the end of that submission.
    expect(recorded).toEqual([12]);
    expect(third.room).toBe(10);
  });

  it('takes urgent work in two submissions, whatever the pace, and waits for no turn', async () => {
    const { backend, finish } = slowGpu();
    const work = new PacedWork(backend, pacerOf(backend, 'urgent', 10, 1), 1000, { urgent: true });
    expect(work.budget).toBe(600);
    void takeTurn(backend);
    const adding = work.add(600);
    await finish();
    await adding;
    await work.add(400);
    expect(work.room).toBe(200);
  });

  it('answers an abort while the device is busy', async () => {
    const backend = new ReferenceBackend();
    backend.settled = () => new Promise(() => undefined);
    const stop = new AbortController();
    const work = new PacedWork(backend, pacerOf(backend, 'busy', 10, 1), 40, { signal: stop.signal });
    const adding = work.add(10);
    stop.abort(new Error('enough'));
    await expect(adding).rejects.toThrow('enough');
  });

  it('remembers the pace of a backend by name', () => {
    const backend = new ReferenceBackend();
    expect(pacerOf(backend, 'a', 10, 1)).toBe(pacerOf(backend, 'a', 99, 1));
    expect(pacerOf(backend, 'a', 10, 1)).not.toBe(pacerOf(new ReferenceBackend(), 'a', 10, 1));
  });

  it.each(['direct', 'cells'] as const)('stops %s between submissions when it is told to', async (method) => {
    const backend = new ReferenceBackend();
    const engine = new KernelScore(backend, uniformPoints(4_000, 2, 1, 3), 2);
    const stop = new AbortController();
    const shares: number[] = [];
    const running = engine.evaluate({
      queries: uniformPoints(4_000, 2, 1, 5),
      sigma: 1,
      method,
      signal: stop.signal,
      onProgress: (share) => {
        shares.push(share);
        stop.abort(new Error('told to'));
      },
    });
    await expect(running).rejects.toThrow('told to');
    expect(shares).toHaveLength(1);
    expect(shares[0]).toBeLessThan(0.5);
    engine.dispose();
    expect(backend.live.arrays).toBe(0);
  });
});
