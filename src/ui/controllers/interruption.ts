// What a loss of the device cuts off, what is said meanwhile, and when to stop asking.
import type { Checkpoint } from '../../experiment/lab';
import type { ReplayLog } from './replay-log';
import type { RunPlan, RunStatus } from './run-plan';
import type { RunHolder } from './run-holder';
import { formatPlainNumber } from '../../numbers';

export interface Interruption {
  readonly step: number;
  readonly playing: boolean;
  /** A step that was asked for by number and not reached. */
  readonly goal: number | undefined;
  /** Undefined where nothing had been computed yet. */
  readonly log: ReplayLog | undefined;
}

/** So many losses within this time are a loop that only stopping ends. */
const MOST_LOSSES = 5;
const LOOP_MS = 10_000;
/** Chrome forgives one death of its GPU process in about this time and refuses after the second. */
const BLOCK_MS = 10 * 60_000;
/** A GPU process that starts again answers sooner than after so many refusals. */
const MANY_REFUSALS = 3;

/** What a loss at this moment cuts off. */
export function cutOff(
  { log, goal, step }: Pick<RunHolder, 'log' | 'goal' | 'step'>,
  plan: RunPlan,
  status: RunStatus,
): Interruption {
  const playing = status === 'loading' ? plan.playing : status === 'running' && goal === undefined;
  return { step: (log ? step : plan.resume?.step) ?? 0, playing, goal, log };
}

/** Losses of the device, from the first until the run goes on or is given up. */
export class Outage {
  readonly #now: () => number;
  #times: readonly number[] = [];
  #current: Interruption | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What waits for its GPU. */
  get current(): Interruption | undefined {
    return this.#current;
  }

  /** Whether what waits moves on from its step when it is back; undefined where nothing had been computed. */
  get moves(): boolean | undefined {
    const { log, playing = false, goal = 0, step = 0 } = this.#current ?? {};
    return log && (playing || goal > step);
  }

  /** Whether it moves, and with the next step does not reach `until`, where a run stops. */
  goesOn(until: number | undefined): boolean {
    return this.moves === true && Number(this.#current?.step) + 1 !== until;
  }

  get isOn(): boolean {
    return this.#current !== undefined;
  }

  /** The last state that was kept of what waits. */
  get checkpoint(): Checkpoint | undefined {
    return this.#current?.log?.checkpoint;
  }

  /** A loss; what an earlier one cut off still waits. */
  note(cutOff: Interruption): void {
    this.#times = [...this.#times, this.#now()].slice(-MOST_LOSSES);
    this.#current ??= cutOff;
  }

  end(): void {
    this.#current = undefined;
  }

  /** Run or Pause was pressed meanwhile. */
  setPlaying(playing: boolean): void {
    if (this.#current) this.#current = { ...this.#current, playing, goal: undefined };
  }

  /** It is asked for again because a person wants it. */
  forget(): void {
    this.#times = [];
  }

  get isLoop(): boolean {
    const [first = 0] = this.#times;
    return this.#times.length === MOST_LOSSES && this.#now() - first < LOOP_MS;
  }

  get sentence(): string | undefined {
    return this.#current && (this.isLoop ? loopSentence(this.#current) : lossSentence(this.#current));
  }

  /** After so many refusals in a row; where they mean that the browser keeps the GPU from this site, it says so. */
  sentenceAfter(refusals: number): string | undefined {
    const recent = this.#times.filter((time) => this.#now() - time < BLOCK_MS).length;
    return recent > 1 || refusals >= MANY_REFUSALS ? BLOCKED : this.sentence;
  }
}

function lossSentence({ step, log }: Interruption): string {
  const when = log ? `at step ${formatPlainNumber(step)}` : 'while the run was starting';
  return `The GPU was lost ${when}. It is asked for again, and the run goes on when it is back.`;
}

const BLOCKED =
  'Your browser has paused GPU access for this site after repeated GPU crashes. Nothing is lost: the run goes on by itself when it is back, in about two minutes. To have it now, use the browser’s own reload button or open this link in a new tab.';

function loopSentence({ step }: Interruption): string {
  return `The GPU was lost ${MOST_LOSSES} times within ${LOOP_MS / 1000} seconds. Nothing is lost: press Run to try again from step ${formatPlainNumber(step)}, perhaps later or with fewer particles.`;
}
