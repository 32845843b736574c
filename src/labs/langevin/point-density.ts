// The kernel density of a run's points on the device: scores for the chains from the whole set, and a picture.
import type { Backend, DeviceArray } from '../../compute/backend';
import type { RealMethod, ScoreArrays } from '../../score/kernel-score';
import type { Box } from '../../targets/target';
import { DensityQueue, leadingRows } from '../../score/density-queue';
import type { HostScore } from '../../score/evaluate-kernel-score';
import type { Field } from '../../experiment/lab';

/** Contours and arrows are those of so many points: more would not be seen. */
const PICTURED = 65_536;

export class PointDensity {
  /** f32 [count, 2] */
  readonly points: Float32Array<ArrayBuffer>;
  readonly #probe: DensityQueue;
  readonly #picture: DensityQueue;
  readonly #methods = new Map<string, RealMethod>();

  /** Any leading rows of `points` should be as good a sample as any others. */
  constructor(backend: Backend, points: Float32Array<ArrayBuffer>) {
    this.points = points;
    this.#probe = new DensityQueue(backend, points, 2);
    const pictured = leadingRows(points, 2, PICTURED);
    this.#picture = pictured === points ? this.#probe : new DensityQueue(backend, pictured, 2);
  }

  get count(): number {
    return this.points.length / 2;
  }

  /** Score and log density at queries [n, 2] on the device, from all points, with bits that depend on nothing measured. */
  async evaluate(queries: DeviceArray, sigma: number, into: ScoreArrays, signal?: AbortSignal): Promise<void> {
    const method = await this.#methodFor(queries.length / 2, sigma);
    await this.#probe.evaluate({ queries, sigma, method, into, ...(signal ? { signal } : {}) });
  }

  /** The same from host to host. */
  async ask(queries: Float32Array, sigma: number): Promise<HostScore> {
    return this.#probe.ask({ queries, sigma, method: await this.#methodFor(queries.length / 2, sigma) });
  }

  /** At the nodes of a grid over `box`, of at most 65,536 of the points. */
  async field(box: Box, columns: number, rows: number, sigma: number): Promise<Field> {
    const axis = (from: number, to: number, count: number): Float32Array =>
      Float32Array.from({ length: count }, (_, k) => from + ((to - from) * k) / Math.max(1, count - 1));
    const queries = { xs: axis(box.minX, box.maxX, columns), ys: axis(box.minY, box.maxY, rows) };
    const method = await this.#picture.steadyMethod(queries, sigma);
    return { box, columns, rows, ...(await this.#picture.ask({ queries, sigma, method })) };
  }

  dispose(): void {
    this.#probe.dispose();
    this.#picture.dispose();
  }

  async #methodFor(queries: number, sigma: number): Promise<RealMethod> {
    const key = `${queries} ${sigma}`;
    const known = this.#methods.get(key);
    if (known) return known;
    const method = await this.#probe.steadyMethod(queries, sigma);
    if (this.#methods.size >= MOST_METHODS) this.#methods.clear();
    this.#methods.set(key, method);
    return method;
  }
}

/** More than the levels of annealing times those who ask. */
const MOST_METHODS = 256;
