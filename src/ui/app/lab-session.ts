// What a page is about and what changes of it do to the run: the state behind <lab-page>, without any rendering.
import type { ReactiveControllerHost } from 'lit';
import type { Axes, OwnPoints } from '../../data/axes';
import type { Checkpoint, Lab, ParameterValues, RunData } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { joinNotes, type Settings } from '../address';
import { sameArrays } from '../enclosure';
import { RunController } from '../controllers/run-controller';
import type { RunControllerOptions } from '../controllers/run-plan';
import { readComponents } from './components';
import { defaultSettings, type Opened } from './open-page';
import {
  changedKeys,
  lacksPoints,
  needsRestart,
  ownData,
  pick,
  startsPlaying,
  withoutEdits,
  withPreset,
  withValues,
} from './page-settings';
import { lackSentence } from './point-sentences';

export interface PageState {
  readonly lab: Lab;
  readonly settings: Settings;
  /** Components edited by hand; empty: what the settings imply. */
  readonly data: RunData;
  /** What the visitor's own points among them stand for. */
  readonly axes?: Axes | undefined;
  /** The mark of the points that a link was made with and that are not here. */
  readonly missing?: string | undefined;
}

export interface SessionOptions extends RunControllerOptions {
  /** Shows one message in place of the last; `undefined` clears it. */
  say(message: string | undefined): void;
  prefersReducedMotion(): boolean;
}

export class LabSession {
  /** Where the picture leads back to, if there is one. */
  home: Box = { minX: -3, maxX: 3, minY: -3, maxY: 3 };
  readonly run: RunController;
  readonly #host: ReactiveControllerHost;
  readonly #options: SessionOptions;
  #page: PageState | undefined;
  /** The last state that a run took, to go back to, and whether it was running. */
  #good: PageState | undefined;
  #wasRunning = false;
  /** The page before the visitor's points were replaced, to go back to. */
  #before: PageState | undefined;
  /** The last start was to go on from a checkpoint. */
  #resumes = false;
  /** While there are no points to run with: whether the run would play. */
  #held: boolean | undefined;

  constructor(host: ReactiveControllerHost, options: SessionOptions) {
    this.#host = host;
    this.#options = options;
    this.run = new RunController(host, options);
  }

  /** Immutable; `undefined` until a lab is loaded. */
  get page(): PageState | undefined {
    return this.#page;
  }

  /** Becomes what a link or a file asks for. A link that changes live settings only does not begin anew. */
  enter({ lab, settings, data, axes, carried, resume, view, notes, waits }: Opened): void {
    const before = this.#page;
    this.#before = undefined;
    this.#options.say(joinNotes(notes));
    this.#become({ lab, settings, data, axes, missing: data['points'] ? undefined : carried?.own });
    const couldBeLive =
      !resume && settings.until === undefined && !waits && this.run.run && this.run.status !== 'failed';
    const sameData = before !== undefined && sameArrays(before.data, data);
    if (couldBeLive && sameData && before.lab === lab && !needsRestart(lab, before.settings, settings)) {
      this.#applyLive(before, { lab, settings, data });
      if (settings.play === 'paused') this.run.pause();
      return;
    }
    const playing = startsPlaying(settings, { reducedMotion: this.#options.prefersReducedMotion(), waits });
    if (!playing && !waits && settings.play === 'auto') this.#options.say(joinNotes([...notes, CALM]));
    this.#start(playing, resume);
    if (view) this.home = view;
  }

  /** Parameters by hand, by key or by a remedy. */
  change(values: ParameterValues): void {
    const page = this.#page;
    if (!page) return;
    const diverged = (this.run.run?.frame().divergence?.nonFinite ?? 0) > 0;
    const data = withoutEdits(page.lab, values, page.data);
    this.edit((settings) => withValues(page.lab, settings, values), data);
    // What is not finite never comes back: another setting begins anew.
    if (diverged && this.run.status !== 'loading') this.#playAnew();
  }

  edit(change: (settings: Settings) => Settings, data = this.#page?.data): void {
    const before = this.#page;
    if (!before) return;
    const after = { ...before, settings: change(before.settings), data: data ?? before.data };
    this.#become(after);
    if (needsRestart(before.lab, before.settings, after.settings)) this.#start(this.#goesOn);
    else this.#applyLive(before, after);
  }

  /** The preset of that id; the defaults where there is none. */
  preset(id: string): void {
    const page = this.#page;
    if (!page) return;
    const { lab, settings } = page;
    const preset = lab.presets.find((candidate) => candidate.id === id);
    const { play, speed, view, show } = settings;
    const wanted = preset ? withPreset(lab, settings, preset) : defaultSettings(lab);
    this.#options.say(undefined);
    this.#become({ ...page, settings: { ...wanted, play, speed, view, show }, data: ownData(page.data) });
    this.#start(this.#goesOn);
  }

  /** Points of the visitor's own, shown at once where the lab takes some. `isNew`: one can go back to what was there before. */
  usePoints({ points, axes }: OwnPoints, isNew = false): void {
    const page = this.#page;
    if (!page?.lab.ownPoints) return;
    if (isNew) this.#before = page;
    const settings = withValues(page.lab, page.settings, page.lab.ownPoints);
    this.#become({ ...page, settings, data: ownData({ ...page.data, points }), axes, missing: undefined });
    this.#start(this.#goesOn);
  }

  /** Why nothing runs, where that is for want of points. */
  get lack(): string | undefined {
    return this.#held === undefined ? undefined : lackSentence(this.#page?.missing);
  }

  get returns(): boolean {
    return this.#before !== undefined;
  }

  /** Goes back to the points, and the choice of data, that were remembered, and returns the points of the visitor's own then. */
  returnPoints(): OwnPoints {
    const [page, before] = [this.#page, this.#before];
    this.#before = undefined;
    const { data: { points = new Float32Array() } = {}, axes } = before ?? page ?? {};
    if (!page || !before) return { points, axes };
    const values = pick(before.settings.values, Object.keys(page.lab.ownPoints ?? {}));
    this.#become({ ...page, settings: withValues(page.lab, page.settings, values), data: before.data, axes });
    this.#start(this.#goesOn);
    return { points, axes };
  }

  /** `change` gets the data in force and returns what it should be, or the same object for no change. */
  editData(change: (data: RunData) => RunData): void {
    const page = this.#page;
    const { run } = this.run;
    if (!page || !run) return;
    const base = readComponents(page.data) ? page.data : (run.data?.() ?? {});
    const data = change(base);
    if (data === base) return;
    this.#become({ ...page, data: { ...ownData(page.data), ...data } });
    if (!this.run.setData(data)) this.#start(this.#goesOn);
  }

  toggle(): void {
    const page = this.#page;
    if (!page) return;
    const { status, goesOn } = this.run;
    if (status === 'failed') return this.run.retry() ? undefined : this.#playAnew();
    const { until, ...rest } = page.settings;
    const ahead = until !== undefined && this.#step < until ? { until } : {};
    this.#become({ ...page, settings: { ...rest, ...ahead, play: goesOn ? 'paused' : 'auto' } });
    if (goesOn) this.run.pause();
    else this.run.play();
  }

  step(steps: number): void {
    this.#pauseAt(this.#step + steps);
    this.run.step(steps);
  }

  /** To a step of a run with an end, where it rests. */
  seek(step: number): void {
    this.#pauseAt(step);
    this.run.seek(step);
  }

  /** It is to rest at a step: a later one that it was to run to stays what it was to run to. */
  #pauseAt(step: number): void {
    if (!this.#page) return;
    const { until, ...rest } = this.#page.settings;
    const ahead = until !== undefined && step <= until ? { until } : {};
    this.#become({ ...this.#page, settings: { ...rest, ...ahead, play: 'paused' } });
  }

  get #step(): number {
    return this.run.run?.step ?? 0;
  }

  /** Back to step 0, running if it was. */
  reset(): void {
    this.#options.say(undefined);
    this.#start(this.run.status !== 'failed' && this.#goesOn);
  }

  /** To be called after every update: settings that the lab refuses go back to the last ones that it took, or to the defaults. */
  settle(): void {
    const page = this.#page;
    if (!page || this.run.status === 'loading') return;
    if (this.run.status === 'failed') this.#fallBack(page);
    else {
      this.#good = page;
      this.#wasRunning = this.#playsOn;
    }
  }

  #fallBack(page: PageState): void {
    const { failure } = this.run;
    if (!(failure instanceof RangeError || failure instanceof TypeError)) return;
    if (this.#good && this.run.goBack()) return this.#stay(this.#good, failure);
    if (this.#resumes) {
      this.#options.say(`${clause(failure)}. The run begins anew.`);
      return this.#start(false);
    }
    const defaults = { lab: page.lab, settings: defaultSettings(page.lab), data: {} };
    const good = this.#good?.lab === page.lab && this.#good !== page ? this.#good : defaults;
    if (JSON.stringify(good.settings.values) === JSON.stringify(page.settings.values)) return;
    this.#good = undefined;
    this.#become(good);
    this.#options.say(`${clause(failure)}. The ${good === defaults ? 'defaults' : 'earlier settings'} are back.`);
    this.#start(this.#wasRunning);
  }

  /** Nothing was lost: the run before is still there, in whichever lab. */
  #stay(good: PageState, failure: Error): void {
    this.home = viewOf(good.lab, good.settings.values, good.data) ?? this.home;
    this.#become(good);
    this.#options.say(`${clause(failure)}. The earlier settings are back.`);
  }

  /** It plays because it was asked to; steps asked for by number end at rest, also while they are still under way. */
  get #playsOn(): boolean {
    return this.run.goesOn && this.#page?.settings.play !== 'paused';
  }

  /** Whether a new run begins playing: what is paused stays paused, also while a start is still under way. */
  get #goesOn(): boolean {
    if (this.#held !== undefined) return this.#held;
    return this.#playsOn || this.run.status === 'done' || this.run.status === 'failed';
  }

  #playAnew(): void {
    if (this.#page) this.#become({ ...this.#page, settings: { ...this.#page.settings, play: 'auto' } });
    this.#start(true);
  }

  #start(playing: boolean, resume?: Checkpoint): void {
    if (!this.#page) return;
    this.#resumes = resume !== undefined;
    const { lab, settings, data, axes } = this.#page;
    const { values, seed, until, speed } = settings;
    this.run.speed = speed;
    this.home = viewOf(lab, values, data) ?? this.home;
    this.#held = lacksPoints(lab, values, data) ? playing : undefined;
    if (this.#held !== undefined) return void this.run.start(undefined);
    const more = { ...(until === undefined ? {} : { until }), ...(resume ? { resume } : {}) };
    void this.run.start({ lab, values, seed, data, axes, playing, ...more });
  }

  #applyLive(before: PageState, { lab, settings, data }: PageState): void {
    this.run.speed = settings.speed;
    if (data !== before.data) this.run.setData(data);
    const keys = changedKeys(lab, before.settings.values, settings.values);
    if (keys.length > 0) this.run.set(pick(settings.values, keys));
  }

  #become(page: PageState): void {
    this.#page = page;
    if (this.#options.changed) this.#options.changed();
    else this.#host.requestUpdate();
  }
}

const CALM = 'Paused because your system asks for less motion: press Run.';

function viewOf(lab: Lab, values: ParameterValues, data: RunData): Box | undefined {
  try {
    return lab.stage?.view(values, data);
  } catch {
    // Settings that cannot be viewed cannot be started either; the start says why.
    return undefined;
  }
}

/** What a sentence can go on after. */
function clause({ message }: Error): string {
  return message.replace(/\.$/, '');
}
