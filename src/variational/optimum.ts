// One sweep as a map at the optimum to which a start leads: the share of missing information, predicted and measured. MATHS.md V18.
import { eigenvaluesOf, fixedPoint, missingShares } from '../math/mixture-information';
import { computed, provided, silence, type Reading } from '../math/reading';
import { row } from '../math/vectors';
import { sweepSlopes } from './sweep-slopes';
import type { Trial } from './trial';

type Complex = readonly [number, number];

/** Sweeps in float64 that look for the optimum. */
const MOST_SWEEPS = 3000;
/** Pairs (datum, component) in all these sweeps. */
const MOST_PAIRS = 6e6;
/** A component with less weight, or a variance this near to the floor, is at an edge where the map has no slope to be measured. */
const LEAST_WEIGHT = 0.02;

export interface SweepAtOptimum {
  readonly predicted: readonly Complex[];
  readonly measured: readonly Complex[];
  /** How much the change shrinks per sweep over the last decade above rounding, and the sweeps before that; undefined where too few are left. */
  readonly fit: { readonly rate: number; readonly before: number } | undefined;
}

/** Of a mixture, at the optimum of the trial's data, or why there is none to be asked. */
export async function sweepAtOptimum({ backend, theta, x, floor, ...trial }: Trial): Promise<SweepAtOptimum | string> {
  const shape = { components: trial.components, dimension: trial.dimension };
  const most = Math.min(MOST_SWEEPS, Math.floor(MOST_PAIRS / (x.length * trial.components)));
  const found = fixedPoint(theta, x, shape, floor, most);
  if (!found.settled) return `in ${most} sweeps from here the followed start does not come to rest`;
  for (let k = 0; k < shape.components; k++) {
    const component = row(found.theta, shape.dimension + 2, k);
    if (!(component[0] > LEAST_WEIGHT)) return 'a component of the optimum is empty, or nearly so';
    if (!(component[shape.dimension + 1] > 2 * floor)) return 'a variance of the optimum is on its floor';
  }
  const predicted = missingShares(found.theta, x, shape);
  if (!(predicted[0][0] < 0.995)) return 'the optimum is so flat that a sweep hardly moves along it';
  const measured = eigenvaluesOf(await sweepSlopes(backend, found.theta, x, shape));
  return { predicted, measured, fit: fitted(found.changes) };
}

function fitted(changes: readonly number[]): SweepAtOptimum['fit'] {
  const last = changes.findLastIndex((change) => change > 1e-10);
  const first = changes.findLastIndex((change, i) => i < last && change > 10 * changes[last]);
  if (first < 0 || last - first < 3) return undefined;
  return { rate: (changes[last] / changes[first]) ** (1 / (last - first)), before: first };
}

/** The largest eigenvalue, and the rate of the way there beside it. */
export async function slowestShare(trial: Trial): Promise<Reading[]> {
  const found = await sweepAtOptimum(trial);
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
