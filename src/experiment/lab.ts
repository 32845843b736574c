// What a lab is: an experiment as data, and the run that it starts. Labs know backends and kernels; they know neither
// WebGPU nor Lit. The page, the address, the validation, the panel and the library are derived from this declaration.
import type { Backend } from '../compute/backend';
import type { Axes } from '../data/axes';
import type { Box } from '../targets/target';
import type { CloudId, Field, Frame } from './frame';
import type { Parameter, ParameterValues } from './parameter';

export type * from './frame';
export type * from './parameter';

/**
 * `outside`: the statement says nothing at these settings, with the reason. `weak`: it was measured, but the tolerance is wider than
 * what it predicts, so that nothing could have been seen to fail; with the reason.
 */
export type Verdict = 'holds' | 'fails' | 'outside' | 'weak';

/** A numbered statement of MATHS.md, as it stands at the current settings. */
export interface ClaimResult {
  readonly id: string;
  /** One line of text with Unicode mathematics. */
  readonly statement: string;
  /** The same as TeX, for KaTeX, where it helps. */
  readonly tex?: string;
  /** NaN when `outside`. */
  readonly predicted: number;
  readonly measured: number;
  readonly standardError: number;
  /** holds iff |measured − predicted| ≤ tolerance (or measured ≥ predicted − tolerance when `oneSided`). */
  readonly tolerance: number;
  readonly oneSided?: boolean;
  readonly verdict: Verdict;
  /** What it was measured on: 'the run', 'near the mode', 'exact samples'. */
  readonly on?: string;
  /** Why it is outside or weak, or what made it fail; one calm sentence. */
  readonly reason?: string;
  /** What an `outside` row would need to say something: 'another target'. Rows that need the same are folded together. */
  readonly needs?: string;
}

/** Which claims are asked, and of what. */
export interface ClaimQuestion {
  /** Default: all. */
  readonly ids?: readonly string[];
  /** Puts another formula into what a claim looks at. Such an answer is not kept for later. */
  readonly plant?: (context: object) => object;
}

export interface SnapshotArray {
  readonly data: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** Enough to go on from here, on another device or in another page. */
export interface Checkpoint {
  readonly step: number;
  readonly arrays: Readonly<Record<string, SnapshotArray>>;
  /** Whatever else the run must remember; plain JSON. */
  readonly memory: unknown;
}

export interface Run {
  readonly step: number;
  /** The step at which the run is at its end and rests by itself; undefined where it has none. */
  readonly horizon?: number | undefined;
  /** Exactly `steps` steps (fewer where the horizon comes first) in paced submissions. With a signal that aborts it stops within one submission; what was begun is finished by the next call. */
  advance(steps: number, signal?: AbortSignal): Promise<void>;
  /** Goes to a step between 0 and the horizon, backwards too: bit for bit where steps from the start lead under the settings in force. */
  seek?(step: number, signal?: AbortSignal): Promise<void>;
  /** Live parameters, from the next step on. Throws RangeError or TypeError naming the argument, what it was and what is allowed. */
  set(values: Partial<ParameterValues>): void;
  /** Replaces the user's data from the next step on, where a lab can take it without a new run. Throws like `set`. */
  setData?(data: RunData): void;
  /** The data in force: the user's, or what the settings imply. Present where the page may edit it (mixture components). */
  data?(): RunData;
  /** The last known picture; cheap, synchronous, no copy. */
  frame(): Frame;
  /** Reads the small numbers back and refreshes what `frame()` returns. */
  measure(): Promise<Readonly<Record<string, number>>>;
  /** Brings the paths of `frame()` to where its clouds are, for who draws both after every advance; `measure` does so, too. */
  readPaths?(): Promise<void>;
  /** All of them as they stand, or what a question asks. */
  claims(question?: ClaimQuestion): Promise<readonly ClaimResult[]>;
  snapshot(): Promise<Readonly<Record<string, SnapshotArray>>>;
  checkpoint(): Promise<Checkpoint>;
  /**
   * Computes a little more of the panels, at most about 50 ms; true while there is more to do. `values`: the settings that the
   * page shows, which the run may not have taken yet; default: those in force.
   */
  refine?(values?: ParameterValues): Promise<boolean>;
  /** The same coarsely and on the CPU alone, so that it may be called while other calls are under way; true while a finer sketch is to come. */
  sketch?(values: ParameterValues): Promise<boolean>;
  /** Evaluates what lies behind the particles on a grid, on the backend; a run may return fewer columns and rows than asked for. */
  field?(box: Box, columns: number, rows: number, options?: FieldOptions): Promise<Field>;
  /** Frees everything; idempotent. */
  dispose(): void;
}

export interface FieldOptions {
  /** The settings that the page shows, which the run may not have taken yet. */
  readonly values?: ParameterValues;
  /** 0 is quick and coarse; the last of `Frame.heat.stages` is exact. Default: the last. */
  readonly stage?: number;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export type RunData = Readonly<Record<string, Float32Array>>;

export interface StartOptions {
  readonly backend: Backend;
  /** Complete and valid: produced by `readParameters`. */
  readonly params: ParameterValues;
  readonly seed: number;
  /** User data by name, where the lab reads any. */
  readonly data: RunData;
  readonly resume?: Checkpoint;
  readonly signal?: AbortSignal;
  /** Told how much of a long start is done, 0 … 1. */
  readonly onProgress?: (share: number) => void;
}

export interface Preset {
  readonly id: string;
  readonly label: string;
  /** One sentence: what to see. */
  readonly doc: string;
  readonly values: ParameterValues;
  readonly seed?: number;
}

/** A sentence with a link that sets parameters. */
export interface Suggestion {
  readonly text: string;
  readonly link: string;
  readonly values: ParameterValues;
}

/** A paragraph or a displayed formula of the text below the lab. */
export type Passage = { readonly heading: string } | { readonly text: string } | { readonly tex: string };

/** What of the picture can be switched on and off. */
export type LayerId = 'heat' | 'contours' | 'arrows' | 'paths' | CloudId;

export interface Layer {
  readonly id: LayerId;
  /** As the lab calls it: 'score arrows'. */
  readonly label: string;
  /** Before the visitor chooses. */
  readonly shown: boolean;
}

/** The picture in the lab's own words. */
export interface Picture {
  /** In the order in which they are offered. */
  readonly layers: readonly Layer[];
  /** What the field is called in the read-out: 'log p'. */
  readonly fieldName: string;
  /** What contours are, in the legend of a wide picture and of a narrow one. */
  readonly contours: { readonly wide: string; readonly narrow: string };
  /** Swarms that shrink to the middle of the first view are magnified: there is nothing else to see. */
  readonly magnifies?: true;
}

/** What the page shows in the plane: axes, layers and the box of the first view. */
export interface Stage<V = ParameterValues> {
  /** What the axes of the picture are under these settings, unless the points are the visitor's own. */
  axes(values: V): Axes;
  readonly picture: Picture;
  /** Box of the first view under these settings. */
  view(values: V, data: RunData): Box;
  /** The settings that put the start at a point of the picture; with it a click there does so. */
  place?(x: number, y: number): ParameterValues;
}

/** Networks as files; `words` are a safetensors file, four bytes to a number. */
export interface NetworkFiles {
  /** The network of a checkpoint under these settings. */
  ofCheckpoint(values: ParameterValues, checkpoint: Checkpoint): Float32Array<ArrayBuffer>;
  /** Of a file's bytes, which are untrusted: what they hold, in words too. Throws RangeError naming what is wrong. */
  read(bytes: Uint8Array): { readonly words: Float32Array<ArrayBuffer>; readonly says: string };
}

export interface Lab {
  readonly id: string;
  readonly title: string;
  /** Two short sentences under the title. */
  readonly lead: string;
  /** How many particles are a step of one, for the throughput read-out: 'chain-steps'. */
  readonly work: string;
  readonly parameters: readonly Parameter[];
  readonly presets: readonly Preset[];
  readonly suggestions: readonly Suggestion[];
  readonly about: readonly Passage[];
  /** The largest value of a restarting size parameter that a backend can carry: `[key, most, sentence]`, checked before start. */
  limits?(backend: Backend): readonly { readonly key: string; readonly most: number; readonly sentence: string }[];
  /** The picture in the plane; a lab without one shows its panels alone. */
  readonly stage?: Stage;
  /** The lab takes points of the visitor's own as `data.points`, f32 [n, 2], under these settings: the page loads and draws them. */
  readonly ownPoints?: ParameterValues;
  /** The lab takes a trained network of the visitor's own as `data.network`, the words of its file, under these settings. */
  readonly ownNetwork?: ParameterValues;
  /** The lab trains networks, which can be kept, saved and opened. */
  readonly networks?: NetworkFiles;
  start(options: StartOptions): Promise<Run>;
}
