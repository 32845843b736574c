// The data at a noise level: where they are drawn, and the density q_t of z, by the kernel density at y = z/α. MATHS.md 2.6.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { NoiseLevel } from '../math/diffusion-schedule';
import { mean } from '../math/statistics';
import { DensityField, type FieldRequest, type GridScore } from '../score/density-field';
import { DensityQueue, leadingRows } from '../score/density-queue';
import type { Box } from '../targets/target';
import type { DataCentres } from './process-settings';

/** Points that are drawn one by one, and places of which the log density is asked. */
const MOST_DRAWN = 8_192;
const ASKED = 1_024;

export class NoisyData {
  /** f32 [count, 2]: α times the first two coordinates of the leading data. */
  readonly drawn: DeviceArray;
  readonly count: number;
  readonly #backend: Backend;
  readonly #dimension: number;
  readonly #scope: Scope;
  readonly #plane: Float32Array;
  readonly #density: DensityQueue;
  readonly #heat: DensityField;
  #alpha = Number.NaN;

  constructor(backend: Backend, { centres, dimension }: DataCentres) {
    this.#backend = backend;
    this.#dimension = dimension;
    this.#plane = planar(centres, dimension);
    this.count = Math.min(MOST_DRAWN, this.#plane.length / 2);
    this.#scope = new Scope(backend);
    this.drawn = this.#scope.create('data in the plane', 'f32', 2 * this.count);
    this.#density = new DensityQueue(backend, centres, dimension);
    this.#heat = new DensityField(backend, this.#plane, 2);
  }

  /** Of the field; the last is exact. */
  get stages(): number {
    return Math.max(2, this.#heat.stages);
  }

  /** The data are drawn times α. */
  draw(alpha: number): void {
    if (alpha === this.#alpha) return;
    this.#alpha = alpha;
    this.#backend.write(
      this.drawn,
      this.#plane.subarray(0, this.drawn.length).map((value) => alpha * value),
    );
  }

  /** Mean of log q_t(z), nats, of the leading of places y = z/α; NaN where there are none. */
  async meanLogDensity(places: Float32Array, { alpha, sigma }: NoiseLevel, smoothing: number): Promise<number> {
    if (places.length === 0) return Number.NaN;
    const queries = leadingRows(places, this.#dimension, ASKED);
    const { logDensity } = await this.#density.ask({
      queries,
      sigma: Math.hypot(sigma / alpha, smoothing),
      background: true,
    });
    return mean(logDensity) - this.#dimension * Math.log(alpha);
  }

  /** log q_t and its score, of the first two coordinates. */
  async field(
    box: Box,
    columns: number,
    rows: number,
    { alpha, sigma }: NoiseLevel,
    smoothing: number,
    request: Omit<FieldRequest, 'sigma' | 'isQuick'>,
  ): Promise<GridScore> {
    const inY: Box = {
      minX: box.minX / alpha,
      maxX: box.maxX / alpha,
      minY: box.minY / alpha,
      maxY: box.maxY / alpha,
    };
    // Of few data the quick picture has them all.
    const isQuick = request.stage === 0;
    const asked = { ...request, isQuick, sigma: Math.hypot(sigma / alpha, smoothing) };
    const { logDensity, score, ...grid } = await this.#heat.evaluate(inY, columns, rows, asked);
    const shift = 2 * Math.log(alpha);
    return {
      ...grid,
      box,
      logDensity: logDensity.map((value) => value - shift),
      score: score.map((value) => value / alpha),
    };
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#heat.dispose();
    this.#density.dispose();
    this.#scope.dispose();
  }
}

/** The first two coordinates. */
function planar(values: Float32Array, dimension: number): Float32Array {
  if (dimension === 2) return values;
  return Float32Array.from(
    { length: (2 * values.length) / dimension },
    (_, i) => values[(i >> 1) * dimension + (i & 1)],
  );
}
