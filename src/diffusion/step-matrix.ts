// How a step acts on small displacements: as the weighted covariance of the data predicts it, and as particles around a place
// take it on the device. MATHS.md D19.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { SamplerRow } from '../math/diffusion-sampler';
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

/** Of step `step` at some z, in their order; undefined where steps do not ask the data, or not in the plane. */
export async function stepMatrices(
  backend: Backend,
  { centres, dimension }: DataCentres,
  process: Process,
  step: number,
  places: readonly Vector2[],
): Promise<readonly StepMatrices[] | undefined> {
  const { rowsAStep, evaluations } = process;
  if (process.learned || evaluations === 0 || dimension !== 2 || centres.length > 2 * MOST_FUSED_POINTS)
    return undefined;
  const rows = process.rows.slice(rowsAStep * step, rowsAStep * (step + 1));
  const widths = places.map((z) => stopWidth(centres, rows, z));
  const measured = await measuredMatrices(backend, centres, { ...process, rows }, places, widths);
  return places.map((z, i) => ({
    predicted: reverseStepMatrix(centres, rows, z),
    measured: measured[i],
    growth: weightedSlopes(centres, rows[0], z).growth,
  }));
}

/** The second row meets what the first has moved apart. */
function stopWidth(centres: Float32Array, rows: readonly SamplerRow[], start: Vector2): number {
  let z = start;
  return Math.min(
    ...rows.map((row, k) => {
      const kernel = Math.sqrt(Math.LOG2E / (2 * row.rate)) / row.scale;
      const { growth, mean } = weightedSlopes(centres, row, z);
      z = [row.a * z[0] + row.b * mean[0], row.a * z[1] + row.b * mean[1]];
      return (NARROW * kernel) / (Math.sqrt(1 + growth) * (1 + k));
    }),
  );
}

/** Of the first step, without its noise; stops are `width` apart. */
async function measuredMatrices(
  backend: Backend,
  data: Float32Array,
  { rows, evaluations }: Process,
  places: readonly Vector2[],
  widths: readonly number[],
): Promise<readonly Matrix[]> {
  const scope = new Scope(backend);
  try {
    const fused = new FusedSteps(backend, scope, { data, dimension: 2, rows, evaluations, noise: 'none' });
    await fused.prepare();
    const stops = Float32Array.from(
      places.flatMap((z, i) =>
        [0, 1].flatMap((axis) =>
          STOPS.flatMap(([stop]) => z.map((value, j) => value + (j === axis ? stop * widths[i] : 0))),
        ),
      ),
    );
    const arrays = {
      positions: scope.create('displaced', 'f32', stops.length),
      progress: scope.create('displaced: progress', 'u32', 1),
      paths: scope.create('displaced: paths', 'f32', 2),
    };
    backend.write(arrays.positions, stops);
    fused.dispatch(arrays, { lastParticle: stops.length / 2 });
    const moved = await backend.read(arrays.positions);
    const along = (values: ArrayLike<number>, line: number, j: number): number =>
      STOPS.reduce((sum, [, weight], i) => sum + weight * values[2 * (STOPS.length * line + i) + j], 0);
    return places.map((_, place) => {
      // Places are rounded: the slope is taken over what really lies between them.
      const slope = (axis: number, j: number): number =>
        along(moved, 2 * place + axis, j) / along(stops, 2 * place + axis, axis);
      return [slope(0, 0), slope(1, 0), slope(0, 1), slope(1, 1)];
    });
  } finally {
    scope.dispose();
  }
}
