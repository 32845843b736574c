// Particles that follow the score by x ← x + σ² s(x) = m(x), the mean shift, on device arrays: nothing is read back
// between steps. MATHS.md 3.3.
import type { Backend, DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { meanShift } from '../../kernels/mean-shift';
import { uniformSource } from '../../math/random';
import type { DensityQueue } from '../../score/density-queue';
import type { Box } from '../../targets/target';
import { particleMethod } from './methods';
import type { Settings } from './parameters';

export class MeanShiftParticles {
  readonly count: number;
  readonly dimension: number;
  /** f32 [count, dimension] */
  readonly places: DeviceArray;
  /** f32 [count, 2]: the first two coordinates. */
  readonly plane: DeviceArray;
  readonly score: DeviceArray;
  readonly logDensity: DeviceArray;
  readonly #backend: Backend;

  constructor(backend: Backend, scope: Scope, count: number, dimension: number) {
    this.#backend = backend;
    this.count = count;
    this.dimension = dimension;
    this.places = scope.create('particles', 'f32', count * dimension);
    this.plane = scope.create('particles in the plane', 'f32', 2 * count);
    this.score = scope.create('score of the particles', 'f32', count * dimension);
    this.logDensity = scope.create('log density of the particles', 'f32', count);
  }

  prepare(): Promise<void> {
    return this.#backend.prepare(meanShift);
  }

  /** Puts the particles at the given places. */
  place(values: Float32Array): void {
    this.#backend.write(this.places, values);
    this.#backend.clear(this.score);
    this.shift(0);
  }

  /** Evaluates score and log density where the particles are; rejects with the reason of an aborted signal. */
  async evaluate(density: DensityQueue, settings: Settings, signal?: AbortSignal): Promise<void> {
    const { score, logDensity } = this;
    await density.evaluate({
      queries: this.places,
      sigma: settings.sigma,
      method: particleMethod(settings, this.dimension, density.count),
      into: { score, logDensity },
      ...(signal ? { signal } : {}),
    });
  }

  /** One step of size γ along the score evaluated last: with γ = σ² the mean shift. */
  shift(stepSize: number): void {
    const { places, score, plane, dimension, count } = this;
    this.#backend.dispatch(meanShift, {
      arrays: { places, score, plane },
      params: { dimension, stepSize },
      threads: count,
    });
  }
}

/** Particles of one step: fewer where every step meets very many points, or a CPU takes it. */
export function particleCount(points: number, { kind }: Backend): number {
  return points > 2 ** 17 || kind === 'reference' ? 256 : 1024;
}

/** In the plane a lattice over the view, so that the basins show; elsewhere the points themselves, moved by noise of about their spread. */
export function startPlaces(
  values: Float32Array,
  dimension: number,
  count: number,
  { minX, maxX, minY, maxY }: Box,
  seed: number,
): Float32Array {
  const places = new Float32Array(count * dimension);
  if (dimension === 2) {
    const side = Math.round(Math.sqrt(count));
    for (let i = 0; i < count; i++) {
      places[2 * i] = minX + ((maxX - minX) * ((i % side) + 0.5)) / side;
      places[2 * i + 1] = minY + ((maxY - minY) * (Math.floor(i / side) + 0.5)) / side;
    }
    return places;
  }
  const uniform = uniformSource(seed, 0x5a1c);
  const points = values.length / dimension;
  for (let i = 0; i < places.length; i++) {
    const row = Math.floor(i / dimension) % points;
    // Four uniforms of variance 1/12 each: round enough for a start.
    const noise = uniform() + uniform() + uniform() + uniform() - 2;
    places[i] = values[row * dimension + (i % dimension)] + noise;
  }
  return places;
}
