// What a run shows: device arrays that are drawn without copying, and the last small measures, as plain data.
import type { DeviceArray } from '../compute/backend';
import type { Box } from '../targets/target';
import type { ParameterValues } from './parameter';

/** The two colours of a picture and of its plots; `first` is the page's accent. */
export type Colour = 'first' | 'second';

export type Complex = readonly [re: number, im: number];

export interface Spectrum {
  readonly kind: 'spectrum';
  readonly id: string;
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
  /** Of an operator that differs from step to step, whose spectrum says nothing about what many of them do. */
  readonly single?: true;
}

export interface Histogram {
  readonly kind: 'histogram';
  readonly id: string;
  readonly title: string;
  /** The axis of the picture that it is the marginal of: it is shown in that axis's name and units. */
  readonly axis?: 0 | 1;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Densities of equal bins over [min, max]. */
  readonly measured: Float64Array;
  readonly twin?: Float64Array;
  /** The exact density at the same bins' centres, where there is one. */
  readonly exact?: Float64Array;
  /** What the histogram says, in one or two sentences. */
  readonly remarks?: readonly string[];
  /** What a click on the bar of a bin applies, the most telling first. */
  readonly choices?: readonly { readonly bin: number; readonly label: string; readonly values: ParameterValues }[];
}

export interface Series {
  readonly label: string;
  readonly colour: Colour;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Where most of the particles are, shaded: at the same steps. */
  readonly band?: { readonly label: string; readonly low: readonly number[]; readonly high: readonly number[] };
}

/** A quantity over steps, with the theory drawn over it. */
export interface Trace {
  readonly kind: 'trace';
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly scale: 'linear' | 'log';
  readonly series: readonly Series[];
  /** A theoretical level (horizontal) or curve over steps; without a label where another stands for it. */
  readonly theory: readonly {
    readonly label: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
}

/** What clouds are of. */
export type CloudId = 'run' | 'twin' | 'data' | 'particles' | 'denoised';

/** A swarm of points, drawn from the very array that it was computed in. */
export interface Cloud {
  /** With which it is switched on and off; the only cloud of a frame that says so. */
  readonly layer: CloudId;
  readonly label: string;
  readonly colour: Colour;
  /** f32 [count, 2] */
  readonly positions: DeviceArray;
  readonly count: number;
}

/** Paths of a few highlighted particles, oldest point first; row-major [length, 2] each. */
export interface Paths {
  readonly colour: Colour;
  readonly lines: readonly Float32Array[];
}

/** Where and why a run left the finite range or its stability limit. */
export interface Divergence {
  /** Particles whose bits are not finite. 0 when the limit is crossed but nothing overflowed yet. */
  readonly nonFinite: number;
  readonly step: number;
  /** One or two sentences: which mode, which eigenvalue, where the limit is. */
  readonly sentence: string;
  /** Settings that bring the run back inside, to be applied at a click, where some are known. */
  readonly remedy?: { readonly label: string; readonly values: ParameterValues } | undefined;
}

/** One axis of a stability map. */
export interface MapAxis {
  readonly key: string;
  readonly symbol: string;
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** The setting of each column or row, rising. */
  readonly values: Float64Array;
  /** Where the axis begins and ends: half a pixel before its first value and behind its last. */
  readonly edges: readonly [number, number];
  /** The setting in force, in the same units. */
  readonly current: number;
}

/** What a click on a pixel of a map loads. */
export interface MapChoice {
  readonly values: ParameterValues;
  /** What stands for the pixel where its setting is not one that the panel has: 'the same h f′(0): h = 4.97'. */
  readonly folded?: string;
  /** Why it cannot be loaded. */
  readonly refused?: string;
}

/** Real runs over a grid of two settings; it fills in as `Run.refine` is called. */
export interface StabilityMap {
  readonly kind: 'map';
  readonly id: string;
  readonly title: string;
  readonly x: MapAxis;
  readonly y: MapAxis;
  /** [rows, columns], row 0 at the bottom: mean of log(size after / size before) a step; NaN where nothing ran yet. */
  readonly rates: Float32Array;
  /** Another one whenever more of the rates is known; they are filled in where they stand. */
  readonly revision: number;
  /** |rate| up to here is taken for neither growth nor decay. */
  readonly resolution: number;
  /** Share of the work that is done, 0 … 1. */
  readonly done: number;
  /** What a reader must know: an axis that changes nothing at these settings. */
  readonly remarks: readonly string[];
  /** The boundary of theory as segments [x₁, y₁, x₂, y₂] in columns and rows. */
  readonly boundary: readonly (readonly [number, number, number, number])[];
  /** max |λ| by theory at a pixel, NaN where there is none. */
  modulusAt(column: number, row: number): number;
  /** The rounds that a run of this rate lasted: few make it rough. */
  roundsOf(rate: number): number;
  /** The settings of a pixel, to be loaded into the lab; they are the run of the pixel, also where they are not its setting. */
  settingsAt(column: number, row: number): MapChoice;
  /** Where rates are no rates a round: what the map is called, what becomes of runs, and what is said of a pixel. */
  readonly words?: {
    readonly name: string;
    readonly fates: Readonly<Record<'converges' | 'circles' | 'diverges', string>>;
    readonly at: (column: number, row: number) => string;
  };
}

/** A line, or a handful of measured points, of a plot. */
export interface PlotSeries {
  readonly label: string;
  /** `theory` is drawn as a thin dashed line. */
  readonly colour: Colour | 'muted' | 'theory';
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Points on the line, for what was measured. */
  readonly dots?: true;
  /** What lies between the line and the lower edge is filled. */
  readonly area?: true;
}

/** One quantity against another, measured. */
export interface Plot {
  readonly kind: 'plot';
  readonly id: string;
  readonly title: string;
  readonly x: { readonly label: string; readonly scale: 'linear' | 'log' };
  readonly y: { readonly label: string; readonly scale: 'linear' | 'log' };
  readonly series: readonly PlotSeries[];
  /** Vertical lines with a word each. */
  readonly marks?: readonly { readonly label: string; readonly x: number; readonly colour: Colour | 'muted' }[];
  /** What the plot says, in one or two sentences. */
  readonly remarks: readonly string[];
  /** Share measured so far, 0 … 1. */
  readonly done: number;
  /** Settings that the plot recommends, applied at a click. */
  readonly remedy?: { readonly label: string; readonly values: ParameterValues } | undefined;
}

/** Parts of a whole, or the same quantity for several things, side by side. */
export interface Bars {
  readonly kind: 'bars';
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    readonly standardError?: number;
    /** What theory says it is, drawn as a line across the bar. */
    readonly predicted?: number;
  }[];
  /** What the bars say, in one or two sentences. */
  readonly remarks?: readonly string[];
}

/** Images in pairs: what was made, above what is nearest to it. */
export interface Sheet {
  readonly kind: 'sheet';
  readonly id: string;
  readonly title: string;
  /** Of the distances. */
  readonly unit: string;
  /** Pixels of an edge. */
  readonly side: number;
  /** Grey levels, 0 paper and 1 ink, row-major [side, side]. */
  readonly pairs: readonly {
    readonly made: ArrayLike<number>;
    readonly nearest: ArrayLike<number>;
    readonly distance: number;
  }[];
  readonly remarks: readonly string[];
}

/** A figure beside the picture. Ids are unique within a frame and stay what they are. */
export type Panel = Spectrum | StabilityMap | Trace | Plot | Bars | Histogram | Sheet;

/** What the steps of a run with an end are besides, and which of them are worth a word. The same object as long as that stays. */
export interface Way {
  readonly readings: readonly { readonly label: string; readonly at: (step: number) => number }[];
  readonly marks: readonly { readonly label: string; readonly step: number }[];
}

/** What views may draw now: device arrays without copying, and the last small measures. */
export interface Frame {
  readonly step: number;
  readonly clouds: readonly Cloud[];
  /** Particles that one step moves: the throughput counts them. Data at rest are drawn and are no work. */
  readonly moved: number;
  readonly measures: Readonly<Record<string, number>>;
  /** In the order in which they are shown; they fill in as `Run.measure` and `Run.refine` are called. */
  readonly panels: readonly Panel[];
  readonly paths: readonly Paths[];
  /** Where the swarms are: a box around most of what is finite in each cloud, as last measured; absent where nothing is known or finite. */
  readonly extent?: Box;
  /** Curves that theory draws on the canvas, such as an orbit: row-major [length, 2] each. */
  readonly guides?: readonly { readonly label: string; readonly line: Float32Array }[];
  /**
   * The field is worth an image: what it shows, in words, in how many stages `Run.field` refines it, and, where it changes with the
   * steps, another number whenever it has.
   */
  readonly heat?: { readonly label: string; readonly stages: number; readonly moment?: number };
  readonly divergence?: Divergence;
  readonly way?: Way;
  /** Short read-outs derived from settings, e.g. effective temperature; shown beside the parameters. */
  readonly readouts: readonly { readonly label: string; readonly value: string; readonly doc: string }[];
  /** One calm sentence about a value that had to be limited by the device, if any. */
  readonly notices: readonly string[];
  /** The settings that a click at a place of the picture asks for, by what is within `reach` of it, if anything is. */
  readonly pick?: (x: number, y: number, reach: number) => ParameterValues | undefined;
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
  /** [rows, columns]; absent where a field has arrows but no density. */
  readonly logDensity?: Float32Array | Float64Array;
  /** [rows, columns, 2] */
  readonly score: Float32Array | Float64Array;
}
