// Drives one run: a turn for each animation frame, and within a turn one thing after the other, so that no two calls
// to the run overlap. It knows neither Lit nor the document.
import type { ClaimResult, Run } from '../../experiment/lab';
import type { Speed } from '../address';
import { isNothing, mergeChanges, type Changes } from './changes';
import type { LoopListener, LoopOptions } from './loop-options';
import { nextMilestone, progressOf, RESTING, type Motion } from './motion';
import { moveUnlessAborted } from './move-unless-aborted';
import { RateMeter } from './rate-meter';
import { ReadSchedule, type Reading } from './read-schedule';
import { StepBudget } from './step-budget';
import { TaskQueue } from './task-queue';

export class RunLoop {
  speed: Speed = 10;
  claims: readonly ClaimResult[] = [];
  readonly #run: Run;
  readonly #listener: LoopListener;
  readonly #options: LoopOptions;
  readonly #budget = new StepBudget();
  readonly #meter = new RateMeter();
  readonly #tasks = new TaskQueue();
  #motion: Motion = RESTING;
  #abort = new AbortController();
  /** The step that the run is going to, forwards or back, and how to stop it. */
  #sought: number | undefined;
  #seekAbort = new AbortController();
  #cancelFrame: (() => void) | undefined;
  #busy = false;
  #stepFirst: boolean;
  #disposed = false;
  #divergenceSeen = false;
  #pending: Changes = {};
  readonly #schedule = new ReadSchedule();

  constructor(run: Run, options: LoopOptions) {
    this.#run = run;
    this.#listener = options.listener;
    this.#options = options;
    this.#stepFirst = options.resumed ?? false;
    this.#wake();
  }

  /** A step comes before everything else, also before pictures: the run goes on after a loss. */
  get stepsFirst(): boolean {
    return this.#stepFirst;
  }

  get moving(): boolean {
    return this.#motion.kind !== 'rest';
  }

  /** Fraction done of the way to a step; `undefined` when there is no end in sight. */
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
  advanceTo(goal: number): void {
    this.#move({ kind: 'goal', from: this.#run.step, goal: Math.min(goal, endOf(this.#run)) });
  }

  /** Stops within one submission. */
  pause(): void {
    if (!this.moving) return;
    this.#motion = RESTING;
    this.#abort.abort();
    this.#wake();
  }

  /** Live settings, data, or a step of a run with an end, from the next turn on; several changes within a turn are one. */
  change(changes: Changes): void {
    this.#pending = mergeChanges(this.#pending, changes);
    if (changes.step !== undefined) {
      this.#seekAbort.abort();
      this.pause();
    }
    this.#wake();
  }

  /** The step that the log leads to: where the run is, or what it is going to. */
  get step(): number {
    return this.#sought ?? this.#run.step;
  }

  /** Changes that no turn has taken up yet. */
  get waiting(): Changes {
    return this.#pending;
  }

  /** Does something with the run while nothing else does. Rejects where that fails, or the loop ends before its turn comes. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const done = this.#tasks.add(async () => work(this.#run)); // what throws at once rejects as well
    this.#wake();
    return done;
  }

  /** Stops for good; the run itself is its owner's to dispose. */
  dispose(): void {
    this.#disposed = true;
    this.#motion = RESTING;
    this.#abort.abort();
    this.#seekAbort.abort();
    this.#sleep();
    this.#tasks.close();
  }

  #move(motion: Motion): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#meter.reset();
    this.#motion = motion;
    this.#schedule.ask('measure', true);
    if (this.#stepFirst) this.#sleep();
    this.#wake();
  }

  #sleep(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
  }

  #wake(): void {
    if (this.#disposed || this.#busy || this.#cancelFrame) return;
    const waiting = !isNothing(this.#pending) || this.#tasks.length > 0;
    if (!this.moving && !waiting && !this.#schedule.isStale()) return;
    const turn = (): void => void this.#turn();
    // After a loss frames are late: the compositor has lost its device too.
    this.#cancelFrame =
      this.#stepFirst && this.moving ? this.#options.clock.soon(turn) : this.#options.clock.frame(turn);
  }

  async #turn(): Promise<void> {
    this.#cancelFrame = undefined;
    this.#busy = true;
    try {
      this.#applyChanges();
      this.#steppedFirst(this.moving);
      if (!this.#stepFirst) await this.#runTasks();
      await this.#seek();
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
      await this.#tasks.next();
      this.#applyChanges();
    }
  }

  #fail(error: unknown): void {
    if (this.#disposed) return;
    this.dispose();
    this.#listener.failed(error);
  }

  #applyChanges(): void {
    const { values, data, ...rest } = this.#pending;
    if (!values && !data) return;
    this.#pending = rest;
    if (values) {
      this.#run.set(values);
      this.#options.log.noteValues(this.#run.step, values);
    }
    if (data && this.#run.setData) {
      this.#run.setData(data);
      this.#options.log.noteData(this.#run.step, data);
    }
    this.#schedule.markStale();
    this.#listener.changed();
  }

  /** To the step that is sought: a change like others for the log, and remembered at once, because nothing before it leads there. */
  async #seek(): Promise<void> {
    const { step, ...rest } = this.#pending;
    if (step === undefined) return;
    this.#pending = rest;
    const { signal } = (this.#seekAbort = new AbortController());
    const from = this.#run.step;
    this.#options.log.noteSeek(from, (this.#sought = step));
    await moveUnlessAborted(this.#run, this.#run.seek?.(step, signal), signal, this.#listener);
    if (this.#disposed) return;
    this.#options.log.noteSeek(from, this.#run.step);
    this.#sought = undefined;
    this.#schedule.markStale();
    this.#listener.stepped();
    this.#schedule.ask('checkpoint', true);
    if (this.#pending.step === undefined) await this.#keep();
  }

  async #advance(): Promise<void> {
    const motion = this.#motion;
    if (motion.kind === 'rest') return;
    const before = this.#run.step;
    const travels = motion.kind === 'goal';
    if (travels && before === motion.from && this.#schedule.isStale('measure') && !this.#stepFirst)
      return this.#schedule.ask('measure', true);
    const left = (travels ? nextMilestone(motion, before) : endOf(this.#run)) - before;
    const wanted = travels || this.speed === 'max' ? left : Math.min(left, this.speed);
    if (wanted > 0) {
      await this.#options.idle();
      const start = this.#options.clock.now();
      const { signal } = this.#abort;
      const steps = this.#budget.steps(wanted);
      await moveUnlessAborted(this.#run, this.#run.advance(steps, signal), signal, this.#listener);
      if (this.#disposed) return;
      this.#recordAdvance(this.#run.step - before, start);
      if (travels) this.#schedule.ask('measure', this.#run.step >= before + left);
    }
    const goal = travels ? motion.goal : endOf(this.#run);
    if (this.#motion === motion && this.#run.step >= goal) await this.#arrive();
  }

  #recordAdvance(steps: number, start: number): void {
    const now = this.#options.clock.now();
    this.#budget.record(steps, now - start, this.#options.clock.grain);
    this.#meter.record(steps * this.#run.frame().moved, now);
    this.#steppedFirst(steps === 0);
    if (steps > 0) this.#schedule.markStale();
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
    if (!this.#disposed && !this.moving) this.#listener.rested(this.#run.step >= endOf(this.#run) ? 'end' : 'goal');
  }

  /** Reads back what is due: while moving at most so often, at rest whatever is out of date, until somebody wants to move. */
  async #refresh(): Promise<void> {
    const rests = !this.moving;
    await this.#read('measure', () => this.#measure());
    this.#pauseIfDiverged();
    const { values, step } = this.#pending;
    if (rests && (this.moving || values || step !== undefined)) return; // what waits comes first; at rest no step can be lost
    // Claims take longest: none about settings that are gone, and nobody waits for them.
    if (this.#motion.kind !== 'goal' && !values) {
      await this.#runTasks();
      if (rests && this.moving) return;
      await this.#read('claims', async () => (this.claims = await this.#run.claims()));
    }
    await this.#keep();
  }

  #keep(): Promise<void> {
    return this.#read('checkpoint', async () => this.#options.log.keep(await this.#run.checkpoint()));
  }

  /** Other settings may put particles elsewhere, which a run at rest does when it is measured. */
  async #measure(): Promise<void> {
    await this.#run.measure();
    if (!this.moving && !this.#disposed) this.#listener.stepped();
  }

  async #read(kind: Reading, read: () => Promise<unknown>): Promise<void> {
    const start = this.#options.clock.now();
    if (this.#disposed || !this.#schedule.take(kind, this.moving, start)) return;
    await read();
    if (this.#disposed) return;
    this.#schedule.took(kind, start, this.#options.clock.now());
    this.#listener.measured();
  }

  /** Once: whoever presses Run again wants to see it diverge. A run that goes to a step goes on, because it was asked for exactly. */
  #pauseIfDiverged(): void {
    if (this.#divergenceSeen || this.#motion.kind !== 'play') return;
    if ((this.#run.frame().divergence?.nonFinite ?? 0) === 0) return;
    this.#divergenceSeen = true;
    this.#motion = RESTING;
    this.#listener.rested('diverged');
  }
}

function endOf({ horizon = Infinity }: Run): number {
  return horizon;
}
