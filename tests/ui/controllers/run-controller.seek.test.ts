// A page with a run that has an end.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultValues } from '../../../src/experiment/parameters';
import { RunController } from '../../../src/ui/controllers/run-controller';
import type { RunPlan } from '../../../src/ui/controllers/run-plan';
import { fakeBackend, type FakeBackend } from '../../support/fake-backend';
import { fakeLab, fakeLabOf, type EndingRun } from '../../support/fake-lab';
import { Frames } from '../../support/frames';

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const plan: RunPlan = {
  lab: fakeLabOf(200),
  values: defaultValues(fakeLab.parameters),
  seed: 7,
  data: {},
  playing: false,
};

let frames: Frames;
let backends: FakeBackend[];
let controller: RunController;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Frames();
  backends = [];
  const open = async (): Promise<FakeBackend> => {
    const backend = fakeBackend('webgpu');
    backends.push(backend);
    return backend;
  };
  controller = new RunController(host, { onStep: () => undefined, clock: frames, open });
});
afterEach(() => vi.useRealTimers());

const run = (): EndingRun => controller.run as EndingRun;

test('it plays to its end and is done; Run then begins anew', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.until(() => controller.status === 'done');
  expect(run().step).toBe(200);
  controller.play();
  expect([controller.status, controller.motion.position]).toEqual(['running', 0]);
  await frames.pass(2);
  expect(run().step).toBeLessThan(200);
  await frames.until(() => controller.status === 'done');
  expect(run().step).toBe(200);
});

test('it is done at its end where more steps were asked for', async () => {
  await controller.start({ ...plan, playing: true, until: 1000 });
  await frames.until(() => controller.status === 'done');
  expect(run().step).toBe(200);
});

test('one goes to a step at rest, and on from there', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(5);
  controller.seek(120);
  expect([controller.status, controller.motion.position]).toEqual(['paused', 120]);
  await frames.pass(2);
  expect(run().step).toBe(120);
  controller.seek(7);
  controller.play();
  await frames.pass(2);
  expect(controller.status).toBe('running');
  expect(run().step).toBeLessThan(120);
  expect(run().calls).toContain('seek 7');
});

test('a loss on the way to a step recovers, and comes there', async () => {
  await controller.start(plan);
  controller.step(150);
  await frames.until(() => controller.status === 'paused' && run().step === 150);
  const lost = run();
  lost.seek = () => new Promise(() => undefined);
  controller.seek(33);
  await frames.pass();
  controller.seek(44);
  backends[0]?.lose({ intended: false, message: 'gone' });
  await vi.advanceTimersByTimeAsync(1);
  expect([run() === lost, run().step, controller.status]).toEqual([false, 33, 'paused']);
  await frames.pass(2);
  expect(run().step).toBe(44);
  const fresh = (await plan.lab.start({ ...run().options, params: plan.values })) as EndingRun;
  Object.assign(fresh, { step: 0, sum: 0 });
  await fresh.advance(44);
  expect(run().sum).toBe(fresh.sum);
});

test('a run without an end goes nowhere', async () => {
  await controller.start({ ...plan, lab: fakeLab });
  controller.seek(5);
  await frames.pass(2);
  expect(run().step).toBe(0);
});
