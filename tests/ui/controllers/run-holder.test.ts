// A run that another one is to replace stays until the other is there.
import { expect, test, vi } from 'vitest';
import type { Lab } from '../../../src/experiment/lab';
import { defaultValues } from '../../../src/experiment/parameters';
import { RunController } from '../../../src/ui/controllers/run-controller';
import type { RunPlan } from '../../../src/ui/controllers/run-plan';
import { fakeBackend, type FakeBackend } from '../../support/fake-backend';
import { fakeLab, type FakeRun } from '../../support/fake-lab';
import { Frames } from '../../support/frames';

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const plan: RunPlan = { lab: fakeLab, values: defaultValues(fakeLab.parameters), seed: 7, data: {}, playing: false };

let backends: FakeBackend[] = [];

function openController(frames: Frames): RunController {
  backends = [];
  const open = async (): Promise<FakeBackend> => {
    const backend = fakeBackend('webgpu');
    backends.push(backend);
    return backend;
  };
  return new RunController(host, { onStep: () => undefined, clock: frames, open });
}

/** Loses the device; the run is back when this resolves. */
async function loseDevice(controller: RunController): Promise<void> {
  backends.at(-1)?.lose({ intended: false, message: 'as the test wants it' });
  await vi.waitFor(() => expect(controller.backend).toBe(backends[1]));
  await vi.waitFor(() => expect(controller.run).toBeDefined());
}

test('what fails in it does not stop the other', async () => {
  const frames = new Frames();
  const controller = openController(frames);
  await controller.start({ ...plan, playing: true });
  const old = controller.run as FakeRun;
  await frames.pass(2);
  let go!: () => void;
  const held = new Promise<void>((resolve) => (go = resolve));
  const slow: Lab = { ...fakeLab, id: 'slow', start: (options) => held.then(() => fakeLab.start(options)) };
  const fail = (): Promise<never> => Promise.reject(new TypeError('of another lab'));
  Object.assign(old, { measure: fail, advance: fail });
  const starting = controller.start({ ...plan, lab: slow });
  await frames.pass(50);
  expect(controller.status).toBe('loading');
  go();
  await starting;
  expect(controller.status).toBe('paused');
  expect(controller.problem).toBeUndefined();
  expect(controller.run).not.toBe(old);
});

test('it goes on where two others were refused one right after the other', async () => {
  const controller = openController(new Frames());
  await controller.start({ ...plan, playing: true });
  const old = controller.run;
  const refusing: Lab = { ...fakeLab, id: 'refusing', start: () => Promise.reject(new RangeError('not these')) };
  await controller.start({ ...plan, lab: refusing });
  expect(controller.status).toBe('failed');
  await controller.start({ ...plan, lab: refusing });
  expect(controller.goBack()).toBe(true);
  expect(controller.status).toBe('running');
  expect(controller.run).toBe(old);
});

test('a run that goes on after a loss comes with its next step', async () => {
  const frames = new Frames();
  const controller = openController(frames);
  await controller.start({ ...plan, playing: true });
  await frames.pass(3);
  const step = controller.run?.step ?? Number.NaN;
  await loseDevice(controller);
  expect(controller.run?.step).toBe(step + 1);
  expect(controller.motion.stepsFirst).toBe(false);
});

test('one whose step was asked for by number comes no further than that', async () => {
  const frames = new Frames();
  const controller = openController(frames);
  await controller.start(plan);
  await frames.pass(3);
  controller.step(1);
  await loseDevice(controller);
  expect(controller.run?.step).toBe(1);
  await frames.pass(3);
  expect(controller.run?.step).toBe(1);
  expect(controller.status).toBe('paused');
});

test('one that Run is pressed for a step before its end stops there', async () => {
  const frames = new Frames();
  const controller = openController(frames);
  await controller.start({ ...plan, until: 8, playing: false });
  controller.step(7);
  await frames.pass(20);
  expect(controller.run?.step).toBe(7);
  backends.at(-1)?.lose({ intended: false, message: 'as the test wants it' });
  for (let i = 0; i < 50 && controller.status !== 'loading'; i++) await Promise.resolve();
  expect(controller.status).toBe('loading');
  controller.play();
  await vi.waitFor(() => expect(controller.run).toBeDefined());
  await frames.pass(20);
  expect(controller.run?.step).toBe(8);
  expect(controller.status).toBe('done');
});

test('a setting that waits comes before that step, which comes before all else, and it says when it has', async () => {
  const frames = new Frames();
  const controller = openController(frames);
  await controller.start({ ...plan, playing: true });
  await frames.pass(3);
  const lost = controller.run?.step;
  controller.set({ step: 0.5 });
  await loseDevice(controller);
  expect(controller.run?.step).toBe(lost);
  expect(controller.motion.stepsFirst).toBe(true);
  const step = controller.run?.step ?? Number.NaN;
  const update = vi.spyOn(host, 'requestUpdate').mockImplementation(() => {
    if (!controller.motion.stepsFirst) expect(controller.run?.step).toBeGreaterThan(step);
  });
  await frames.pass();
  expect(controller.motion.stepsFirst).toBe(false);
  expect(update).toHaveBeenCalled();
  update.mockRestore();
});

test('at rest it has no step to wait for', async () => {
  const frames = new Frames();
  const controller = openController(frames);
  await controller.start(plan);
  await frames.pass(3);
  await loseDevice(controller);
  await frames.pass();
  expect(controller.motion.stepsFirst).toBe(false);
  expect(controller.run?.step).toBe(0);
});
