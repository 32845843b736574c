// Drives one run: a turn for each animation frame, and within a turn one thing after the other, so that no two calls
// to the run overlap. It knows neither Lit nor the document.
import { GpuLostError } from '../../compute/backend';
import type { ClaimResult, ParameterValues, Run, RunData } from '../../experiment/lab';
import type { Speed } from '../address';
import { advanceUnlessAborted } from './advance-unless-aborted';
import { mergeChanges, NO_CHANGES, type Changes } from './changes';
import type { LoopClock, LoopListener, LoopOptions } from './loop-options';
import { nextMilestone } from './milestones';
import { progressOf, RESTING, type Motion } from './motion';
import { RateMeter } from './rate-meter';
import type { ReplayLog } from './replay-log';
import { StepBudget } from './step-budget';
import { withResolvers } from './with-resolvers';

type Reading = 'measure' | 'claims' | 'checkpoint';

const MEASURE_GAP_MS = 250;
const CLAIMS_GAP_MS = 1000;
/** What is computed since the last checkpoint is computed again after a loss: well below the second that it may take. */
const CHECKPOINT_GAP_MS = 500;
/** Reading back may take at most a fifth (measures), a tenth (claims) or a third (checkpoints, which must be young) of the time. */
const MEASURE_SHARE = 5;
const CLAIMS_SHARE = 10;
const CHECKPOINT_SHARE = 2;

export class RunLoop {
  speed: Speed = 10;
  claims: readonly ClaimResult[] = [];
  readonly #run: Run;
  readonly #clock: LoopClock;
  readonly #listener: LoopListener;
  readonly #log: ReplayLog;
  readonly #idle: () => Promise<void>;
  readonly #budget = new StepBudget();
  readonly #meter = new RateMeter();
  readonly #tasks: { begin(): Promise<void>; refuse(reason: unknown): void }[] = [];
  #motion: Motion = RESTING;
  #abort = new AbortController();
  #cancelFrame: (() => void) | undefined;
  #busy = false;
  #stepFirst: boolean;
  #disposed = false;
  #divergenceSeen = false;
  #pending = NO_CHANGES;
  /** When each kind of reading is due next while moving, and whether the last one is out of date. */
  readonly #due = { measure: -Infinity, claims: -Infinity, checkpoint: -Infinity };
  readonly #stale = { measure: true, claims: true, checkpoint: true };

  constructor(run: Run, { clock, listener, log, idle, resumed = false }: LoopOptions) {
    this.#run = run;
    this.#clock = clock;
    this.#listener = listener;
    this.#log = log;
    this.#idle = idle;
    this.#stepFirst = resumed;
    this.#wake();
  }

  /** A step comes before everything else, also before pictures: the run goes on after a loss. */
  get stepsFirst(): boolean {
    return this.#stepFirst;
  }

  get moving(): boolean {
    return this.#motion.kind !== 'rest';
  }

  /** Fraction of a seek that is done; `undefined` when there is no end in sight. */
  get progress(): number | undefined {
    return progressOf(this.#motion, this.#run.step);
  }

  /** Particle-steps per second of the last second of motion. */
  get rate(): number {
    return this.moving ? this.#meter.perSecond : 0;
  }

  play(): void {
    this.#move({ kind: 'play' });
  }

  /** Exactly to step `goal`, as fast as possible; tells `rested('goal')` with fresh measures and claims. */
  seek(goal: number): void {
    this.#move({ kind: 'seek', from: this.#run.step, goal });
  }

  /** Stops within one submission. */
  pause(): void {
    if (!this.moving) return;
    this.#motion = RESTING;
    this.#abort.abort();
    this.#wake();
  }

  /** Live settings, from the next turn on; several changes within a turn are one. */
  set(values: Partial<ParameterValues>): void {
    this.#pending = mergeChanges(this.#pending, { values, data: undefined });
    this.#wake();
  }

  setData(data: RunData): void {
    this.#pending = mergeChanges(this.#pending, { values: undefined, data });
    this.#wake();
  }

  /** Changes that no turn has taken up yet. */
  get waiting(): Changes {
    return this.#pending;
  }

  /** Does something with the run while nothing else does. Rejects where that fails, or the loop ends before its turn comes. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = withResolvers<T>();
    const begin = async (): Promise<T> => work(this.#run); // what throws at once rejects as well
    this.#tasks.push({ begin: () => begin().then(resolve, reject), refuse: reject });
    if (this.#disposed) this.#refuseTasks();
    this.#wake();
    return promise;
  }

  /** Stops for good; the run itself is its owner's to dispose. */
  dispose(): void {
    this.#disposed = true;
    this.#motion = RESTING;
    this.#abort.abort();
    this.#sleep();
    this.#refuseTasks();
  }

  #refuseTasks(): void {
    this.#tasks.splice(0).forEach(({ refuse }) => refuse(new GpuLostError('the run has gone')));
  }

  #move(motion: Motion): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#meter.reset();
    this.#motion = motion;
    this.#due.measure = -Infinity;
    if (this.#stepFirst) this.#sleep();
    this.#wake();
  }

  #sleep(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
  }

  #wake(): void {
    if (this.#disposed || this.#busy || this.#cancelFrame) return;
    const waiting = this.#pending.values ?? this.#pending.data ?? this.#tasks.at(0);
    if (!this.moving && !waiting && !this.#stale.measure && !this.#stale.claims && !this.#stale.checkpoint) return;
    const turn = (): void => {
      this.#cancelFrame = undefined;
      void this.#turn();
    };
    // After a loss frames are late: the compositor has lost its device too.
    this.#cancelFrame = this.#stepFirst && this.moving ? this.#clock.soon(turn) : this.#clock.frame(turn);
  }

  async #turn(): Promise<void> {
    this.#busy = true;
    try {
      this.#applyChanges();
      this.#steppedFirst(this.moving);
      if (!this.#stepFirst) await this.#runTasks();
      await this.#advance();
      await this.#refresh();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
      this.#wake();
    }
  }

  /** What waits, and what a change meanwhile adds; never a stream of them, for which steps would wait. */
  async #runTasks(): Promise<void> {
    for (let left = this.#tasks.length; left >= 0; left--) {
      await this.#tasks.shift()?.begin();
      this.#applyChanges();
    }
  }

  #fail(error: unknown): void {
    if (this.#disposed) return;
    this.dispose();
    this.#listener.failed(error);
  }

  #applyChanges(): void {
    const { values, data } = this.#pending;
    if (!values && !data) return;
    this.#pending = NO_CHANGES;
    if (values) {
      this.#run.set(values);
      this.#log.noteValues(this.#run.step, values);
    }
    if (data && this.#run.setData) {
      this.#run.setData(data);
      this.#log.noteData(this.#run.step, data);
    }
    this.#markStale();
    this.#listener.changed();
  }

  async #advance(): Promise<void> {
    const motion = this.#motion;
    if (motion.kind === 'rest') return;
    const before = this.#run.step;
    if (motion.kind === 'seek' && before === motion.from && this.#stale.measure && !this.#stepFirst) {
      this.#due.measure = -Infinity;
      return;
    }
    const left = motion.kind === 'seek' ? nextMilestone(motion, before) - before : Infinity;
    const wanted = motion.kind === 'seek' || this.speed === 'max' ? left : this.speed;
    if (wanted > 0) {
      await this.#idle();
      const start = this.#clock.now();
      await advanceUnlessAborted(this.#run, this.#budget.steps(wanted), this.#abort.signal, this.#listener);
      if (this.#disposed) return;
      this.#recordAdvance(this.#run.step - before, start);
      if (motion.kind === 'seek') this.#due.measure = this.#run.step >= before + left ? -Infinity : Infinity;
    }
    if (motion.kind === 'seek' && this.#motion === motion && this.#run.step >= motion.goal) await this.#arrive();
  }

  #recordAdvance(steps: number, start: number): void {
    const now = this.#clock.now();
    this.#budget.record(steps, now - start, this.#clock.grain);
    this.#meter.record(steps * this.#run.frame().moved, now);
    this.#steppedFirst(steps === 0);
    if (steps > 0) this.#markStale();
    this.#listener.stepped();
  }

  /** `still`: whether the first step is to come. */
  #steppedFirst(still: boolean): void {
    if (!this.#stepFirst || still) return;
    this.#stepFirst = false;
    this.#listener.changed();
  }

  async #arrive(): Promise<void> {
    this.#motion = RESTING;
    await this.#refresh();
    if (!this.#disposed && !this.moving) this.#listener.rested('goal');
  }

  /** Reads back what is due: while moving at most so often, at rest whatever is out of date, until somebody wants to move. */
  async #refresh(): Promise<void> {
    const rests = !this.moving;
    await this.#read('measure', MEASURE_GAP_MS, MEASURE_SHARE, () => this.#measure());
    this.#pauseIfDiverged();
    if (rests && this.moving) return;
    if (this.#pending.values && rests) return; // the change is taken up first; at rest no step can be lost
    // Claims take longest: none about settings that are gone, and nobody waits for them.
    if (this.#motion.kind !== 'seek' && !this.#pending.values) {
      await this.#runTasks();
      if (rests && this.moving) return;
      await this.#read('claims', CLAIMS_GAP_MS, CLAIMS_SHARE, async () => {
        this.claims = await this.#run.claims();
      });
    }
    await this.#read('checkpoint', CHECKPOINT_GAP_MS, CHECKPOINT_SHARE, async () =>
      this.#log.keep(await this.#run.checkpoint()),
    );
  }

  /** Other settings may put particles elsewhere, which a run at rest does when it is measured. */
  async #measure(): Promise<void> {
    await this.#run.measure();
    if (!this.moving && !this.#disposed) this.#listener.stepped();
  }

  async #read(kind: Reading, gapMs: number, share: number, read: () => Promise<unknown>): Promise<void> {
    const start = this.#clock.now();
    if (this.#disposed || !this.#stale[kind] || (this.moving && start < this.#due[kind])) return;
    this.#stale[kind] = false;
    await read();
    if (this.#disposed) return;
    const end = this.#clock.now();
    this.#due[kind] = end + Math.max(gapMs - (end - start), share * (end - start));
    this.#listener.measured();
  }

  /** Once: whoever presses Run again wants to see it diverge. A seek goes on to its step, because it was asked for exactly. */
  #pauseIfDiverged(): void {
    if (this.#divergenceSeen || this.#motion.kind !== 'play') return;
    if ((this.#run.frame().divergence?.nonFinite ?? 0) === 0) return;
    this.#divergenceSeen = true;
    this.#motion = RESTING;
    this.#listener.rested('diverged');
  }

  #markStale(): void {
    Object.assign(this.#stale, { measure: true, claims: true, checkpoint: true });
  }
}
