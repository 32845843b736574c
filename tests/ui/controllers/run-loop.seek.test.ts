// A run with an end: it rests there, and one goes to any of its steps, forwards or back.
import { beforeEach, expect, test, vi } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { defaultValues } from '../../../src/experiment/parameters';
import { ReplayLog } from '../../../src/ui/controllers/replay-log';
import { RunLoop } from '../../../src/ui/controllers/run-loop';
import { EndingRun, fakeLab } from '../../support/fake-lab';
import { Frames, settle } from '../../support/frames';

const params = defaultValues(fakeLab.parameters);
const rested = vi.fn();
const nothing = (): void => undefined;
const listener = { stepped: vi.fn(), changed: nothing, measured: nothing, rested, failed: vi.fn() };
let frames: Frames;
let run: EndingRun;
let log: ReplayLog;
let loop: RunLoop;

function open(from: ReplayLog): EndingRun {
  const resume = from.checkpoint ? { resume: from.checkpoint } : {};
  return new EndingRun({ backend: {} as Backend, params: from.values, seed: 7, data: {}, ...resume }, 5000);
}

beforeEach(() => {
  vi.clearAllMocks();
  frames = new Frames();
  log = new ReplayLog(params, {});
  run = open(log);
  loop = new RunLoop(run, { clock: frames, listener, log, idle: async () => undefined });
});

/** What the log leads to is what there is. */
async function expectReplayed(): Promise<void> {
  const rebuilt = open(log);
  await log.replay(rebuilt, loop.step);
  expect([rebuilt.step, rebuilt.sum, rebuilt.values]).toEqual([run.step, run.sum, run.values]);
}

test('playing stops at the end, and so does a way that leads beyond', async () => {
  loop.speed = 'max';
  loop.play();
  await frames.until(() => !loop.moving);
  await settle();
  expect(run.step).toBe(5000);
  expect(rested).toHaveBeenCalledExactlyOnceWith('end');
  loop.advanceTo(9000);
  await frames.pass(3);
  expect([run.step, loop.moving]).toEqual([5000, false]);
});

test('a step back comes to the state of that step, is remembered at once, and then measured and claimed', async () => {
  loop.advanceTo(40);
  await frames.until(() => !loop.moving);
  const there = open(log);
  await there.advance(12 - there.step);
  run.calls.length = 0;
  loop.change({ step: 12 });
  await frames.pass(3);
  expect(run.calls).toEqual(['seek 12', 'advance', 'checkpoint', 'measure', 'claims']);
  const fresh = new EndingRun({ backend: {} as Backend, params, seed: 7, data: {} }, 5000);
  await fresh.advance(12);
  expect([run.step, run.sum]).toEqual([12, fresh.sum]);
  expect(log.checkpoint?.step).toBe(12);
  expect(listener.stepped).toHaveBeenCalled();
  await expectReplayed();
});

test('of a drag the last step counts: what is under way is given up, and nothing runs meanwhile', async () => {
  loop.play();
  await frames.pass(3);
  for (const step of [4000, 30, 3500]) {
    loop.change({ step });
    frames.time += 16;
  }
  expect(loop.moving).toBe(false);
  const passing = frames.pass();
  while (!run.calls.includes('seek 3500')) await Promise.resolve();
  loop.change({ step: 4500 });
  loop.change({ step: 77 });
  await passing;
  await frames.pass(3);
  expect(run.calls.filter((call) => call.startsWith('seek'))).toEqual(['seek 3500', 'seek 77']);
  expect(run.step).toBe(77);
  expect(run.overlaps).toBe(0);
  await expectReplayed();
});

test('settings changed on the way, there and back lead to the same after a loss at any time', async () => {
  const doings = [{ step: 300 }, { values: { step: 0.5 } }, { step: 40 }, { values: { step: 3 } }, { step: 700 }];
  for (const changes of doings) {
    loop.change(changes);
    await frames.pass();
    await expectReplayed();
  }
  const seek = run.seek.bind(run);
  let lost = (): void => undefined;
  run.seek = async (...args) => {
    await seek(...args);
    await new Promise<void>((resolve) => (lost = resolve));
  };
  loop.change({ step: 20 });
  await frames.pass();
  expect(loop.step).toBe(20);
  await expectReplayed();
  lost();
});

test('a run that has none keeps its step', async () => {
  Object.assign(run, { seek: undefined });
  await frames.pass(2);
  loop.change({ step: 9 });
  await frames.pass(2);
  expect([run.step, listener.failed.mock.calls.length]).toEqual([0, 0]);
});
