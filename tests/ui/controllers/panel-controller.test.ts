// Panels are refined while there is more to do, again when settings change, and never by two turns at once.
import type { ReactiveController } from 'lit';
import { describe, expect, test, vi } from 'vitest';
import { GpuFaultError, GpuLostError } from '../../../src/compute/backend';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { PanelController } from '../../../src/ui/controllers/panel-controller';

function setUp(turns: number, { rates, ms = 0 }: { rates?: number[]; ms?: number } = {}) {
  const seen = { refined: 0, together: 0, updates: 0, hurried: false, faults: [] as unknown[] };
  let [left, active] = [turns, 0];
  let there: Run | undefined;
  const run = {
    frame: () => ({ panels: rates ? [{ kind: 'map', rates }] : [] }),
    async refine() {
      seen.together = Math.max(seen.together, ++active);
      await (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve());
      active--;
      seen.refined++;
      return --left > 0;
    },
  } as unknown as Run;
  const host = {
    addController: (controller: ReactiveController) => controller.hostConnected?.(),
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const controller = new PanelController(host, {
    task: (work) => work(there ?? run),
    hurried: () => seen.hurried,
    changed: () => void seen.updates++,
    failed: (error) => void seen.faults.push(error),
  });
  return { run, seen, controller, again: (more: number) => (left = more), put: (other?: Run) => (there = other) };
}

const pass = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test('until it is done, and not again for the same settings', async () => {
  const { run, seen, controller } = setUp(3);
  controller.want(run, { h: 1 });
  controller.want(run, { h: 1 });
  await vi.waitFor(() => expect(seen).toMatchObject({ refined: 3, together: 1, updates: 3 }));
  controller.want(run, { h: 1 });
  await pass();
  expect(seen.refined).toBe(3);
});

test('anew when settings change, also in the middle of a turn', async () => {
  const { run, seen, controller, again } = setUp(1);
  controller.want(run, { h: 1 });
  again(1);
  controller.want(run, { h: 2 });
  await pass();
  expect(seen).toMatchObject({ refined: 2, together: 1 });
  controller.want(undefined, {});
  await pass();
  expect(seen.refined).toBe(2);
});

test('a picture that is already there leaves the run its time, but nobody waits for another', async () => {
  vi.useFakeTimers();
  const { run, seen, controller } = setUp(100, { rates: [0], ms: 300 });
  controller.want(run, { h: 1 });
  await vi.advanceTimersByTimeAsync(450); // computed for 300 ms, resting for 300
  expect(seen.refined).toBe(1);
  controller.want(run, { h: 2 });
  await vi.advanceTimersByTimeAsync(310); // computed again, with no rest before
  expect(seen.refined).toBe(2);
  controller.hostDisconnected();
  vi.useRealTimers();
});

describe('a fault is told once and ends', () => {
  const fault = new GpuFaultError('nothing was computed');

  test.each(['refine', 'sketch'] as const)('of %s; other settings are tried again', async (name) => {
    const { run, seen, controller, put } = setUp(1);
    let asked = 0;
    const failing = async (): Promise<boolean> => {
      asked++;
      throw fault;
    };
    const broken = { ...run, [name]: failing } as unknown as Run;
    put(broken);
    for (let update = 0; update < 3; update++) {
      controller.want(broken, { h: 1 });
      await pass();
    }
    expect(asked).toBe(1);
    expect(seen.faults).toEqual([fault]);
    controller.want(broken, { h: 2 });
    await pass();
    expect(seen.faults).toEqual([fault, fault]);
    put();
    seen.refined = 0;
    controller.want(run, { h: 2 });
    await pass();
    expect(seen.refined).toBe(1);
  });

  test('of settings that are gone is nobody’s business', async () => {
    const { run, seen, controller, put } = setUp(1);
    let fail = (): void => undefined;
    const refine = (): Promise<boolean> => new Promise((_, reject) => (fail = () => reject(fault)));
    const broken = { ...run, refine } as unknown as Run;
    put(broken);
    controller.want(broken, { h: 1 });
    await pass();
    put();
    controller.want(run, { h: 2 });
    fail();
    await pass();
    expect(seen).toMatchObject({ faults: [], refined: 1 });
  });
});

test('of a lost device the run tells, and the next run is asked again', async () => {
  const { run, seen, controller, put } = setUp(1);
  const lost = { ...run, refine: () => Promise.reject(new GpuLostError('gone')) } as unknown as Run;
  put(lost);
  controller.want(lost, { h: 1 });
  await pass();
  put();
  controller.want(run, { h: 1 });
  await pass();
  expect(seen).toMatchObject({ faults: [], refined: 1 });
});

test('nothing while the run hurries to its step, and on when it has arrived', async () => {
  const { run, seen, controller } = setUp(2);
  seen.hurried = true;
  controller.want(run, { h: 1 });
  await pass();
  expect(seen.refined).toBe(0);
  seen.hurried = false;
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(seen.refined).toBe(2);
});

test('coarse pictures wait for nothing, and finer ones for them', async () => {
  const { run, seen, controller } = setUp(1);
  const sketched: ParameterValues[] = [];
  let [left, free] = [2, (): void => undefined];
  const busy = new Promise<void>((resolve) => (free = resolve));
  Object.assign(run, {
    async sketch(values: ParameterValues) {
      expect(seen.refined).toBe(0);
      sketched.push(values);
      if (sketched.length === 2) await busy;
      return --left > 0;
    },
  });
  seen.hurried = true;
  controller.want(run, { h: 1 });
  expect(sketched).toEqual([{ h: 1 }]);
  await pass();
  expect(sketched).toEqual([{ h: 1 }, { h: 1 }]);
  expect(seen.updates).toBe(1);
  seen.hurried = false;
  await pass();
  expect(seen.refined).toBe(0);
  free();
  await pass();
  expect(seen.refined).toBe(1);
});

test('a coarse picture of settings that are gone is not made finer, and refining is asked for what the page shows', async () => {
  const { run, controller } = setUp(1);
  const [sketched, refined]: ParameterValues[][] = [[], []];
  Object.assign(run, {
    sketch: async (values: ParameterValues) => {
      sketched?.push(values);
      await Promise.resolve();
      return values['h'] === 1;
    },
    refine: async (values: ParameterValues) => {
      refined?.push(values);
      return false;
    },
  });
  controller.want(run, { h: 1 });
  controller.want(run, { h: 2 });
  await pass();
  expect(sketched).toEqual([{ h: 1 }, { h: 2 }]);
  expect(refined).toEqual([{ h: 2 }]);
});

test('a run is never handed the settings of another one that took its place in the page', async () => {
  const { run, seen, controller, again } = setUp(2, { ms: 5 });
  controller.want(run, { h: 1 });
  // Its second turn comes when the page shows another run already.
  const other = { ...run, refine: async () => false } as unknown as Run;
  controller.want(other, { sigma: 1 });
  again(5);
  await pass();
  expect(seen.refined).toBe(1);
});
