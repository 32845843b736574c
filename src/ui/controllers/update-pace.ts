// How often a host is rendered while changes stream in: once a frame where frames keep up, less often where they are late. A
// compositor in software draws the box around all that changed, so that a change at either end of a page costs the whole of it.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** No display shows more. */
const FRAME_MS = 16;
/** A frame that takes longer than this came late. */
const LATE_MS = 25;
/** After a frame that came late so many times as long is left to others; at most LONGEST_MS, and less after each update in time. */
const REST = 2;
const LONGEST_MS = 100;
const EASE = 0.8;
/** Frames that one reading is taken over: until the clock has ticked so often, and no more than those. */
const ENOUGH_TICKS = 3;
const MOST_FRAMES = 30;

export interface PaceClock {
  now(): number;
  /** What one reading may be wrong by, ms; default 0. */
  readonly grain?: number;
  frame(callback: () => void): () => void;
  /** Calls back after so many milliseconds; returns how to cancel. */
  timer(ms: number, callback: () => void): () => void;
}

export class UpdatePace implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: PaceClock;
  #gap = FRAME_MS;
  #last = -Infinity;
  #cancelTimer: (() => void) | undefined;
  #cancelFrame: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, clock: PaceClock) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  /** Asks for an update: at once where none was lately, else when it is due. None is lost. */
  request(): void {
    if (this.#cancelTimer) return;
    const wait = this.#last + this.#gap - this.#clock.now();
    if (wait <= 0) return this.#host.requestUpdate();
    this.#cancelTimer = this.#clock.timer(wait, () => {
      this.#cancelTimer = undefined;
      this.#host.requestUpdate();
    });
  }

  /** However it came about. */
  hostUpdated(): void {
    this.#last = this.#clock.now();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#watch();
  }

  hostDisconnected(): void {
    this.#cancelTimer?.();
    this.#cancelFrame?.();
    this.#cancelTimer = this.#cancelFrame = undefined;
  }

  /** The update is in the picture of the next frame, and how late those after that are tells what it took. */
  #watch(): void {
    if (this.#cancelFrame) return;
    let begun = 0;
    let frames = -1;
    const look = (): void => {
      const now = this.#clock.now();
      if (++frames === 0) begun = now;
      else if (now - begun >= ENOUGH_TICKS * (this.#clock.grain ?? 0) || frames >= MOST_FRAMES) {
        this.#cancelFrame = undefined;
        return this.#learn((now - begun) / frames);
      }
      this.#cancelFrame = this.#clock.frame(look);
    };
    this.#cancelFrame = this.#clock.frame(look);
  }

  #learn(took: number): void {
    const wanted = took > LATE_MS ? Math.min(LONGEST_MS, REST * took) : FRAME_MS;
    this.#gap = Math.max(wanted, EASE * this.#gap);
  }
}
