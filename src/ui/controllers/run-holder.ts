// The run that a page shows, with the loop that drives it and the log from which another device could go on. Whatever
// is changed while there is no run to take it waits for the next one.
import type { ClaimResult, Run } from '../../experiment/lab';
import type { Speed } from '../address';
import { isNothing, mergeChanges, type Changes } from './changes';
import type { LoopClock, LoopListener } from './loop-options';
import type { ReplayLog } from './replay-log';
import { RunLoop } from './run-loop';

export interface HolderOptions {
  readonly clock: LoopClock;
  readonly listener: LoopListener;
  /** As in LoopOptions. */
  idle(): Promise<void>;
  /** Disposes a run once nobody draws it any more. */
  release(run: Run): void;
}

export class RunHolder {
  run: Run | undefined;
  /** Undefined while a start is under way that the run here is not of. */
  log: ReplayLog | undefined;
  /** The step that the run was asked to come to. */
  goal: number | undefined;
  /** Share of a long start that is done, of the run to come. */
  #coming: number | undefined;
  readonly #options: HolderOptions;
  #loop: RunLoop | undefined;
  #speed: Speed = 10;
  #waiting: Changes = {};

  constructor(options: HolderOptions) {
    this.#options = options;
  }

  /** As of the loop. */
  get stepsFirst(): boolean {
    return this.#loop?.stepsFirst ?? false;
  }

  /** Where the run is, or is to go last. */
  get position(): number {
    return this.#loop?.waiting.step ?? this.step;
  }

  /** The step that the log leads to. */
  get step(): number {
    return this.#loop?.step ?? 0;
  }

  /** Particle-steps per second; 0 at rest. */
  get rate(): number {
    return this.#loop?.rate ?? 0;
  }

  /** Fraction done of what has an end; `undefined` otherwise. */
  get progress(): number | undefined {
    return this.#coming ?? this.#loop?.progress;
  }

  /** Whether something waits for the run to come, which it takes up before its next step. */
  get hasChanges(): boolean {
    return !isNothing(this.#waiting);
  }

  get claims(): readonly ClaimResult[] {
    return this.#loop?.claims ?? [];
  }

  set speed(speed: Speed) {
    this.#speed = speed;
    if (this.#loop) this.#loop.speed = speed;
  }

  /** The run to come has done this share of its start. */
  announce(share: number): void {
    this.#coming = share;
    this.#options.listener.measured();
  }

  /** Takes another run in place of the one before, and gives it what has waited. `resumed`: as in LoopOptions. */
  adopt(run: Run, log: ReplayLog, resumed = false): void {
    this.#release();
    this.#coming = undefined;
    this.run = run;
    this.log = log;
    const { clock, listener, idle } = this.#options;
    this.#loop = new RunLoop(run, { clock, listener, log, idle, resumed });
    this.#loop.speed = this.#speed;
    this.#loop.change(this.#waiting);
    this.#waiting = {};
  }

  /** Another run is on its way, to which changes belong from now on; this one stands still. */
  expectAnother(): void {
    this.#loop?.pause();
    this.expectNone(undefined);
  }

  /** No other run comes after all: `log` is of the one here. */
  expectNone(log: ReplayLog | undefined): void {
    this.#coming = undefined;
    this.log = log;
    this.#waiting = {};
  }

  /** The device is gone. What no turn had taken up waits for the run that goes on from here. */
  release(): void {
    if (this.#loop && this.log) this.#waiting = mergeChanges(this.#loop.waiting, this.#waiting);
    this.#release();
  }

  /** There is no run, and none comes. */
  clear(): void {
    this.expectAnother();
    this.#release();
  }

  /** Changes the run, or the one that comes where `isComing`. */
  change(changes: Changes, isComing: boolean): void {
    if (this.#loop && !isComing) this.#loop.change(changes);
    else this.#waiting = mergeChanges(this.#waiting, changes);
  }

  task<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#loop?.task(work) ?? Promise.reject(new Error('Nothing is running yet.'));
  }

  /** It is at its end, or going there, from where it does not run on. */
  get isOver(): boolean {
    return this.run?.horizon !== undefined && this.position >= this.run.horizon;
  }

  /** Anew from the start where it is over. */
  play(): void {
    if (this.isOver) this.seek(0);
    this.goal = undefined;
    this.#loop?.play();
  }

  /** At rest; the last of several is what counts. */
  seek(step: number): void {
    this.goal = undefined;
    this.#loop?.change({ step });
  }

  pause(): void {
    this.goal = undefined;
    this.#loop?.pause();
  }

  advanceTo(goal: number): void {
    this.goal = goal;
    this.#loop?.advanceTo(goal);
  }

  #release(): void {
    this.#loop?.dispose();
    this.#loop = undefined;
    this.goal = undefined;
    const old = this.run;
    this.run = undefined;
    if (old) this.#options.release(old);
  }
}
