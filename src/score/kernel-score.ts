// The kernel (Parzen) density of a point set and its score. MATHS.md 3.2, 3.3 (K1 to K10).
import type { Backend, DeviceArray } from '../compute/backend';
import { directScore } from './direct-sums';
import type { Progress } from './paced-work';
import { PointSet, type PointSource } from './point-set';
import type { ScoreTask } from './sums';
import { Workspace } from './workspace';

export const scoreMethods = ['auto', 'direct', 'cells', 'grid'] as const;
/** `auto` takes the fastest of those that apply: cells up to three dimensions, grid where queries are a grid in the plane. */
export type ScoreMethod = (typeof scoreMethods)[number];

export interface ScoreRequest extends Progress {
  /** Row-major [M, dimension], M from 1 to 2²⁰. */
  readonly queries: PointSource;
  /** Bandwidth σ > 0. */
  readonly sigma: number;
  /** Default 'auto'. */
  readonly method?: ScoreMethod;
  /** Where to write: f32 [M, dimension] and f32 [M]. Default: new arrays, which the caller destroys. */
  readonly into?: { readonly score: DeviceArray; readonly logDensity: DeviceArray };
}

export interface DeviceScore {
  /** ∇ log q, f32 [M, dimension]. */
  readonly score: DeviceArray;
  /** log q in nats, f32 [M]. */
  readonly logDensity: DeviceArray;
  /** The method that ran. */
  readonly method: Exclude<ScoreMethod, 'auto'>;
}

/** A point set made ready for many evaluations. */
export class KernelScore {
  readonly #backend: Backend;
  readonly #workspace: Workspace;
  readonly #points: PointSet;

  /** See createKernelScore. */
  constructor(backend: Backend, data: PointSource, dimension: number) {
    this.#backend = backend;
    this.#workspace = new Workspace(backend);
    this.#points = new PointSet(backend, 'data', data, dimension);
  }

  /**
   * Score and log density at the queries, on the device: nothing is read back. Throws RangeError or TypeError naming the
   * argument; rejects with the reason of an aborted signal. One evaluation at a time.
   */
  async evaluate(request: ScoreRequest): Promise<DeviceScore> {
    const { sigma } = request;
    if (!(sigma > 0 && sigma < Infinity)) throw new RangeError(`sigma is ${sigma}; a finite number above 0 is allowed`);
    const queries = new PointSet(this.#backend, 'queries', request.queries, this.#points.dimension);
    const { score, logDensity } = request.into ?? this.#createResults(queries);
    try {
      const task: ScoreTask = { points: this.#points, queries, sigma, score, logDensity };
      await directScore(this.#backend, this.#workspace, task, request);
      return { score, logDensity, method: 'direct' };
    } catch (error) {
      if (!request.into) for (const array of [score, logDensity]) this.#backend.destroy(array);
      throw error;
    } finally {
      queries.dispose();
    }
  }

  /** Frees everything but the results. Idempotent. */
  dispose(): void {
    this.#points.dispose();
    this.#workspace.dispose();
  }

  #createResults({ count, dimension }: PointSet): { readonly score: DeviceArray; readonly logDensity: DeviceArray } {
    const score = this.#backend.create('kernel score', 'f32', count * dimension);
    return { score, logDensity: this.#backend.create('log density', 'f32', count) };
  }
}
