import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { defaultValues } from '../../../src/experiment/parameters';
import { ReplayLog } from '../../../src/ui/controllers/replay-log';
import { fakeLab, FakeRun } from '../../support/fake-lab';

const params = defaultValues(fakeLab.parameters);
const start = (log: ReplayLog): FakeRun =>
  new FakeRun({
    backend: {} as Backend,
    params: log.values,
    seed: 1,
    data: log.data,
    ...(log.checkpoint ? { resume: log.checkpoint } : {}),
  });

test('a replayed run ends where the lost one was, whatever was changed and kept on the way', async () => {
  const event = fc.record({
    steps: fc.integer({ min: 0, max: 20 }),
    step: fc.option(fc.double({ min: 0.1, max: 10, noNaN: true })),
    keep: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
      const log = new ReplayLog(params, {});
      const lost = start(log);
      for (const { steps, step, keep } of events) {
        await lost.advance(steps);
        if (keep) log.keep(await lost.checkpoint());
        if (step === null) continue;
        lost.set({ step });
        log.noteValues(lost.step, { step });
      }
      const rebuilt = start(log);
      await log.replay(rebuilt, lost.step);
      expect([rebuilt.step, rebuilt.sum, rebuilt.values]).toEqual([lost.step, lost.sum, lost.values]);
    }),
  );
});

test('an abort stops the replay', async () => {
  const log = new ReplayLog(params, {});
  const rebuilt = start(log);
  await log.replay(rebuilt, 50, AbortSignal.abort());
  expect(rebuilt.step).toBe(0);
});
