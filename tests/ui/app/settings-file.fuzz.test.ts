// A thousand hostile settings files for a page that is at work: each is taken whole, or the run stays as it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBackend } from '../../../src/compute/open-backend';
import { findLab, labs } from '../../../src/labs/registry';
import { LabSession } from '../../../src/ui/app/lab-session';
import { defaultSettings, openFile } from '../../../src/ui/app/open-page';
import { SettingsFileError, writeSettingsFile } from '../../../src/ui/app/settings-file';
import { Frames } from '../../support/frames';
import { hostileJson } from '../../support/hostile-files';

const FILES_PER_LAB = 334;
const SMALL: Record<string, Record<string, number | string>> = {
  langevin: { chains: 32, target: 'mixture', modes: 2 },
  'dirac-gan': { trajectories: 32 },
  'kernel-score': { points: 32 },
};
const DATA = {
  langevin: {
    weights: Float32Array.of(0.5, 0.5),
    means: Float32Array.of(-1, 0, 1, 0),
    covariances: Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1),
  },
};

/** A page without pictures: its session, what it says, and how to wait for a start. */
function createPage() {
  const said: (string | undefined)[] = [];
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => queueMicrotask(() => session.settle()),
    updateComplete: Promise.resolve(true),
  };
  const session: LabSession = new LabSession(host, {
    say: (message) => said.push(message),
    onStep: () => undefined,
    prefersReducedMotion: () => false,
    clock: new Frames(),
    open: () => openBackend({ kind: 'reference' }),
  });
  const started = async (): Promise<void> => {
    do await new Promise((resolve) => setTimeout(resolve, 0));
    while (session.run.status === 'loading');
  };
  return { session, said, started };
}

test.each(labs.map(({ id }) => id))(
  `%s: of ${FILES_PER_LAB} hostile files each is taken whole or leaves everything as it was`,
  async (id) => {
    const lab = await findLab(id);
    const page = createPage();
    const settings = { ...defaultSettings(lab), play: 'paused' as const };
    const values = { ...settings.values, ...SMALL[id] };
    const data = id === 'langevin' ? DATA.langevin : {};
    const good = { lab, settings: { ...settings, values }, data, notes: [], waits: false };
    page.session.enter(good);
    await page.started();
    await page.session.run.run?.advance(5);
    const checkpoint = await page.session.run.run?.checkpoint();
    const { seed, speed } = settings;
    const text = writeSettingsFile({
      lab: id,
      values,
      seed,
      speed,
      step: 5,
      data,
      ...(checkpoint ? { checkpoint } : {}),
    });
    const outcomes = { refused: 0, wentBack: 0, taken: 0 };
    const property = fc.asyncProperty(hostileJson(text), async (hostile) => {
      const { run, page: state } = page.session;
      const before = { run: run.run, step: run.run?.step, state };
      try {
        page.session.enter(await openFile([new File([hostile], 'settings.json')]));
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsFileError);
        outcomes.refused++;
      }
      await page.started();
      expect(run.status).toBe('paused');
      expect(run.problem).toBeUndefined();
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
      if (run.run !== before.run) return void outcomes.taken++;
      if (page.session.page !== before.state) return;
      outcomes.wentBack++;
      expect(run.run?.step).toBe(before.step);
    });
    await fc.assert(property, { numRuns: FILES_PER_LAB });
    // Some pass the reader and are refused by the lab; what was there then is there again.
    expect(outcomes.refused).toBeGreaterThan(0);
    expect(outcomes.wentBack).toBeGreaterThanOrEqual(outcomes.refused);
    expect(outcomes.taken).toBeGreaterThan(0);
  },
);
