// A run that makes way for another keeps its seat until the other is there.
import { expect, test } from 'vitest';
import type { Lab } from '../../../src/labs/lab';
import { defaultValues } from '../../../src/labs/parameters';
import { RunController } from '../../../src/ui/controllers/run-controller';
import type { RunPlan } from '../../../src/ui/controllers/run-plan';
import { fakeBackend } from '../../support/fake-backend';
import { fakeLab, type FakeRun } from '../../support/fake-lab';
import { Frames } from '../../support/frames';

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const plan: RunPlan = { lab: fakeLab, values: defaultValues(fakeLab.parameters), seed: 7, data: {}, playing: false };

const openController = (frames: Frames): RunController =>
  new RunController(host, { onStep: () => undefined, clock: frames, open: async () => fakeBackend('webgpu') });

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
