// A map of trained models as a panel: what becomes of each, and what theory says of the linear one. MATHS.md 3.5.
import { alongScale, type GridScale } from '../math/grid-scale';
import type { Segment } from '../math/level-line';
import { figure } from '../numbers';
import { choice, group, type Declared } from './declare';
import type { MapAxis, StabilityMap } from './frame';

type Key = 'rate' | 'sigma' | 'batch';

const maps = {
  off: 'Off',
  'rate-sigma': 'Noise over rate',
  'rate-batch': 'Batch over rate',
  'sigma-batch': 'Batch over noise',
} as const;

/** Which two settings the map varies; it goes on with the run as it is. */
export function trainedMapParameters(): { readonly map: Declared<keyof typeof maps> } {
  const doc = 'A small model of its own for every pixel of two settings, trained beside the run.';
  return group('Map of trained models', { map: choice('Map', maps, { value: 'off', doc }) });
}

/** A map as it was computed so far, [rows, columns] from the bottom. */
export interface TrainedPixels {
  readonly axes: readonly [Key, Key];
  readonly scales: readonly [GridScale, GridScale];
  readonly values: readonly [Float64Array, Float64Array];
  /** −1 … 1: below 0 it learned, at 0 it did not, above it diverged; NaN where none was trained yet. */
  readonly outcomes: Float32Array;
  /** J_DSM − C, and C. */
  readonly excess: Float32Array;
  readonly floors: Float32Array;
  readonly steps: number;
  readonly revision: number;
  readonly done: number;
  readonly remarks: readonly string[];
  readonly boundary: readonly Segment[];
  /** max |1 − ηλ|, NaN where nothing is known. */
  modulusAt(column: number, row: number): number;
}

const names = {
  rate: { symbol: 'η', label: 'rate η' },
  sigma: { symbol: 'σ', label: 'noise σ' },
  batch: { symbol: 'B', label: 'batch B' },
} as const;

const FATES = { converges: 'learns', circles: 'no better', diverges: 'diverges' } as const;
const RESOLUTION = 5e-3;

/** `current`: the settings in force. */
export function trainedMapPanel(pixels: TrainedPixels, current: Readonly<Record<Key, number>>): StabilityMap {
  const { outcomes, revision, done, remarks, boundary, steps } = pixels;
  const [x, y] = [axisOf(pixels, 0, current), axisOf(pixels, 1, current)];
  return {
    kind: 'map',
    id: 'trained-map',
    title: `${x.label} across, ${y.label} up`,
    x,
    y,
    rates: outcomes,
    revision,
    resolution: RESOLUTION,
    done,
    remarks,
    boundary,
    modulusAt: (column, row) => pixels.modulusAt(column, row),
    roundsOf: () => steps,
    // Four digits stay within the pixel.
    settingsAt: (column, row) => ({
      values: { [x.key]: rounded(x.values[column]), [y.key]: rounded(y.values[row]) },
    }),
    words: { name: 'Map of trained models', fates: FATES, at: (column, row) => sentence(pixels, column, row) },
  };
}

const rounded = (value: number): number => Number(value.toPrecision(4));

function axisOf(
  { axes, scales, values }: TrainedPixels,
  index: 0 | 1,
  current: Readonly<Record<Key, number>>,
): MapAxis {
  const [key, scale] = [axes[index], scales[index]];
  const half = 0.5 / (values[index].length - 1);
  const edges = [alongScale(scale, -half), alongScale(scale, 1 + half)] as const;
  return { key, ...names[key], scale: scale.scale, values: values[index], edges, current: current[key] };
}

function sentence(pixels: TrainedPixels, column: number, row: number): string {
  const at = row * pixels.values[0].length + column;
  const [outcome, excess, modulus] = [pixels.outcomes[at], pixels.excess[at], pixels.modulusAt(column, row)];
  if (Number.isNaN(outcome)) return 'not trained yet';
  const share = (100 * excess) / pixels.floors[at];
  const above = Number.isFinite(share) ? `, ${figure(share)} % of C` : '';
  const ended = outcome > 0 ? 'diverged' : `J_DSM − C = ${figure(excess)}${above}`;
  const theory = Number.isNaN(modulus) ? '' : `; theory: |1 − ηλ| ${figure(modulus)}`;
  return `${ended} after ${pixels.steps} steps${theory}`;
}
