// When a sample chooses its mode: in theory where the largest eigenvalue of the weighted covariance at the data mean passes h² + σ_d²,
// and as the swarm has it, where most of it is in the middle, a strip across the axis along which it parts. MATHS.md D19.
import { denoiserAt } from '../math/diffusion-sampler';
import { quadraticPeak } from '../math/quadratic-peak';
import { weightedSlopes } from '../math/reverse-step';
import { normalCdf } from '../math/special';
import { meanInPlane, type Vector2 } from '../math/spectrum';
import { mean } from '../math/statistics';
import { MOST_FUSED_POINTS } from './fused-steps';
import type { Process } from './process';
import type { DataCentres } from './process-settings';

export interface ModeChoice {
  /** The largest t from which on, towards the data, displacements of y at the data mean grow. */
  readonly time: number;
  readonly middle: Vector2;
  /** The direction in which they do, a unit vector. */
  readonly axis: Vector2;
  /** Of the strip on both sides of the middle: a quarter of √(h² + σ_d²) at that time. */
  readonly half: number;
}

/** Places in t that are looked at. */
const LOOKED = 128;
const STRIP = 0.25;

/** Undefined where nothing is chosen, not in the plane, and where the denoiser is learned. */
export function modeChoice({ centres, dimension }: DataCentres, process: Process): ModeChoice | undefined {
  if (process.learned || dimension !== 2 || centres.length > 2 * MOST_FUSED_POINTS) return undefined;
  const middle = meanInPlane(centres);
  for (let k = LOOKED; k >= 0; k--) {
    const { rate } = denoiserAt(process.schedule.at(k / LOOKED), { smoothing: process.smoothing ?? 0 });
    const { growth, axis } = weightedSlopes(centres, { scale: 1, rate }, middle);
    if (growth > 1) return { time: k / LOOKED, middle, axis, half: STRIP * Math.sqrt(Math.LOG2E / (2 * rate)) };
  }
  return undefined;
}

/** The share of the finite places y = z/α, z row-major [n, 2], that are in the strip. */
export function middleShare({ middle, axis, half }: ModeChoice, places: ArrayLike<number>, alpha: number): number {
  let [inside, finite] = [0, 0];
  for (let i = 0; i < places.length; i += 2) {
    const along = (places[i] / alpha - middle[0]) * axis[0] + (places[i + 1] / alpha - middle[1]) * axis[1];
    if (Math.abs(along) < half) inside++;
    if (Number.isFinite(along)) finite++;
  }
  return inside / finite;
}

/** What it is of q_t: along the axis y is a mixture of normals around the data. */
export function middleLaw(
  { middle, axis, half }: ModeChoice,
  centres: Float32Array,
  process: Process,
  t: number,
): number {
  const { rate } = denoiserAt(process.schedule.at(t), { smoothing: process.smoothing ?? 0 });
  const width = Math.sqrt(Math.LOG2E / (2 * rate));
  const shares = Float64Array.from({ length: centres.length / 2 }, (_, i) => {
    const along = (centres[2 * i] - middle[0]) * axis[0] + (centres[2 * i + 1] - middle[1]) * axis[1];
    return normalCdf((half - along) / width) - normalCdf((-half - along) / width);
  });
  return mean(shares);
}

/** The t at which most are in the middle, of shares at some times; undefined where they do not show it. */
export function fullestAt(times: readonly number[], shares: readonly number[]): number | undefined {
  return quadraticPeak(
    times,
    shares.map((share) => Math.log(share)),
    Math.log(0.75),
  );
}
