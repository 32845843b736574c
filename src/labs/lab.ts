// What a lab is: an experiment as data, and the run that it starts. Labs know backends and kernels; they know neither
// WebGPU nor Lit. The page, the address, the validation, the panel and the library are derived from this declaration.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Box } from '../targets/target';

export type ParameterValue = number | string;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

interface ParameterBase {
  readonly key: string;
  readonly label: string;
  /** Heading of the group that the control stands in; groups are shown in order of first use. */
  readonly group: string;
  /** Changing it begins a new run; without it the change applies at the next step. */
  readonly restarts?: true;
  /** One sentence: what it does, with the formula's number in MATHS.md where there is one. */
  readonly doc: string;
  /** Whether the control is of use under these settings; hidden otherwise (still valid in an address). */
  readonly when?: (values: ParameterValues) => boolean;
}

export interface NumberParameter extends ParameterBase {
  readonly kind: 'number';
  /** The letter used in the mathematics, Unicode, e.g. 'γ'. */
  readonly symbol: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly integer?: true;
  /** The parameter whose range, scale and unit this one takes over under these settings (the second value of a twin run). */
  readonly like?: (values: ParameterValues) => NumberParameter | undefined;
}

export interface ChoiceParameter extends ParameterBase {
  readonly kind: 'choice';
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export type Parameter = NumberParameter | ChoiceParameter;

export type Verdict = 'holds' | 'fails' | 'outside';

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
  /** Why it is outside, or what made it fail; one calm sentence. */
  readonly reason?: string;
}

export type Complex = readonly [re: number, im: number];

export interface Spectrum {
  /** With the operator: 'Spectrum of I + γ∇² log p'. */
  readonly title: string;
  readonly predicted: readonly Complex[];
  readonly measured: readonly Complex[];
  /** The same for the twin run. */
  readonly twinPredicted?: readonly Complex[];
  /** The curves that the predicted eigenvalues draw as a setting moves through its range. */
  readonly locus?: readonly (readonly Complex[])[];
  /** What the curves are, 'as h grows', and lines of text under the figure. */
  readonly locusLabel?: string;
  readonly remarks?: readonly string[];
}

export interface Histogram {
  readonly title: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Densities of equal bins over [min, max]. */
  readonly measured: Float64Array;
  readonly twin?: Float64Array;
  /** The exact density at the same bins' centres. */
  readonly exact: Float64Array;
}

export interface Series {
  readonly label: string;
  readonly role: 'run' | 'twin';
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Where most of the particles are, shaded: at the same steps. */
  readonly band?: { readonly label: string; readonly low: readonly number[]; readonly high: readonly number[] };
}

/** A quantity over steps, with the theory drawn over it. */
export interface Trace {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly scale: 'linear' | 'log';
  readonly series: readonly Series[];
  /** A theoretical level (horizontal) or curve over steps. */
  readonly theory: readonly {
    readonly label: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
}

/** A swarm of points, drawn from the very array that it was computed in. */
export interface Cloud {
  readonly label: string;
  readonly role: 'run' | 'twin';
  /** f32 [count, 2] */
  readonly positions: DeviceArray;
  readonly count: number;
}

/** Paths of a few highlighted particles, oldest point first; row-major [length, 2] each. */
export interface Paths {
  readonly role: 'run' | 'twin';
  readonly lines: readonly Float32Array[];
}

/** Where and why a run left the finite range or its stability limit. */
export interface Divergence {
  /** Particles whose bits are not finite. 0 when the limit is crossed but nothing overflowed yet. */
  readonly nonFinite: number;
  readonly step: number;
  /** One or two sentences: which mode, which eigenvalue, where the limit is. */
  readonly sentence: string;
  /** Settings that bring the run back inside, to be applied at a click. */
  readonly remedy: { readonly label: string; readonly values: ParameterValues };
}

/** One axis of a stability map. */
export interface MapAxis {
  readonly key: string;
  readonly symbol: string;
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** The setting of each column or row, rising. */
  readonly values: Float64Array;
  /** The setting in force, in the same units. */
  readonly current: number;
}

/** Real runs over a grid of two settings; it fills in as `Run.refineMap` is called. */
export interface StabilityMap {
  readonly title: string;
  readonly x: MapAxis;
  readonly y: MapAxis;
  /** [rows, columns], row 0 at the bottom: mean of log(size after / size before) a step; NaN where nothing ran yet. */
  readonly rates: Float32Array;
  /** |rate| up to here is taken for neither growth nor decay. */
  readonly resolution: number;
  /** Share of the pixels at full resolution, 0 … 1. */
  readonly done: number;
  /** The boundary of theory as segments [x₁, y₁, x₂, y₂] in columns and rows. */
  readonly boundary: readonly (readonly [number, number, number, number])[];
  /** max |λ| by theory at a pixel, NaN where there is none. */
  modulusAt(column: number, row: number): number;
  /** The settings of a pixel, to be loaded into the lab. */
  settingsAt(column: number, row: number): ParameterValues;
}

/** What views may draw now: device arrays without copying, and the last small measures. */
export interface Frame {
  readonly step: number;
  readonly clouds: readonly Cloud[];
  readonly measures: Readonly<Record<string, number>>;
  readonly spectrum?: Spectrum;
  readonly histograms: readonly Histogram[];
  readonly traces: readonly Trace[];
  readonly paths: readonly Paths[];
  /** Curves that theory draws on the canvas, such as an orbit: row-major [length, 2] each. */
  readonly guides?: readonly { readonly label: string; readonly line: Float32Array }[];
  readonly map?: StabilityMap;
  readonly divergence?: Divergence;
  /** Short read-outs derived from settings, e.g. effective temperature; shown beside the parameters. */
  readonly readouts: readonly { readonly label: string; readonly value: string; readonly doc: string }[];
  /** One calm sentence about a value that had to be limited by the device, if any. */
  readonly notices: readonly string[];
  /** Handles that can be dragged on the canvas (mixture components). */
  readonly handles: readonly {
    readonly x: number;
    readonly y: number;
    readonly weight: number;
    readonly label: string;
  }[];
}

/** The field behind the cloud at the nodes of a regular grid whose corners are the box's, row by row from minY: for contours and arrows. */
export interface Field {
  readonly box: Box;
  readonly columns: number;
  readonly rows: number;
  /** [rows, columns] */
  readonly logDensity: Float32Array | Float64Array;
  /** [rows, columns, 2] */
  readonly score: Float32Array | Float64Array;
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
  /** Exactly `steps` steps in paced submissions. With a signal that aborts it stops within one submission; what was begun is finished by the next call. */
  advance(steps: number, signal?: AbortSignal): Promise<void>;
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
  claims(): Promise<readonly ClaimResult[]>;
  snapshot(): Promise<Readonly<Record<string, SnapshotArray>>>;
  checkpoint(): Promise<Checkpoint>;
  /** Computes a little more of the stability map, at most about 50 ms; true while there is more to do. */
  refineMap?(): Promise<boolean>;
  /** Evaluates the target on a grid, on the backend. */
  field(box: Box, columns: number, rows: number): Promise<Field>;
  /** Frees everything; idempotent. */
  dispose(): void;
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

export interface Lab {
  readonly id: string;
  readonly title: string;
  /** Two short sentences under the title. */
  readonly lead: string;
  /** Names of the axes of the main canvas. */
  readonly axes: readonly [string, string];
  /** How many particles are a step of one, for the throughput read-out: 'chain-steps'. */
  readonly work: string;
  readonly parameters: readonly Parameter[];
  readonly presets: readonly Preset[];
  readonly suggestions: readonly Suggestion[];
  readonly about: readonly Passage[];
  /** The largest value of a restarting size parameter that a backend can carry: `[key, most, sentence]`, checked before start. */
  limits?(backend: Backend): readonly { readonly key: string; readonly most: number; readonly sentence: string }[];
  /** Box of the first view under these settings. */
  view(params: ParameterValues, data: RunData): Box;
  start(options: StartOptions): Promise<Run>;
}
