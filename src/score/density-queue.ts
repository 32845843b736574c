// A density that can be asked by many: one queue before the engine, which leaves score and log density on the device or reads
// them back.
import type { Backend } from '../compute/backend';
import { MOST_CELL_DIMENSIONS } from './cell-index';
import { urgently } from './device-turns';
import { readScore, type HostScore } from './evaluate-kernel-score';
import { KernelScore, type DeviceScore, type RealMethod, type ScoreMethod, type ScoreRequest } from './kernel-score';
import { isLattice, type Lattice } from './lattice';

export interface DensityRequest {
  /** Row-major [n, d], or a lattice of the plane. */
  readonly queries: Float32Array | Lattice;
  readonly sigma: number;
  /** Default 'auto'; where a method cannot serve the queries another one does. */
  readonly method?: ScoreMethod;
  readonly signal?: AbortSignal;
  /** In shorter submissions, for somebody else's sake. */
  readonly background?: boolean;
  /** Somebody waits for these few pairs: before all others' pieces. */
  readonly urgent?: boolean;
}

/** The kernel density of a point set; it answers one question at a time, the others wait. */
export class DensityQueue {
  readonly points: Float32Array;
  readonly count: number;
  readonly dimension: number;
  readonly #backend: Backend;
  readonly #engine: KernelScore;
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(backend: Backend, points: Float32Array, dimension: number) {
    this.#backend = backend;
    this.points = points;
    this.dimension = dimension;
    this.count = points.length / dimension;
    this.#engine = new KernelScore(backend, points, dimension);
  }

  /** From host to host. */
  ask(request: DensityRequest): Promise<HostScore> {
    const turn = (): Promise<HostScore> => this.#turn(() => this.#ask(request));
    return request.urgent ? urgently(this.#backend, turn) : turn();
  }

  /** From device to device, or however the engine is asked. */
  evaluate(request: ScoreRequest): Promise<DeviceScore> {
    return this.#turn(() => {
      this.#check(request.signal);
      return this.#engine.evaluate(request);
    });
  }

  /** See the engine; it may be asked at any time. */
  steadyMethod(queries: number | Lattice, sigma: number): Promise<RealMethod> {
    return this.#engine.steadyMethod(queries, sigma);
  }

  /** Idempotent. */
  dispose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#engine.dispose();
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #check(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted();
    if (this.#over) throw new DOMException('the run has gone', 'AbortError');
  }

  async #ask({ signal, method = 'auto', ...request }: DensityRequest): Promise<HostScore> {
    this.#check(signal);
    const serving = servingMethod(method, request.queries, this.dimension);
    const result = await this.#engine.evaluate({ ...request, method: serving, ...(signal ? { signal } : {}) });
    return readScore(this.#backend, result, signal);
  }
}

/** The wanted one, or what serves the queries where that cannot. */
function servingMethod(wanted: ScoreMethod, queries: DensityRequest['queries'], dimension: number): ScoreMethod {
  if (wanted === 'grid' && !isLattice(queries)) return 'auto';
  return wanted === 'cells' && dimension > MOST_CELL_DIMENSIONS ? 'direct' : wanted;
}

/** The leading `most` rows of points whose order means nothing. */
export function leadingRows(points: Float32Array, dimension: number, most: number): Float32Array {
  return points.length > most * dimension ? points.slice(0, most * dimension) : points;
}
