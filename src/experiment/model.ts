// What a lab puts on the device: the part of an experiment that differs from lab to lab. `Experiment` drives it, keeps turns,
// steps, settings and history, and is the run that everyone else sees.
import type { Backend } from '../compute/backend';
import type { Box } from '../targets/target';
import type { Field, Frame, Panel } from './frame';
import type { History } from './history';
import type { Checkpoint, FieldOptions, RunData, SnapshotArray, StartOptions } from './lab';

export type Arrays = Readonly<Record<string, SnapshotArray>>;

/** What was read back once, for the page, for the traces and for claims alike. */
export interface Observation {
  /** Numbers by name, as `Run.measure` gives them; the step is added. */
  readonly measures: Readonly<Record<string, number>>;
  /** What is kept of them over the steps; `twin: name` is the same quantity of the twin. */
  readonly kept: Readonly<Record<string, number>>;
  /** Particles whose bits are not finite. */
  readonly nonFinite: number;
  /** Where most of what is finite is, for a view that follows it. */
  readonly extent?: Box;
}

/** The part of a frame that a model knows; what is left out is empty. */
export type Picture = Partial<Omit<Frame, 'step' | 'moved' | 'measures' | 'extent' | 'panels'>>;

export interface ModelOptions<V> extends Omit<StartOptions, 'params' | 'resume'> {
  readonly values: V;
  readonly backend: Backend;
}

/** `V`: the settings by key. `C`: what the lab's claims may look at. */
export interface Model<V, C = unknown> {
  /** Particles, or samples, that one step moves: the throughput counts them. */
  readonly moved: number;
  /** Some particles are ahead of others, after an abort: nothing can be read or changed before the block is finished. */
  readonly unfinished?: boolean;
  /** The settings and data wanted from the next step on. Takes effect with `apply`; throws like `Run.set`, and then nothing has changed. */
  want(values: V, data: RunData): void;
  /** Compiles and uploads what is wanted; between blocks of steps, so that all particles agree. Once before `begin` and `load`. */
  apply(step: number): Promise<void>;
  /** Puts everything where step 0 finds it. */
  begin(): Promise<void> | void;
  /**
   * Takes exactly `steps` steps from `step` on, in paced submissions, calling `completed(n)` whenever all particles have taken n more.
   * Returns early, between submissions, once `signal` aborts.
   */
  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void>;
  /** Reads back what is known of the particles, their trails too. */
  observe(step: number): Promise<Observation>;
  /** After each observation, with the history that has it: traces, and what is measured when settings change. */
  study?(step: number, history: History): Promise<void> | void;
  picture(step: number, history: History): Picture;
  panels(): readonly Panel[];
  /** Reads the trails of the picture. */
  readPaths?(step: number): Promise<void>;
  /** What claims may look at; only after an observation at this step. */
  context(step: number): C;
  /** What the answers of claims that ask the settings alone depend on. */
  readonly claimKey?: string;
  snapshot(): Promise<Arrays>;
  /** Enough for `load`: arrays, of which `positions` are the particles, and plain JSON to remember beside them. Default: the snapshot. */
  save?(): Promise<{ readonly arrays: Arrays; readonly memory?: Readonly<Record<string, unknown>> }>;
  /** Throws RangeError naming what the checkpoint lacks. */
  load(checkpoint: Checkpoint): void;
  /** The data in force, where the page may edit it. */
  data?(): RunData;
  /** As of `Run`. */
  field?(box: Box, columns: number, rows: number, options?: FieldOptions): Promise<Field>;
  refine?(values: V): Promise<boolean>;
  sketch?(values: V): Promise<boolean>;
  /** Frees everything. Idempotent. */
  dispose(): void;
}
