// How a step acts on small displacements: as the weighted covariance of the data predicts it, and as particles around a place
// take it on the device. MATHS.md D19.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { denoiserAt } from '../math/diffusion-sampler';
import { reverseStepMatrix, weightedSlopes } from '../math/reverse-step';
import type { Matrix, Vector2 } from '../math/spectrum';
import { FusedSteps, MOST_FUSED_POINTS } from './fused-steps';
import type { Process } from './process';
import type { DataCentres } from './process-settings';

export interface StepMatrices {
  readonly predicted: Matrix;
  readonly measured: Matrix;
  /** λ_max(Cov_w)/s² there, s² = h² + σ_d². */
  readonly growth: number;
}

/** Stops on both sides of the place, and their weights in the fourth-order difference. */
const STOPS = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;
/** Between two stops, of the width of a kernel. */
const NARROW = 1 / 12;

/** Of step `step` at α times the data mean; undefined where steps do not ask the data, or not in the plane. */
export async function stepMatrices(
  backend: Backend,
  { centres, dimension }: DataCentres,
  process: Process,
  step: number,
): Promise<StepMatrices | undefined> {
  const { rowsAStep, evaluations } = process;
  if (process.learned || evaluations === 0 || dimension !== 2 || centres.length > 2 * MOST_FUSED_POINTS)
    return undefined;
  const rows = process.rows.slice(rowsAStep * step, rowsAStep * (step + 1));
  const own = { ...process, rows };
  const z = meanOf(centres, 1 / rows[0].scale);
  const growths = rows.map((row) => weightedSlopes(centres, row, meanOf(centres, 1 / row.scale)).growth);
  // The second row meets what the first has moved apart.
  const widths = rows.map(({ scale, rate }, k) => {
    const kernel = Math.sqrt(Math.LOG2E / (2 * rate)) / scale;
    return (NARROW * kernel) / (Math.sqrt(1 + growths[k]) * (1 + k));
  });
  const width = Math.min(...widths);
  const [growth] = growths;
  return {
    predicted: reverseStepMatrix(centres, rows, z),
    measured: await measuredMatrix(backend, centres, own, z, width),
    growth,
  };
}

/** Places in t that are looked at. */
const LOOKED = 128;

/**
 * The largest t from which on, towards the data, displacements of y at the data mean grow: where the largest eigenvalue of the
 * weighted covariance passes h² + σ_d². Undefined where none does, or not in the plane. MATHS.md D19.
 */
export function choiceTime(
  { centres, dimension }: DataCentres,
  { schedule, smoothing = 0 }: Process,
): number | undefined {
  if (dimension !== 2 || centres.length > 2 * MOST_FUSED_POINTS) return undefined;
  const mean = meanOf(centres, 1);
  for (let k = LOOKED; k >= 0; k--) {
    const level = schedule.at(k / LOOKED);
    const { rate } = denoiserAt(level, { smoothing });
    if (weightedSlopes(centres, { scale: 1, rate }, mean).growth > 1) return k / LOOKED;
  }
  return undefined;
}

function meanOf(points: Float32Array, factor: number): Vector2 {
  const sums: [number, number] = [0, 0];
  points.forEach((value, i) => (sums[i % 2] += (2 * factor * value) / points.length));
  return sums;
}

/** Of the first step, without its noise; stops are `width` apart. */
async function measuredMatrix(
  backend: Backend,
  data: Float32Array,
  { rows, evaluations }: Process,
  z: Vector2,
  width: number,
): Promise<Matrix> {
  const scope = new Scope(backend);
  try {
    const fused = new FusedSteps(backend, scope, { data, dimension: 2, rows, evaluations, noise: 'none' });
    await fused.prepare();
    const places = Float32Array.from(
      [0, 1].flatMap((axis) => STOPS.flatMap(([stop]) => z.map((value, j) => value + (j === axis ? stop * width : 0)))),
    );
    const arrays = {
      positions: scope.create('displaced', 'f32', places.length),
      progress: scope.create('displaced: progress', 'u32', 1),
      paths: scope.create('displaced: paths', 'f32', 2),
    };
    backend.write(arrays.positions, places);
    fused.dispatch(arrays, { lastParticle: places.length / 2 });
    const moved = await backend.read(arrays.positions);
    const along = (values: ArrayLike<number>, axis: number, j: number): number =>
      STOPS.reduce((sum, [, weight], i) => sum + weight * values[2 * (STOPS.length * axis + i) + j], 0);
    // Places are rounded: the slope is taken over what really lies between them.
    const slope = (axis: number, j: number): number => along(moved, axis, j) / along(places, axis, axis);
    return [slope(0, 0), slope(1, 0), slope(0, 1), slope(1, 1)];
  } finally {
    scope.dispose();
  }
}
