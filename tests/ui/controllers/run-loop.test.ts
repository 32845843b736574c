import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { defaultValues } from '../../../src/experiment/parameters';
import { ReplayLog } from '../../../src/ui/controllers/replay-log';
import type { LoopListener } from '../../../src/ui/controllers/loop-options';
import { RunLoop } from '../../../src/ui/controllers/run-loop';
import { fakeLab, FakeRun } from '../../support/fake-lab';
import { Frames, settle } from '../../support/frames';

let frames: Frames;
let run: FakeRun;
let log: ReplayLog;
let loop: RunLoop;
const listener = {
  stepped: vi.fn(),
  changed: vi.fn(),
  measured: vi.fn(),
  rested: vi.fn(),
  failed: vi.fn(),
} satisfies LoopListener;

function begin(values: Record<string, number> = {}, resumed = false): void {
  const params = { ...defaultValues(fakeLab.parameters), ...values };
  frames = new Frames();
  run = new FakeRun({ backend: {} as Backend, params, seed: 7, data: {} });
  log = new ReplayLog(params, {});
  loop = new RunLoop(run, { clock: frames, listener, log, idle: async () => undefined, resumed });
}

beforeEach(() => {
  vi.clearAllMocks();
  begin();
});

const count = (name: string): number => run.calls.filter((call) => call === name).length;

describe('at rest', () => {
  test('a new run is measured and claimed once, then nothing happens', async () => {
    await frames.pass(50);
    expect(run.calls).toEqual(['measure', 'claims', 'checkpoint']);
    expect(frames.idle).toBe(true);
    expect(run.step).toBe(0);
  });

  test('a live change is applied and measured without a step', async () => {
    await frames.pass();
    run.calls.length = 0;
    loop.change({ values: { step: 0.5 } });
    loop.change({ values: { step: 0.6, noise: 0 } });
    await frames.pass(3);
    expect(run.calls).toEqual(['set', 'measure', 'claims', 'checkpoint']);
    expect(run.values).toMatchObject({ step: 0.6, noise: 0 });
    expect(run.step).toBe(0);
  });
});

describe('playing', () => {
  test('takes the steps of the speed setting at each frame, and no calls overlap', async () => {
    loop.speed = 2;
    loop.play();
    await frames.pass(100);
    expect(run.step).toBe(200);
    expect(run.overlaps).toBe(0);
  });

  test('a change made during a task, and before a press on Step, applies to that step', async () => {
    await frames.pass(5);
    let end!: () => void;
    const task = loop.task(() => new Promise<void>((resolve) => (end = resolve)));
    await frames.pass();
    loop.change({ values: { step: 5 } });
    loop.advanceTo(1);
    end();
    await task;
    await frames.pass(5);
    expect([run.step, run.sum]).toEqual([1, 5]);
  });

  test('a task that finds no turn any more is refused', async () => {
    const task = loop.task(async () => 1);
    loop.dispose();
    await expect(task).rejects.toThrow('the run has gone');
    await expect(loop.task(async () => 1)).rejects.toThrow('the run has gone');
  });

  test('pause stops at once, with fresh measures and claims', async () => {
    loop.play();
    await frames.pass(20);
    run.calls.length = 0;
    loop.pause();
    const { step } = run;
    await frames.pass(10);
    expect(run.step).toBe(step);
    expect(run.calls).toEqual(['measure', 'claims', 'checkpoint']);
    expect(frames.idle).toBe(true);
  });

  test('pausing aborts the advance in flight', async () => {
    loop.speed = 'max';
    loop.play();
    // The clock stands still within an advance, so the budget doubles each time; in the end one is long enough to catch.
    await frames.until(() => run.step > 20_000);
    const before = run.step;
    const passing = frames.pass();
    loop.pause();
    await passing;
    expect(run.step - before).toBeLessThan(5000);
  });

  test('max grows', async () => {
    loop.speed = 'max';
    loop.play();
    await frames.pass(8);
    expect(run.step).toBeGreaterThan(500);
  });

  test('divergence pauses once and says so', async () => {
    loop.play();
    await frames.pass(5);
    run.nonFinite = 3;
    await frames.until(() => !loop.moving);
    expect(listener.rested).toHaveBeenCalledExactlyOnceWith('diverged');
    loop.play();
    await frames.pass(60);
    expect(loop.moving).toBe(true);
  });

  test('an error stops everything and is told once', async () => {
    loop.play();
    await frames.pass(2);
    run.failure = new Error('boom');
    await frames.pass(5);
    expect(listener.failed).toHaveBeenCalledExactlyOnceWith(run.failure);
    expect(frames.idle).toBe(true);
  });
});

describe('a run that goes on after a loss', () => {
  test('takes a step before it is measured or pictured', async () => {
    begin({}, true);
    loop.advanceTo(3000);
    void loop.task(async () => void run.calls.push('task'));
    await frames.pass(2);
    expect(run.calls.slice(0, 4)).toEqual(['advance', 'checkpoint', 'task', 'advance']);
  });

  test('is measured and pictured where it rests', async () => {
    begin({}, true);
    void loop.task(async () => void run.calls.push('task'));
    await frames.pass(2);
    expect(run.calls).toEqual(['task', 'measure', 'claims', 'checkpoint']);
  });
});

describe('to a step', () => {
  test('runs exactly to the goal, then measures and claims, then tells', async () => {
    listener.rested.mockImplementation(() => run.calls.push('rested'));
    loop.advanceTo(1234);
    await frames.until(() => !loop.moving);
    await settle();
    expect(run.step).toBe(1234);
    expect(run.calls.slice(-4)).toEqual(['measure', 'claims', 'checkpoint', 'rested']);
    expect(listener.rested).toHaveBeenCalledExactlyOnceWith('goal');
  });

  test('reports its progress, and has none at rest', async () => {
    expect(loop.progress).toBeUndefined();
    loop.advanceTo(100_000);
    await frames.pass(10);
    expect(loop.progress).toBe(run.step / 100_000);
    expect(loop.progress).toBeGreaterThan(0);
  });

  test('a goal already reached rests at once', async () => {
    loop.advanceTo(0);
    await frames.pass(2);
    expect(listener.rested).toHaveBeenCalledExactlyOnceWith('goal');
    expect(count('advance')).toBe(0);
  });

  test('a diverged run still goes to the step that was asked for', async () => {
    run.nonFinite = 1;
    loop.advanceTo(3000);
    await frames.until(() => !loop.moving);
    expect(run.step).toBe(3000);
  });
});

test('tasks run between turns, and a failing one does not stop the loop', async () => {
  loop.play();
  const step = loop.task(async (current) => current.measure());
  const failing = loop.task(() => Promise.reject(new Error('refused')));
  await Promise.all([expect(failing).rejects.toThrow('refused'), frames.pass(3)]);
  expect(await step).toEqual({ step: 0 });
  await frames.pass(10);
  expect(run.overlaps).toBe(0);
  expect(run.step).toBeGreaterThan(50);
});

test('a task that throws before it awaits anything is refused as well', async () => {
  const thrown = loop.task(() => {
    throw new TypeError('of another lab');
  });
  await Promise.all([expect(thrown).rejects.toThrow('of another lab'), frames.pass()]);
  loop.play();
  await frames.pass(3);
  expect(run.step).toBeGreaterThan(0);
  expect(listener.failed).not.toHaveBeenCalled();
});

test('a task and a change wait for a measurement, and for no claims', async () => {
  await frames.pass(3);
  run.calls.length = 0;
  const measure = run.measure.bind(run);
  run.measure = () => {
    void loop.task(async () => void run.calls.push('task'));
    return measure();
  };
  loop.change({ values: { step: 0.5 } });
  await frames.pass(3);
  expect(run.calls).toEqual(['set', 'measure', 'task', 'claims', 'checkpoint']);
  run.calls.length = 0;
  run.measure = () => {
    if (count('set') === 1) loop.change({ values: { step: 0.7 } });
    return measure();
  };
  loop.change({ values: { step: 0.6 } });
  await frames.pass(3);
  expect(run.calls).toEqual(['set', 'measure', 'set', 'measure', 'claims', 'checkpoint']);
});

test('a change at rest is shown at once, and the particles are drawn once the run has taken it', async () => {
  await frames.pass(3);
  listener.stepped.mockClear();
  listener.changed.mockClear();
  const drawn: number[] = [];
  const measure = run.measure.bind(run);
  run.measure = () => {
    drawn.push(listener.stepped.mock.calls.length);
    return measure();
  };
  loop.change({ values: { step: 0.5 } });
  await frames.pass(3);
  expect(listener.changed).toHaveBeenCalledTimes(1);
  expect(drawn).toEqual([0]);
  expect(listener.stepped).toHaveBeenCalledTimes(1);
});

test('what is wanted because of a change during a task comes before steps', async () => {
  await frames.pass(3);
  run.calls.length = 0;
  loop.play();
  const first = loop.task(async () => loop.change({ values: { step: 0.5 } }));
  void first.then(() => loop.task(async () => void run.calls.push('task')));
  await frames.pass();
  expect(run.calls.slice(0, 3)).toEqual(['set', 'task', 'advance']);
});

test('an endless stream of tasks leaves room for steps', async () => {
  await frames.pass(3);
  let stream = true;
  const again = (): void => {
    if (stream) void loop.task(async () => undefined).then(again);
  };
  again();
  loop.play();
  await frames.pass(5);
  stream = false;
  expect(run.step).toBeGreaterThan(0);
});

test('after dispose nothing is called any more', async () => {
  loop.play();
  await frames.pass(3);
  loop.dispose();
  run.calls.length = 0;
  await frames.pass(10);
  expect(run.calls).toEqual([]);
});
