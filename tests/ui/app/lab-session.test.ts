import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lab, RunData, StartOptions } from '../../../src/experiment/lab';
import type { Settings } from '../../../src/ui/address';
import { LabSession } from '../../../src/ui/app/lab-session';
import { moveComponent } from '../../../src/ui/app/components';
import { defaultSettings, type Opened } from '../../../src/ui/app/open-page';
import { fakeBackend, type FakeBackend } from '../../support/fake-backend';
import { fakeLab, FakeRun } from '../../support/fake-lab';
import { Frames, settle } from '../../support/frames';

const mixture: RunData = {
  weights: new Float32Array([1]),
  means: new Float32Array([0, 0]),
  covariances: new Float32Array([1, 0, 0, 1]),
};

/** Refuses two settings that are allowed one by one, and knows its components. */
class PickyRun extends FakeRun {
  taken: RunData[] = [];
  constructor(options: StartOptions) {
    if (options.params['target'] === 'mixture' && options.params['modes'] === 32)
      throw new RangeError('modes is 32, which is too many');
    super(options);
  }
  data(): RunData {
    return mixture;
  }
  setData(data: RunData): void {
    this.taken.push(data);
  }
}

const lab: Lab = { ...fakeLab, start: async (options) => new PickyRun(options) };
/** Updates after the current task, as an element does. */
const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => queueMicrotask(() => session.settle()),
  updateComplete: Promise.resolve(true),
};
const say = vi.fn<(message: string | undefined) => void>();

let frames: Frames;
let session: LabSession;
let backends: FakeBackend[];

beforeEach(() => {
  vi.clearAllMocks();
  frames = new Frames();
  backends = [];
  session = new LabSession(host, {
    say,
    onStep: () => undefined,
    prefersReducedMotion: () => false,
    clock: frames,
    open: async ({ kind }) => {
      const backend = fakeBackend(kind);
      backends.push(backend);
      return backend;
    },
  });
});

async function enter(settings: Partial<Settings> = {}, more: Partial<Opened> = {}): Promise<void> {
  session.enter({
    lab,
    settings: { ...defaultSettings(lab), ...settings },
    data: {},
    notes: [],
    waits: false,
    ...more,
  });
  await settle();
}

const run = (): PickyRun => session.run.run as PickyRun;

describe('from a link', () => {
  test('it begins playing, with one message for all notes', async () => {
    await enter({}, { notes: ['One.', 'Two.'] });
    expect(session.run.status).toBe('running');
    expect(say).toHaveBeenLastCalledWith('One. Two.');
  });

  test('a heavy one waits', async () => {
    await enter({}, { waits: true });
    expect(session.run.status).toBe('paused');
  });

  test('a second link with other live settings goes on with the same run', async () => {
    await enter();
    const first = run();
    await enter({ values: { ...defaultSettings(lab).values, step: 0.5 } });
    await frames.pass(3);
    expect(run()).toBe(first);
    expect(run().values['step']).toBe(0.5);
    await enter({ until: 3 });
    expect(run()).not.toBe(first);
  });
});

describe('by hand', () => {
  test('a live parameter does not restart, a restarting one does, and a paused page stays paused', async () => {
    await enter({ play: 'paused' });
    const first = run();
    session.change({ step: 0.3 });
    await frames.pass(2);
    expect([run(), run().values['step']]).toEqual([first, 0.3]);
    session.change({ chains: 9 });
    await settle();
    expect(run()).not.toBe(first);
    expect([run().values['chains'], run().values['step'], session.run.status]).toEqual([9, 0.3, 'paused']);
  });

  test('settings that the lab refuses come back to the last good ones, with its sentence', async () => {
    await enter({ play: 'paused' });
    session.change({ target: 'mixture' });
    await settle();
    session.step(3);
    await frames.until(() => run().step === 3);
    const before = run();
    session.change({ modes: 32 });
    await settle();
    expect([run(), run().step]).toEqual([before, 3]);
    expect(say).toHaveBeenLastCalledWith('modes is 32, which is too many. The earlier settings are back.');
    expect(session.page?.settings.values).toMatchObject({ target: 'mixture', modes: 8 });
    expect(session.run.status).toBe('paused');
  });

  test('after a divergence another setting begins anew', async () => {
    await enter();
    await frames.pass(5);
    const first = run();
    first.nonFinite = 3;
    await frames.until(() => session.run.status === 'paused');
    session.change({ step: 0.01 });
    await settle();
    expect(run()).not.toBe(first);
    expect([run().values['step'], session.run.status]).toEqual([0.01, 'running']);
  });

  test('a preset replaces everything but speed and seed', async () => {
    await enter({ seed: 3, speed: 50, values: { ...defaultSettings(lab).values, step: 5 } });
    session.preset('still');
    await settle();
    expect(session.page?.settings).toMatchObject({ seed: 3, speed: 50, values: { step: 0.02, noise: 0 } });
    expect(run().options.params).toMatchObject({ step: 0.02, noise: 0 });
  });

  test('until is forgotten once it is passed', async () => {
    await enter({ until: 5 });
    await frames.until(() => session.run.status === 'done');
    session.toggle();
    expect(session.page?.settings.until).toBeUndefined();
    expect(session.run.status).toBe('running');
  });
});

describe('before there is a run to press on', () => {
  test('Run and Pause are pressed for the run to come, and the button says which', async () => {
    const entering = enter();
    expect([session.run.status, session.run.goesOn]).toEqual(['loading', true]);
    session.toggle();
    expect([session.run.status, session.run.goesOn]).toEqual(['loading', false]);
    await entering;
    expect([session.run.status, session.page?.settings.play]).toEqual(['paused', 'paused']);
    session.change({ chains: 9 });
    session.toggle();
    expect(session.run.goesOn).toBe(true);
    await settle();
    expect([session.run.status, session.page?.settings.play]).toEqual(['running', 'auto']);
  });

  test('a run that waits for its GPU can be paused, and one changed meanwhile begins as it was', async () => {
    await enter({ play: 'paused' });
    session.toggle();
    await frames.pass(20);
    backends.at(-1)?.lose({ intended: false, message: 'gone' });
    await Promise.resolve();
    await Promise.resolve();
    expect([session.run.status, session.run.goesOn]).toEqual(['loading', true]);
    session.change({ chains: 9 });
    expect(session.run.goesOn).toBe(true);
    await vi.waitFor(() => expect(session.run.status).toBe('running'));

    backends.at(-1)?.lose({ intended: false, message: 'gone' });
    await Promise.resolve();
    await Promise.resolve();
    session.toggle();
    expect([session.run.status, session.run.goesOn]).toEqual(['loading', false]);
    await vi.waitFor(() => expect(session.run.status).toBe('paused'));
  });
});

describe('components on the canvas', () => {
  test('a moved one is handed to the run without a restart, and kept', async () => {
    await enter({ play: 'paused' });
    const first = run();
    session.editData((data) => moveComponent(data, 0, 2, 3));
    await frames.pass(2);
    expect(run()).toBe(first);
    expect([...(session.page?.data['means'] ?? [])]).toEqual([2, 3]);
    expect(first.taken).toEqual([session.page?.data]);
  });

  test('setting the target by a parameter discards them', async () => {
    await enter({ play: 'paused' });
    session.editData((data) => moveComponent(data, 0, 2, 3));
    await frames.pass(2);
    session.change({ step: 0.5 });
    expect(session.page?.data).not.toEqual({});
    session.change({ modes: 3 });
    expect(session.page?.data).toEqual({});
  });
});

describe('without the points that it is about', () => {
  const pointLab: Lab = { ...lab, ownPoints: { target: 'mixture' } };
  const about = (play: Settings['play'], carried: Opened['carried'] = {}): Opened => {
    const settings = { ...defaultSettings(pointLab), play };
    const values = { ...settings.values, target: 'mixture', step: 0.5 };
    return { lab: pointLab, settings: { ...settings, values }, data: {}, carried, notes: [], waits: false };
  };

  test('nothing runs, and it is said how many there were', async () => {
    session.enter(about('auto', { own: '50000-ff' }));
    await settle();
    expect(session.run).toMatchObject({ run: undefined, status: 'paused' });
    expect(session.lack).toMatch(/^This link was made with 50,000 points that are not here\. /);
    session.change({ step: 0.25 });
    expect(session.run.run).toBeUndefined();
  });

  test.each<[Settings['play'], string]>([
    ['auto', 'running'],
    ['paused', 'paused'],
  ])('points begin what the link asked for: %s is %s', async (play, status) => {
    session.enter(about(play));
    await settle();
    expect(session.lack).toMatch(/^There are no points of your own here yet\. /);
    session.usePoints({ points: Float32Array.of(1, 2) });
    await settle();
    expect(session.lack).toBeUndefined();
    expect(session.run.status).toBe(status);
    expect(session.page?.settings.values['step']).toBe(0.5);
  });

  test('other settings run', async () => {
    session.enter(about('auto'));
    session.change({ target: 'gaussian' });
    await settle();
    expect([session.lack, session.run.status]).toEqual([undefined, 'running']);
  });
});
