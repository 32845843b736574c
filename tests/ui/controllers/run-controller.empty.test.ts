// A page that has nothing to run.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultValues } from '../../../src/experiment/parameters';
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

let frames: Frames;
let controller: RunController;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Frames();
  const open = async (): Promise<ReturnType<typeof fakeBackend>> => fakeBackend('webgpu');
  controller = new RunController(host, { onStep: () => undefined, clock: frames, open });
});
afterEach(() => vi.useRealTimers());

test('without a plan nothing runs, and of the run before nothing stays', async () => {
  await controller.start({ ...plan, playing: true });
  await frames.pass(10);
  const before = controller.run as FakeRun;
  await controller.start(undefined);
  expect(controller).toMatchObject({ status: 'paused', run: undefined, claims: [], kept: undefined, goesOn: false });
  controller.play();
  controller.set({ step: 0.5 });
  expect(controller.status).toBe('paused');
  await frames.pass(5);
  expect(before.disposed).toBe(true);
  await controller.start(plan);
  expect(controller.run).not.toBe(before);
});

test('a start that is under way gives way to nothing', async () => {
  const starting = controller.start({ ...plan, playing: true });
  await controller.start(undefined);
  await starting;
  expect(controller).toMatchObject({ status: 'paused', run: undefined });
});
