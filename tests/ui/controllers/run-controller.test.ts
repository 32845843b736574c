import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GpuLostError } from '../../../src/compute/backend';
import type { Lab, StartOptions } from '../../../src/experiment/lab';
import { defaultValues } from '../../../src/experiment/parameters';
import { RunController } from '../../../src/ui/controllers/run-controller';
import type { RunPlan } from '../../../src/ui/controllers/run-plan';
import { fakeBackend, type FakeBackend } from '../../support/fake-backend';
import { fakeLab, FakeRun } from '../../support/fake-lab';
import { Frames } from '../../support/frames';

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: vi.fn(),
  updateComplete: Promise.resolve(true),
};
const plan: RunPlan = { lab: fakeLab, values: defaultValues(fakeLab.parameters), seed: 7, data: {}, playing: false };

let frames: Frames;
let backends: FakeBackend[];
let gpu: boolean;
let controller: RunController;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Frames();
  backends = [];
  gpu = true;
  controller = new RunController(host, {
    onStep: () => undefined,
    clock: frames,
    open: async ({ kind }) => {
      if (kind === 'webgpu' && !gpu) throw new Error('this browser offers no WebGPU');
      const backend = fakeBackend(kind);
      backends.push(backend);
      return backend;
    },
  });
});
afterEach(() => vi.useRealTimers());

const run = (): FakeRun => controller.run as FakeRun;

test('starts paused or playing as planned', async () => {
  await controller.start(plan);
  expect(controller.status).toBe('paused');
  await controller.start({ ...plan, playing: true });
  expect(controller.status).toBe('running');
  await frames.pass(10);
  expect(run().step).toBeGreaterThan(0);
  controller.pause();
  expect(controller.status).toBe('paused');
});

test('until runs exactly so many steps and is done; Run then goes on', async () => {
  await controller.start({ ...plan, playing: true, until: 777 });
  await frames.until(() => controller.status === 'done');
  expect(run().step).toBe(777);
  controller.play();
  await frames.pass(5);
  expect(controller.status).toBe('running');
  expect(run().step).toBeGreaterThan(777);
});

test('a pause on the way to until goes on to it', async () => {
  await controller.start({ ...plan, playing: true, until: 5000 });
  await frames.pass(3);
  controller.pause();
  await frames.pass(3);
  controller.play();
  await frames.until(() => controller.status === 'done');
  expect(run().step).toBe(5000);
});

test('steps add up, and end paused', async () => {
  await controller.start(plan);
  controller.step(1);
  controller.step(1);
  controller.step(30);
  await frames.until(() => run().step === 32);
  await frames.pass(3);
  expect([run().step, controller.status]).toEqual([32, 'paused']);
});

test('without WebGPU the CPU computes, with its limits and one sentence', async () => {
  gpu = false;
  await controller.start(plan);
  expect(controller.backend?.kind).toBe('reference');
  expect(run().values['chains']).toBe(4096);
  expect(controller.notes).toHaveLength(1);
  expect(controller.notes[0]).toContain('This browser offers no WebGPU');
});

test('the later of two starts wins, and the earlier run is disposed unseen', async () => {
  const started: FakeRun[] = [];
  const release: (() => void)[] = [];
  const slow: Lab = {
    ...fakeLab,
    start: async (options: StartOptions) => {
      await new Promise<void>((resolve) => release.push(resolve));
      const one = new FakeRun(options);
      started.push(one);
      return one;
    },
  };
  const first = controller.start({ ...plan, lab: slow, seed: 1 });
  await frames.pass();
  const second = controller.start({ ...plan, lab: slow, seed: 2 });
  await frames.pass();
  release.reverse().forEach((resolve) => resolve());
  await Promise.all([first, second]);
  expect(run().options.seed).toBe(2);
  expect(started.find(({ options }) => options.seed === 1)?.disposed).toBe(true);
  expect(run().disposed).toBe(false);
  expect(controller.status).toBe('paused');
});

test('the run that there is belongs to the lab before, until the other one is ready', async () => {
  await controller.start(plan);
  const other: Lab = { ...fakeLab, id: 'other', start: async (options: StartOptions) => new FakeRun(options) };
  const old = run();
  const starting = controller.start({ ...plan, lab: other });
  expect([controller.run, controller.lab]).toEqual([old, plan.lab]);
  await starting;
  expect(controller.run).not.toBe(old);
  expect(controller.lab).toBe(other);
});

test('a restart disposes the old run, a disconnect everything', async () => {
  await controller.start(plan);
  const old = run();
  await controller.start(plan);
  await frames.pass();
  expect(old.disposed).toBe(true);
  const last = run();
  controller.hostDisconnected();
  await frames.pass();
  expect([last.disposed, backends[0]?.disposed]).toEqual([true, true]);
});

test('a start that fails says why', async () => {
  await controller.start({
    ...plan,
    lab: { ...fakeLab, start: () => Promise.reject(new RangeError('chains must be …')) },
  });
  expect([controller.status, controller.problem]).toEqual(['failed', 'chains must be …']);
});

test('a lost GPU: stop, say it, ask again, go on from where it was, bit for bit', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(200);
  controller.set({ step: 0.5 });
  await frames.pass(20);
  const lost = run();
  gpu = false;
  lost.failure = new GpuLostError('gone');
  backends[0]?.lose({ intended: false, message: 'gone' });
  await frames.pass(2);
  expect(controller.status).toBe('loading');
  expect(controller.problem).toBe(
    `The GPU was lost at step ${lost.step.toLocaleString('en-GB')}. It is asked for again, and the run goes on when it is back.`,
  );
  await vi.advanceTimersByTimeAsync(3000);
  expect(controller.status).toBe('loading');
  gpu = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(controller.status).toBe('running');
  expect(controller.problem).toBeUndefined();
  expect(backends).toHaveLength(2);
  expect(lost.disposed).toBe(true);

  expect(run().options.resume?.step).toBeGreaterThan(0);
  // The next step comes before anything is told of where it was lost.
  lost.failure = undefined;
  await lost.advance(1);
  expect([run().step, run().sum]).toEqual([lost.step, lost.sum]);
});

test('a start while the GPU is away waits for it and wins over the recovery', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(20);
  gpu = false;
  backends[0]?.lose({ intended: false, message: 'gone' });
  await frames.pass(2);
  const starting = controller.start({ ...plan, seed: 99 });
  gpu = true;
  await vi.advanceTimersByTimeAsync(10_000);
  await starting;
  expect([run().options.seed, run().step, controller.status]).toEqual([99, 0, 'paused']);
});

/** Loses the device that there is. */
async function loseOne(): Promise<void> {
  backends.at(-1)?.lose({ intended: false, message: 'gone' });
  await vi.advanceTimersByTimeAsync(1);
  await frames.pass(2);
}

test('steps asked for by number are taken to their end after a loss, and no further', async () => {
  await controller.start(plan);
  controller.step(5000);
  await frames.pass(5);
  await loseOne();
  await frames.until(() => controller.status === 'paused');
  expect(run().step).toBe(5000);
});

test('changes that no turn had taken up, and those made meanwhile, apply to the run that comes back', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(20);
  controller.set({ step: 0.5, noise: 0.25 });
  gpu = false;
  await loseOne();
  controller.set({ step: 0.75 });
  gpu = true;
  await vi.advanceTimersByTimeAsync(1000);
  await frames.pass(2);
  expect(run().values).toMatchObject({ step: 0.75, noise: 0.25 });
});

test('a live change while a run starts applies to it', async () => {
  const starting = controller.start(plan);
  controller.set({ step: 0.5 });
  await starting;
  await frames.pass(2);
  expect(run().values).toMatchObject({ step: 0.5 });
});

test('a loss while another lab starts begins that lab, not the one before', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(50);
  const other: Lab = { ...fakeLab, id: 'other' };
  const starting = controller.start({ ...plan, lab: other, seed: 3, playing: true });
  backends[0]?.lose({ intended: false, message: 'gone' });
  await vi.advanceTimersByTimeAsync(1);
  await starting;
  expect([run().options.seed, run().step, controller.status]).toEqual([3, 0, 'running']);
});

test('a device that is lost again and again is no longer asked for, until a person wants it', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(20);
  const { step } = run();
  for (let i = 0; i < 5; i++) {
    await loseOne();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(controller.status).toBe('failed');
  expect(controller.problem).toContain(`lost 5 times within 10 seconds. Nothing is lost: press Run to try again`);
  const asked = backends.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(backends).toHaveLength(asked);
  expect(controller.retry()).toBe(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(controller.status).toBe('running');
  expect(run().step).toBeGreaterThanOrEqual(step);
});

test('a browser that refuses after two losses is said to block the site; what was kept can be saved meanwhile', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(200);
  await loseOne();
  await frames.pass(200);
  gpu = false;
  await loseOne();
  expect(controller.problem).toContain('Your browser has paused GPU access for this site');
  expect(controller.outage.isOn).toBe(true);
  expect(controller.outage.checkpoint?.step).toBeGreaterThan(0);
  gpu = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([controller.status, controller.problem, controller.outage.isOn]).toEqual(['running', undefined, false]);
});

test('a long start tells how far it is, and one that was given up tells nothing', async () => {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  let tell = (_share: number): void => undefined;
  const slow: Lab = {
    ...plan.lab,
    async start(options) {
      tell = (share) => options.onProgress?.(share);
      await gate;
      return plan.lab.start(options);
    },
  };
  const given = controller.start({ ...plan, lab: slow });
  await vi.advanceTimersByTimeAsync(0);
  tell(0.25);
  expect([controller.status, controller.motion.progress]).toEqual(['loading', 0.25]);
  const wanted = controller.start(plan);
  tell(0.75);
  expect(controller.motion.progress).toBeUndefined();
  go();
  await Promise.all([given, wanted]);
  expect([controller.status, controller.motion.progress]).toEqual(['paused', undefined]);
});
