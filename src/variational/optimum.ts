// One sweep as a map at the optimum to which a start leads: the share of missing information, predicted and measured. MATHS.md V18.
import {
  coordinatesOfRows,
  eigenvaluesOf,
  fixedPoint,
  missingShares,
  rowsOfCoordinates,
  scalesOf,
} from '../math/mixture-information';
import {
  coordinatesOfStart,
  maximumOf,
  missingSharesOfPca,
  scalesOfStart,
  startOfCoordinates,
} from '../math/pca-information';
import { computed, provided, silence, type Reading } from '../math/reading';
import { row } from '../math/vectors';
import { withStarts } from './mixture-ensemble';
import { withPcaStarts } from './pca-ensemble';
import type { StartShape } from './start-shape';
import { stepSlopes, type Chart } from './sweep-slopes';
import type { Trial } from './trial';

type Complex = readonly [number, number];

/** Sweeps in float64 that look for the optimum. */
const MOST_SWEEPS = 3000;
/** Pairs (datum, component) in all these sweeps. */
const MOST_PAIRS = 6e6;
/** A component with less weight, or a variance this near to the floor, is at an edge where the map has no slope to be measured. */
const LEAST_WEIGHT = 0.02;
/** Beyond this eigenvalue differences of the device tell nothing. */
const FLAT = 0.995;

export interface StepAtOptimum {
  readonly predicted: readonly Complex[];
  readonly measured: readonly Complex[];
  /** How much the change shrinks per sweep over the last decade above rounding, and the sweeps before that; undefined where too few are left. */
  readonly fit: { readonly rate: number; readonly before: number } | undefined;
}

/** One sweep, or a natural step of length `rho`, at the optimum of the trial's data, or why there is none to be asked. */
export async function stepAtOptimum(trial: Trial, shape: StartShape, rho = 1): Promise<StepAtOptimum | string> {
  const found = shape.model === 'pca' ? await sweepOfPca(trial, shape) : await stepOfMixture(trial, rho);
  if (typeof found === 'string') return found;
  // Of length ρ in mean coordinates the step keeps 1 − ρ of where it was.
  const shortened = found.predicted.map(([re, im]): Complex => [1 - rho * (1 - re), rho * im]);
  return { ...found, predicted: shortened };
}

async function stepOfMixture(trial: Trial, rho: number): Promise<StepAtOptimum | string> {
  const { backend, theta, x, floor, components, dimension } = trial;
  const shape = { components, dimension };
  const most = Math.min(MOST_SWEEPS, Math.floor(MOST_PAIRS / (x.length * components)));
  const found = fixedPoint(theta, x, shape, floor, most);
  if (!found.settled) return `in ${most} sweeps from here the followed start does not come to rest`;
  for (let k = 0; k < components; k++) {
    const component = row(found.theta, dimension + 2, k);
    if (!(component[0] > LEAST_WEIGHT)) return 'a component of the optimum is empty, or nearly so';
    if (!(component[dimension + 1] > 2 * floor)) return 'a variance of the optimum is on its floor';
  }
  const predicted = missingShares(found.theta, x, shape);
  if (!(predicted[0][0] < FLAT)) return 'the optimum is so flat that a sweep hardly moves along it';
  const chart: Chart = {
    at: coordinatesOfRows(found.theta, shape),
    scales: scalesOf(found.theta, shape),
    startOf: (coordinates) => rowsOfCoordinates(coordinates, shape),
    coordinatesOf: (start) => coordinatesOfRows(start, shape),
  };
  const slopes = await stepSlopes(backend.kind, chart, rho, (starts, use) =>
    withStarts(backend, x, starts, { ...shape, method: 'coordinate' }, use),
  );
  return { predicted, measured: eigenvaluesOf(slopes), fit: fitted(found.changes) };
}

/** At the maximum in closed form. */
async function sweepOfPca(trial: Trial, { latents }: StartShape): Promise<StepAtOptimum | string> {
  const { backend, x, floor, dimension } = trial;
  if (latents === 2) return 'a sweep does not see a rotation of two latents';
  const at = maximumOf(x, dimension);
  if (!at || !(at[at.length - 1] > 2 * floor)) return 'the noise at the maximum is below the floor';
  const predicted = missingSharesOfPca(at, x);
  if (!(predicted[0][0] < FLAT)) return 'the optimum is so flat that a sweep hardly moves along it';
  const chart: Chart = {
    at,
    scales: scalesOfStart(at),
    startOf: startOfCoordinates,
    coordinatesOf: coordinatesOfStart,
  };
  const way = { dimension, method: 'coordinate', family: 'full' } as const;
  const slopes = await stepSlopes(backend.kind, chart, 1, (starts, use) => withPcaStarts(backend, x, starts, way, use));
  return { predicted, measured: eigenvaluesOf(slopes), fit: undefined };
}

function fitted(changes: readonly number[]): StepAtOptimum['fit'] {
  const last = changes.findLastIndex((change) => change > 1e-10);
  const first = changes.findLastIndex((change, i) => i < last && change > 10 * changes[last]);
  if (first < 0 || last - first < 3) return undefined;
  return { rate: (changes[last] / changes[first]) ** (1 / (last - first)), before: first };
}

/** The largest eigenvalue, and the rate of the way there beside it. */
export async function slowestShare(trial: Trial, shape: StartShape): Promise<Reading[]> {
  const found = await stepAtOptimum(trial, shape);
  if (typeof found === 'string') return [silence(found)];
  const { predicted, measured, fit } = found;
  const [[slowest], [next] = [0]] = predicted;
  const tolerance = trial.backend.kind === 'webgpu' ? 5e-3 : 1e-5;
  // Where the second direction still adds to the last decade of the way, that says nothing.
  const isPure = fit && (next / slowest) ** fit.before < 1e-3;
  const isFitted = !isPure || Math.abs(fit.rate / slowest - 1) < 0.02;
  const readings = [computed(measured[0][0], slowest, tolerance, 1)];
  return provided(readings, isFitted, 'the way to the optimum shrinks by another factor a sweep');
}
