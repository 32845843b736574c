import { expect, test } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import type { Run } from '../../src/experiment/lab';
import { labs } from '../../src/labs/registry';
import { Turns } from '../../src/experiment/turns';
import { smallest } from '../support/small-runs';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('tasks never overlap and keep their order, also after one that failed', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const task =
    (name: string, ms: number, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await pause(ms);
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    turns.take(task('a', 5)),
    turns.take(task('b', 1, true)),
    turns.take(task('c', 0)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test.each(labs.map((entry) => [entry.id, entry] as const))(
  '%s: asked for several things at once, a run does them one after the other',
  async (_, entry) => {
    const lab = await entry.load();
    const backend = await openBackend({ kind: 'reference' });
    const start = (): Promise<Run> => lab.start({ backend, params: smallest(lab), seed: 7, data: {} });
    const [asked, alone] = [await start(), await start()];
    await Promise.all([asked.advance(7), asked.measure(), asked.advance(5), asked.checkpoint()]);
    await alone.advance(12);
    expect(asked.step).toBe(12);
    const positions = async (run: Run): Promise<unknown> => (await run.snapshot())['positions']?.data;
    expect(await positions(asked)).toEqual(await positions(alone));
    backend.dispose();
  },
);
