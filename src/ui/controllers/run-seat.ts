// The run that a page shows, with the loop that drives it and the log from which another device could go on. Whatever
// is changed while there is no run to take it waits for the next one.
import type { ClaimResult, ParameterValues, Run, RunData } from '../../experiment/lab';
import type { Speed } from '../address';
import { mergeChanges, NO_CHANGES } from './changes';
import type { LoopClock, LoopListener } from './loop-options';
import type { ReplayLog } from './replay-log';
import { RunLoop } from './run-loop';

export interface SeatOptions {
  readonly clock: LoopClock;
  readonly listener: LoopListener;
  /** As in LoopOptions. */
  idle(): Promise<void>;
  /** Disposes a run once nobody draws it any more. */
  release(run: Run): void;
}

export class RunSeat {
  run: Run | undefined;
  /** Undefined while a start is under way that the run here is not of. */
  log: ReplayLog | undefined;
  /** The step that is being sought. */
  goal: number | undefined;
  /** Share of a long start that is done, of the run to come. */
  #coming: number | undefined;
  readonly #options: SeatOptions;
  #loop: RunLoop | undefined;
  #speed: Speed = 10;
  #waiting = NO_CHANGES;

  constructor(options: SeatOptions) {
    this.#options = options;
  }

  /** As of the loop. */
  get stepsFirst(): boolean {
    return this.#loop?.stepsFirst ?? false;
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
    return this.#waiting.values !== undefined || this.#waiting.data !== undefined;
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
    this.#leave();
    this.#coming = undefined;
    this.run = run;
    this.log = log;
    const { clock, listener, idle } = this.#options;
    this.#loop = new RunLoop(run, { clock, listener, log, idle, resumed });
    this.#loop.speed = this.#speed;
    if (this.#waiting.values) this.#loop.set(this.#waiting.values);
    if (this.#waiting.data) this.#loop.setData(this.#waiting.data);
    this.#waiting = NO_CHANGES;
  }

  /** Another run is on its way, to which changes belong from now on; this one stands still. */
  makeWay(): void {
    this.#loop?.pause();
    this.#coming = undefined;
    this.log = undefined;
    this.#waiting = NO_CHANGES;
  }

  /** No other run comes after all. */
  stay(log: ReplayLog | undefined): void {
    this.#coming = undefined;
    this.log = log;
    this.#waiting = NO_CHANGES;
  }

  /** The device is gone. What no turn had taken up waits for the run that goes on from here. */
  abandon(): void {
    if (this.#loop && this.log) this.#waiting = mergeChanges(this.#loop.waiting, this.#waiting);
    this.#leave();
  }

  /** There is no run, and none comes. */
  clear(): void {
    this.makeWay();
    this.#leave();
  }

  /** Changes the run, or the one that comes where `isComing`. */
  set(values: Partial<ParameterValues>, isComing: boolean): void {
    if (this.#loop && !isComing) this.#loop.set(values);
    else this.#waiting = mergeChanges(this.#waiting, { values, data: undefined });
  }

  /** False where the run takes data by a restart only. */
  setData(data: RunData): boolean {
    if (!this.run?.setData || !this.#loop) return false;
    this.#loop.setData(data);
    return true;
  }

  /** For the run that comes. */
  keepData(data: RunData): void {
    this.#waiting = mergeChanges(this.#waiting, { values: undefined, data });
  }

  task<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#loop?.task(work) ?? Promise.reject(new Error('Nothing is running yet.'));
  }

  play(): void {
    this.goal = undefined;
    this.#loop?.play();
  }

  pause(): void {
    this.goal = undefined;
    this.#loop?.pause();
  }

  seek(goal: number): void {
    this.goal = goal;
    this.#loop?.seek(goal);
  }

  #leave(): void {
    this.#loop?.dispose();
    this.#loop = undefined;
    this.goal = undefined;
    const old = this.run;
    this.run = undefined;
    if (old) this.#options.release(old);
  }
}
