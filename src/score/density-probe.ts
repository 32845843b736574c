// The engine asked one question at a time: score and log density of a point set, left on the device or read back.
import type { Backend, DeviceArray } from '../compute/backend';
import { KernelScore, type DeviceScore, type RealMethod, type ScoreMethod, type ScoreRequest } from './kernel-score';
import type { Lattice } from './lattice';
import { unlessAborted } from './paced-work';
import { urgently } from './device-turns';

export interface ProbeRequest {
  /** Row-major [n, d], or a lattice of the plane. */
  readonly queries: Float32Array | Lattice;
  readonly sigma: number;
  readonly method?: ScoreMethod;
  readonly signal?: AbortSignal;
  /** In shorter submissions, for somebody else's sake. */
  readonly background?: boolean;
  /** Somebody waits for these few pairs: before all others' pieces. */
  readonly urgent?: boolean;
}

export interface Probed {
  /** [n, d] */
  readonly score: Float32Array;
  /** [n] */
  readonly logDensity: Float32Array;
}

/** A point set that can be asked; one question at a time, the others wait. */
export class Probe {
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
  ask(request: ProbeRequest): Promise<Probed> {
    const turn = (): Promise<Probed> => this.#turn(() => this.#ask(request));
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

  async #ask({ signal, method = 'auto', ...request }: ProbeRequest): Promise<Probed> {
    this.#check(signal);
    const result = await this.#engine.evaluate({ ...request, method, ...(signal ? { signal } : {}) });
    const arrays: readonly DeviceArray[] = [result.score, result.logDensity];
    try {
      const reading = Promise.all(arrays.map((array) => this.#backend.read(array)));
      const [score, logDensity] = await unlessAborted(reading, signal);
      return { score: Float32Array.from(score), logDensity: Float32Array.from(logDensity) };
    } finally {
      for (const array of arrays) this.#backend.destroy(array);
    }
  }
}

/** The leading `most` rows of points whose order means nothing. */
export function leadingRows(points: Float32Array, dimension: number, most: number): Float32Array {
  return points.length > most * dimension ? points.slice(0, most * dimension) : points;
}
