// What a run's loop is given: time, somebody to tell, and the log to go on from.
import type { ReplayLog } from './replay-log';

/** Time and animation frames; the tests bring their own. */
export interface LoopClock {
  now(): number;
  /** What one reading may be wrong by, ms; default 0. */
  readonly grain?: number;
  /** Calls back at the next frame; returns how to cancel. */
  frame(callback: () => void): () => void;
  /** Calls back in a later task, where a frame could call back too; returns how to cancel. */
  soon(callback: () => void): () => void;
}

/** What the loop tells. */
export interface LoopListener {
  /** The particles may have moved: draw. */
  stepped(): void;
  /** Other settings: whatever of the picture follows from them. The particles stand where they stood. */
  changed(): void;
  /** Measures, claims or the checkpoint are fresh. */
  measured(): void;
  /** It stopped by itself: at the step that was asked for, at its end, or because it diverged. */
  rested(why: 'goal' | 'end' | 'diverged'): void;
  failed(error: unknown): void;
  /** Whether paths are drawn: then they are read back with every advance, so that they end where the particles are. */
  drawsPaths?(): boolean;
}

export interface LoopOptions {
  readonly clock: LoopClock;
  readonly listener: LoopListener;
  readonly log: ReplayLog;
  /** Resolves when the device has nothing to do, so that drawing is not counted as stepping. */
  idle(): Promise<void>;
  /** The run is back after a loss where that cut it off: a step comes before measures and pictures of this place. */
  readonly resumed?: boolean;
}
