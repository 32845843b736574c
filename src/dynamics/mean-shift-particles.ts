// Particles that follow the score of a kernel density by x ← x + γ s(x), with γ = σ² the mean shift, on device arrays: nothing
// is read back between steps. MATHS.md 3.3.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { meanShift } from '../kernels/mean-shift';
import type { DensityQueue } from '../score/density-queue';
import type { ScoreRequest } from '../score/kernel-score';

export class MeanShiftParticles {
  readonly count: number;
  readonly dimension: number;
  /** f32 [count, dimension] */
  readonly places: DeviceArray;
  /** f32 [count, 2]: the first two coordinates. */
  readonly plane: DeviceArray;
  /** f32 [count, dimension] */
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
  async evaluate(density: DensityQueue, request: Pick<ScoreRequest, 'sigma' | 'method' | 'signal'>): Promise<void> {
    const { places: queries, score, logDensity } = this;
    await density.evaluate({ ...request, queries, into: { score, logDensity } });
  }

  /** One step of size γ along the score evaluated last. */
  shift(stepSize: number): void {
    const { places, score, plane, dimension, count } = this;
    const params = { dimension, stepSize };
    this.#backend.dispatch(meanShift, { arrays: { places, score, plane }, params, threads: count });
  }
}

/** Where particles at `places` [n, dimension] end that exist for as long as `move` takes. */
export async function movedPlaces(
  backend: Backend,
  places: Float32Array,
  dimension: number,
  move: (particles: MeanShiftParticles) => Promise<void> | void,
): Promise<ArrayLike<number>> {
  const scope = new Scope(backend);
  try {
    const particles = new MeanShiftParticles(backend, scope, places.length / dimension, dimension);
    await particles.prepare();
    particles.place(places);
    await move(particles);
    return await backend.read(particles.places);
  } finally {
    scope.dispose();
  }
}
