// One sweep as a map at the optimum that the followed start leads to: the share of missing information, predicted and measured. MATHS.md V18.
import type { Spectrum } from '../../experiment/frame';
import { eigenvaluesOf, fixedPoint, missingShares } from '../../math/mixture-information';
import { sweepSlopes } from '../../variational/sweep-slopes';
import { figure } from '../../numbers';
import type { ClaimContext } from './claims/context';
import { DIMENSION } from './start';

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
  /** How much the change shrinks per sweep, from the last sweeps above rounding; undefined where too few are left. */
  readonly rate: number | undefined;
}

/** At the optimum of the leading data, or why there is none to be asked. */
export async function sweepAtOptimum(context: ClaimContext): Promise<SweepAtOptimum | string> {
  const { values, theta, x, backend, floor } = context;
  if (values.model === 'pca') return 'the sweep of a mixture is meant';
  const shape = { components: values.components, dimension: DIMENSION };
  const most = Math.min(MOST_SWEEPS, Math.floor(MOST_PAIRS / (x.length * values.components)));
  const found = fixedPoint(theta, x, shape, floor, most);
  if (!found.settled) return `in ${most} sweeps from here the followed start does not come to rest`;
  const width = DIMENSION + 2;
  for (let k = 0; k < values.components; k++) {
    if (!(found.theta[k * width] > LEAST_WEIGHT)) return 'a component of the optimum is empty, or nearly so';
    if (!(found.theta[k * width + width - 1] > 2 * floor)) return 'a variance of the optimum is on its floor';
  }
  const predicted = missingShares(found.theta, x, shape);
  if (!(predicted[0][0] < 0.995)) return 'the optimum is so flat that a sweep hardly moves along it';
  const measured = eigenvaluesOf(await sweepSlopes(backend, found.theta, x, shape));
  return { predicted, measured, rate: rateOf(found.changes) };
}

function rateOf(changes: readonly number[]): number | undefined {
  const last = changes.findLastIndex((change) => change > 1e-10);
  const first = changes.findLastIndex((change, i) => i < last && change > 10 * changes[last]);
  if (first < 0 || last - first < 3) return undefined;
  return (changes[last] / changes[first]) ** (1 / (last - first));
}

export async function sweepSpectrum(context: ClaimContext): Promise<Spectrum | undefined> {
  const found = await sweepAtOptimum(context);
  if (typeof found === 'string') return undefined;
  const { predicted, measured, rate } = found;
  return {
    kind: 'spectrum',
    id: 'spectrum',
    title: 'Spectrum of one sweep at the followed optimum',
    predicted,
    measured,
    remarks: [
      `The share of information that is missing, I − I_c⁻¹I_o: the error shrinks by the largest, ${figure(predicted[0][0])}, a sweep${rate === undefined ? '' : `; the way there, fitted, says ${figure(rate)}`}.`,
    ],
  };
}
