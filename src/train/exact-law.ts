// What is known exactly of the noisy law at one noise level, made once for it: draws with their scores, modes with their slopes,
// and what fresh draws would show where chains are measured.
import { energyDistance, nearestDistances } from '../math/energy-distance';
import { leadingAxes, weigh } from '../math/kernel-weights';
import { mean, meanOf, type Estimate } from '../math/statistics';
import type { ComplexNumber } from '../math/spectrum';
import { length, minus, rowsOf } from '../math/vectors';
import type { DensityQueue } from '../score/density-queue';
import { validationAt, type Validation } from './validation';

/** Chains, and draws, whose distances are taken. */
const COMPARED = 256;

export interface ExactLaw {
  readonly validation: Validation;
  /** Draws that chains are compared with. */
  readonly others: readonly Float64Array[];
  /** Energy distance of as many fresh draws from them, and distance of those to the nearest datum, in σ. */
  readonly distance: number;
  readonly nearest: Estimate;
  readonly modes: readonly Float64Array[];
  /** Eigenvalues of I + σ²∇s at the modes. */
  readonly slopes: readonly ComplexNumber[];
}

export async function exactLaw(density: DensityQueue, sigma: number, seed: number, draws: number): Promise<ExactLaw> {
  const validation = await validationAt(density, sigma, seed, draws);
  const rows = rowsOf(validation.places, 2);
  const half = Math.min(COMPARED, rows.length >> 1);
  const [others, fresh] = [rows.slice(0, half), rows.slice(half, 2 * half)];
  const modes = findModes(density.points, sigma);
  const slopes = modes.flatMap((mode) =>
    leadingAxes(density.points, weigh(density.points, mode, sigma), 2).map(({ value }): ComplexNumber => [
      value / sigma ** 2,
      0,
    ]),
  );
  const distances = nearestDistances(fresh, density.points).map((distance) => distance / sigma);
  return { validation, others, distance: energyDistance(fresh, others), nearest: meanOf(distances), modes, slopes };
}

const STARTS = 4;
const MOST_PAIRS = 2 ** 20;
/** Of σ. */
const AT_REST = 1e-6;
const APART = 0.5;

/** A few modes, by the mean shift from data that are far from one another in their order; those that are not reached in time are left out. */
function findModes(points: ArrayLike<number>, sigma: number): Float64Array[] {
  const data = rowsOf(points, 2);
  const rounds = Math.floor(MOST_PAIRS / (STARTS * data.length));
  const starts = Array.from(
    { length: Math.min(STARTS, data.length) },
    (_, i) => data[Math.floor((i * data.length) / STARTS)] ?? data[i],
  );
  const modes: Float64Array[] = [];
  for (const start of starts) {
    let place: Float64Array = start;
    for (let round = 0, move = Infinity; round < rounds && move > AT_REST * sigma; round++) {
      const { mean } = weigh(points, place, sigma);
      move = length(minus(mean, place));
      place = mean;
      if (move <= AT_REST * sigma && modes.every((mode) => length(minus(mode, place)) > APART * sigma))
        modes.push(place);
    }
  }
  return modes;
}

/** How far chains [n, 2] are from the exact law, and from the nearest datum in σ. */
export function distances(
  chains: Float32Array,
  { others, validation: { sigma } }: ExactLaw,
  points: Float32Array,
): { readonly distance: number; readonly nearest: number } {
  const few = rowsOf(chains.subarray(0, 2 * COMPARED), 2);
  return { distance: energyDistance(few, others), nearest: mean(nearestDistances(few, points)) / sigma };
}
