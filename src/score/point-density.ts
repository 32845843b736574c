// The kernel density of very many points on the device: scores for whoever moves along them from the whole set, and a picture.
import type { Backend, DeviceArray } from '../compute/backend';
import { leadingRows, Probe, type Probed } from './density-probe';
import type { RealMethod, ScoreArrays } from './kernel-score';
import type { Lattice } from './lattice';

/** Contours and arrows are those of so many points: more would not be seen. */
const PICTURED = 65_536;

export class PointDensity {
  /** f32 [count, 2] */
  readonly points: Float32Array<ArrayBuffer>;
  readonly #probe: Probe;
  readonly #picture: Probe;
  readonly #methods = new Map<string, RealMethod>();

  /** Any leading rows of `points` should be as good a sample as any others. */
  constructor(backend: Backend, points: Float32Array<ArrayBuffer>) {
    this.points = points;
    this.#probe = new Probe(backend, points, 2);
    const pictured = leadingRows(points, 2, PICTURED);
    this.#picture = pictured === points ? this.#probe : new Probe(backend, pictured, 2);
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
  async ask(queries: Float32Array, sigma: number): Promise<Probed> {
    return this.#probe.ask({ queries, sigma, method: await this.#methodFor(queries.length / 2, sigma) });
  }

  /** At the nodes of a lattice, of at most 65,536 of the points. */
  async picture(queries: Lattice, sigma: number): Promise<Probed> {
    return this.#picture.ask({ queries, sigma, method: await this.#picture.steadyMethod(queries, sigma) });
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
