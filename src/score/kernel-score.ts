// The kernel (Parzen) density of a point set and its score. MATHS.md 3.2, 3.3 (K1 to K10).
import type { Backend, DeviceArray } from '../compute/backend';
import { CellIndex, MOST_CELL_DIMENSIONS } from './cell-index';
import { cellScore } from './cell-score';
import { costsOf, sharesOf, type Costs, type Problem } from './costs';
import { urgentWork } from './device-turns';
import { directScore } from './direct-sums';
import { findLattice, isLattice, latticeNodes, type Lattice } from './lattice';
import { latticeScore } from './lattice-score';
import { unlessAborted, type Progress } from './paced-work';
import { PointSet, type PointSource } from './point-set';
import { isTimed, ratesOf, typicalRates, type Rates } from './rates';
import type { ScoreKind, ScoreTask } from './sums';
import { Workspace } from './workspace';

export const scoreMethods = ['auto', 'direct', 'cells', 'grid'] as const;
/** `auto` takes the fastest of those that apply: cells up to three dimensions, grid where queries are a lattice in the plane. */
export type ScoreMethod = (typeof scoreMethods)[number];
export type RealMethod = Exclude<ScoreMethod, 'auto'>;

/** Where results go: f32 [M, dimension] and f32 [M]. */
export interface ScoreArrays {
  readonly score: DeviceArray;
  readonly logDensity: DeviceArray;
}

export interface ScoreRequest extends Progress {
  /** Row-major [M, dimension], M from 1 to 2²⁰; or the axes of a lattice in the plane, whose nodes are taken row by row. */
  readonly queries: PointSource | Lattice;
  /** Bandwidth σ > 0. */
  readonly sigma: number;
  /** Default 'auto'. */
  readonly method?: ScoreMethod;
  /**
   * 'mean': `score` holds the weighted means Σ w x of the points instead, which keep their digits at any σ where x + σ²s loses
   * them. Not by grid. Default 'score'.
   */
  readonly gives?: ScoreKind;
  /** Default: new arrays, which the caller destroys. */
  readonly into?: ScoreArrays;
}

export interface DeviceScore extends ScoreArrays {
  /** The method that ran. */
  readonly method: RealMethod;
}

/** With fewer pairs than this nothing but the direct method is worth its launches. */
const FEW_PAIRS = 2 ** 20;

/** A point set made ready for many evaluations; one at a time. */
export class KernelScore {
  readonly #backend: Backend;
  readonly #workspace: Workspace;
  readonly #points: PointSet;
  #index: CellIndex | undefined;

  /** `data`: row-major [N, dimension], N from 1 to 2²⁰, dimension 1 to 784. Throws as `evaluate` does. */
  constructor(backend: Backend, data: PointSource, dimension: number) {
    this.#backend = backend;
    this.#points = new PointSet(backend, 'data', data, dimension);
    this.#workspace = new Workspace(backend);
  }

  /** N, the points of the density. */
  get count(): number {
    return this.#points.count;
  }

  /**
   * Score ∇ log q and log density log q (nats) at the queries, on the device: nothing is read back, but a sample of arrays
   * that are on the device already where the method is 'auto'. MATHS.md 3.2, 3.3. Throws RangeError or TypeError naming the
   * argument, what it was and what is allowed; rejects with the reason of an aborted signal.
   */
  async evaluate(request: ScoreRequest): Promise<DeviceScore> {
    const { sigma, into, gives = 'score' } = request;
    this.#check(request);
    const urgent = request.urgent ? undefined : urgentWork(this.#backend);
    if (urgent) await unlessAborted(urgent, request.signal);
    const { values, lattice } = this.#readQueries(request);
    const queries = new PointSet(this.#backend, 'queries', values, this.#points.dimension);
    try {
      if (into) checkLength(into, queries);
    } catch (error) {
      queries.dispose();
      throw error;
    }
    const results = into ?? this.#createResults(queries);
    try {
      const problem = { points: this.#points, queries, sigma, lattice };
      const wanted = request.method ?? 'auto';
      const method = wanted === 'auto' ? await this.#choose(problem) : wanted;
      await this.#run(method, { points: this.#points, queries, sigma, gives, ...results }, lattice, request);
      return { score: results.score, logDensity: results.logDensity, method };
    } catch (error) {
      if (!into) for (const array of [results.score, results.logDensity]) this.#backend.destroy(array);
      throw error;
    } finally {
      queries.dispose();
    }
  }

  /** Milliseconds that each method would take at these queries, by the model that 'auto' follows. Probes the backend once. */
  async predict(request: ScoreRequest): Promise<Costs> {
    this.#check(request);
    const { values, lattice } = this.#readQueries(request);
    const queries = new PointSet(this.#backend, 'queries', values, this.#points.dimension);
    try {
      return await this.#costs({ points: this.#points, queries, sigma: request.sigma, lattice });
    } finally {
      queries.dispose();
    }
  }

  /**
   * The method that should serve about `count` queries among the points, or a lattice, at this σ. Nothing is timed and
   * nothing read back: the choice, and with it every bit of the results, is the same whenever it is asked for.
   */
  async steadyMethod(queries: number | Lattice, sigma: number): Promise<RealMethod> {
    const { count: points, dimension, values } = this.#points;
    const lattice = typeof queries === 'number' ? undefined : queries;
    const nodes = lattice && latticeNodes(lattice);
    const count = typeof queries === 'number' ? queries : queries.xs.length * queries.ys.length;
    if (!values || dimension > MOST_CELL_DIMENSIONS || points * count < FEW_PAIRS) return 'direct';
    const set = { count: points, dimension, values };
    const asked = nodes ? { count, dimension, values: nodes } : set;
    const problem = { points: set, queries: asked, sigma, lattice, isIndexed: true };
    const shares = await sharesOf(this.#backend, problem);
    return cheapest(costsOf({ ...problem, queries: { ...asked, count } }, typicalRates(this.#backend), shares));
  }

  /** Frees everything but the results. Idempotent. */
  dispose(): void {
    this.#index?.dispose();
    this.#points.dispose();
    this.#workspace.dispose();
  }

  async #run(method: RealMethod, task: ScoreTask, lattice: Lattice | undefined, progress: Progress): Promise<void> {
    const backend = this.#backend;
    const workspace = this.#workspace;
    if (method === 'direct') return directScore(backend, workspace, task, progress);
    this.#index ??= await CellIndex.create(backend, workspace, this.#points);
    if (method === 'grid' && lattice) {
      return latticeScore(backend, workspace, this.#index, { ...task, lattice }, progress);
    }
    return cellScore(backend, workspace, this.#index, task, progress);
  }

  async #choose(problem: Omit<Problem, 'isIndexed'>): Promise<RealMethod> {
    const { points, queries } = problem;
    if (points.dimension > MOST_CELL_DIMENSIONS || points.count * queries.count < FEW_PAIRS) return 'direct';
    const rates = isTimed(this.#backend) ? undefined : typicalRates(this.#backend);
    return cheapest(await this.#costs(problem, rates));
  }

  async #costs(problem: Omit<Problem, 'isIndexed'>, known?: Rates): Promise<Costs> {
    const whole = { ...problem, isIndexed: this.#index !== undefined };
    const dimension = Math.min(problem.points.dimension, MOST_CELL_DIMENSIONS);
    const rates = known ?? (await ratesOf(this.#backend, dimension));
    return costsOf(whole, rates, await sharesOf(this.#backend, whole));
  }

  #check({ sigma, method = 'auto', queries, gives }: ScoreRequest): void {
    const { dimension } = this.#points;
    if (typeof sigma !== 'number' || !(sigma >= LEAST_SIGMA && sigma <= MOST_SIGMA)) {
      throw new RangeError(`sigma is ${sigma}; a number from ${LEAST_SIGMA} to ${MOST_SIGMA} is allowed`);
    }
    if (!scoreMethods.includes(method)) {
      throw new RangeError(`method is ${JSON.stringify(method)}; allowed are ${scoreMethods.join(', ')}`);
    }
    if (method === 'grid' && gives === 'mean')
      throw new RangeError('method is grid where the mean is wanted; auto, direct and cells are allowed with it');
    if (method === 'cells' && dimension > MOST_CELL_DIMENSIONS) {
      throw new RangeError(
        `method is cells for dimension ${dimension}; 1 to ${MOST_CELL_DIMENSIONS} are allowed with it`,
      );
    }
    if ((method === 'grid' || isLattice(queries)) && dimension !== 2) {
      throw new RangeError(`queries are a grid for dimension ${dimension}; only 2 is allowed with it`);
    }
  }

  #readQueries({ queries, method, gives }: ScoreRequest): { values: PointSource; lattice: Lattice | undefined } {
    if (isLattice(queries)) return { values: latticeNodes(queries), lattice: gives === 'mean' ? undefined : queries };
    const isHost = queries instanceof Float32Array;
    const lattice = isHost && gives !== 'mean' && this.#points.dimension === 2 ? findLattice(queries) : undefined;
    if (method === 'grid' && !lattice) {
      throw new RangeError(
        'queries are no grid that method grid can use; allowed are the axes { xs, ys }, or a Float32Array with every x for each y, row by row, at least 4 by 4',
      );
    }
    return { values: queries, lattice };
  }

  #createResults({ count, dimension }: PointSet): ScoreArrays {
    const score = this.#backend.create('kernel score', 'f32', count * dimension);
    return { score, logDensity: this.#backend.create('log density', 'f32', count) };
  }
}

function cheapest({ direct, cells, grid }: Costs): RealMethod {
  const best = Math.min(direct, cells, grid);
  return cells === best ? 'cells' : grid === best ? 'grid' : 'direct';
}

/** Beyond these squares of differences over σ² leave float32. */
const LEAST_SIGMA = 1e-6;
const MOST_SIGMA = 1e6;

function checkLength({ score, logDensity }: ScoreArrays, { count, dimension }: PointSet): void {
  const wrong = score.length < count * dimension ? score : logDensity.length < count ? logDensity : undefined;
  if (!wrong) return;
  const wanted = wrong === score ? count * dimension : count;
  throw new RangeError(`into: ${wrong.label} has ${wrong.length} elements; at least ${wanted} are allowed`);
}
