// How often a moving run is read back, and what of it is told.
import { beforeEach, expect, test } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { defaultValues } from '../../../src/experiment/parameters';
import { ReplayLog } from '../../../src/ui/controllers/replay-log';
import { RunLoop } from '../../../src/ui/controllers/run-loop';
import { fakeLab, FakeRun } from '../../support/fake-lab';
import { Frames } from '../../support/frames';

const nothing = (): void => undefined;
const listener = { stepped: nothing, changed: nothing, measured: nothing, rested: nothing, failed: nothing };
let frames: Frames;
let run: FakeRun;
let log: ReplayLog;
let loop: RunLoop;

function begin(values: Record<string, number> = {}): void {
  const params = { ...defaultValues(fakeLab.parameters), ...values };
  frames = new Frames();
  run = new FakeRun({ backend: {} as Backend, params, seed: 7, data: {} });
  log = new ReplayLog(params, {});
  loop = new RunLoop(run, { clock: frames, listener, log, idle: async () => undefined });
}

beforeEach(() => begin());

const count = (name: string): number => run.calls.filter((call) => call === name).length;

test('measures at most four times a second, claims at most once, keeps a checkpoint twice', async () => {
  loop.play();
  await frames.pass(626);
  const seconds = frames.time / 1000;
  expect(count('measure')).toBeGreaterThan(3 * seconds);
  expect(count('measure')).toBeLessThanOrEqual(4 * seconds + 1);
  expect(count('claims')).toBeLessThanOrEqual(seconds + 1);
  expect(count('claims')).toBeGreaterThan(seconds * 0.8);
  expect(count('checkpoint')).toBeLessThanOrEqual(2 * seconds + 1);
  expect(count('checkpoint')).toBeGreaterThan(1.8 * seconds);
  expect(log.checkpoint?.step).toBeGreaterThan(run.step - 10 * 35);
});

test('a large run is kept as well, so that a loss costs it no more', async () => {
  begin({ chains: 1_048_576 });
  loop.play();
  await frames.pass(400);
  expect(log.checkpoint?.step).toBeGreaterThan(run.step - 10 * 35);
});

test('a hand that never leaves a slider takes no checkpoint away', async () => {
  const advance = run.advance.bind(run);
  run.advance = (...args) => {
    loop.change({ values: { step: 0.5 + (run.step % 100) / 1000 } });
    return advance(...args);
  };
  loop.play();
  await frames.pass(200);
  expect(log.checkpoint?.step).toBeGreaterThan(run.step - 10 * 35);
});

test('throughput counts the particles that move, not the data that rest', async () => {
  loop.speed = 2;
  loop.play();
  await frames.pass(40);
  const framesPerSecond = (1000 * 40) / frames.time;
  expect(loop.rate / (2 * 65_536 * framesPerSecond)).toBeCloseTo(1, 1);
});
