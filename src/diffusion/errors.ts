// Errors of the exact denoiser over noise levels and data, on the line and in the plane. MATHS.md 2.5, 2.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { diffusionErrors, packLevel, packNodes } from '../kernels/diffusion-errors';
import { normalNodes, type NormalNodes } from '../math/diffusion-quadrature';
import { PacedWork, pacerOf, type Progress } from '../score/paced-work';
import { inPlane } from './fused-steps';

export interface ErrorsOptions extends Progress {
  /** h = σ/α of each level. */
  readonly bandwidths: readonly number[];
  /** σ_d ≥ 0; default 0. */
  readonly smoothing?: number;
  /** What x̂ is multiplied by; default 1. */
  readonly factor?: number;
}

/** Each [levels, M]. */
export interface DenoiserErrors {
  /** E‖x − x̂‖² where x is the datum, or drawn from its kernel. */
  readonly squares: Float64Array;
  /** Without smoothing: E‖x − x̂‖⁴. */
  readonly fourths: Float64Array;
  /** E log Σ_i of the densities of y given x_i over that given the datum: log M less it, averaged, is I(x; z), nats. */
  readonly logMasses: Float64Array;
}

/** Nodes of a thread. */
const SPAN = 256;
/** Threads of a launch, each of which leaves four numbers. */
const MOST_THREADS = 2 ** 18;
const FIRST_PAIRS = { webgpu: 2 ** 21, reference: 2 ** 17 } as const;

/** Data made ready for many evaluations; one at a time. */
export class ErrorEngine {
  readonly count: number;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #dimension: number;
  readonly #nodes: number;
  readonly #arrays: Readonly<Record<'data' | 'nodes', ReturnType<Scope['create']>>>;

  /** `data` row-major [M, dimension], dimension 1 or 2; `nodes` of the mean over the noise, all within 8.5 of 0. */
  constructor(
    backend: Backend,
    data: ArrayLike<number>,
    dimension: 1 | 2,
    nodes: NormalNodes = normalNodes(dimension),
  ) {
    this.#backend = backend;
    this.#dimension = dimension;
    this.#scope = new Scope(backend);
    this.count = data.length / dimension;
    const packed = packNodes(nodes.places, nodes.weights);
    this.#nodes = packed.length / 4;
    this.#arrays = {
      data: this.#scope.create('data', 'f32', 2 * this.count),
      nodes: this.#scope.create('nodes', 'f32', packed.length),
    };
    backend.write(this.#arrays.data, inPlane(data, dimension));
    backend.write(this.#arrays.nodes, packed);
  }

  /** Pairs of a node's place and a point in one level. */
  get pairs(): number {
    return this.#nodes * this.count * this.count;
  }

  /** Sums in float64 of what the device sums over 256 nodes; rejects with the reason of an aborted signal. */
  async evaluate({ bandwidths, smoothing = 0, factor = 1, ...progress }: ErrorsOptions): Promise<DenoiserErrors> {
    const owns = bandwidths.map((h) => smoothing ** 2 / (h * h + smoothing ** 2));
    const scope = new Scope(this.#backend);
    try {
      const rows = bandwidths.flatMap((h, level) => packLevel(Math.hypot(h, smoothing), owns[level]));
      const levels = scope.create('levels', 'f32', rows.length);
      this.#backend.write(levels, rows);
      const errors = await this.#sum(scope, levels, bandwidths.length, factor, progress);
      for (let slot = 0; slot < errors.squares.length; slot++) {
        const level = Math.floor(slot / this.count);
        errors.squares[slot] += this.#dimension * owns[level] * bandwidths[level] ** 2;
      }
      return errors;
    } finally {
      scope.dispose();
    }
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#scope.dispose();
  }

  async #sum(
    scope: Scope,
    levels: ReturnType<Scope['create']>,
    levelCount: number,
    factor: number,
    progress: Progress,
  ): Promise<DenoiserErrors> {
    const backend = this.#backend;
    const { count } = this;
    const blocks = Math.ceil(this.#nodes / SPAN);
    const all = levelCount * count * blocks;
    const pairs = Math.min(SPAN, this.#nodes) * count;
    await backend.prepare(diffusionErrors);
    const pacer = pacerOf(backend, 'denoiser errors', FIRST_PAIRS[backend.kind], 64 * SPAN);
    const work = new PacedWork(backend, pacer, all * pairs, progress);
    const sums = scope.create('sums', 'f32', 4 * Math.min(all, MOST_THREADS));
    const result = [0, 1, 2].map(() => new Float64Array(levelCount * count));
    const weights = new Float64Array(levelCount * count);
    for (let first = 0; first < all; first += MOST_THREADS) {
      const last = Math.min(first + MOST_THREADS, all);
      for (let firstThread = first; firstThread < last;) {
        const threads = Math.min(Math.max(64, Math.floor(work.room / pairs)), last - firstThread, MOST_THREADS);
        backend.dispatch(diffusionErrors, {
          arrays: { ...this.#arrays, levels, sums },
          threads,
          params: {
            firstThread,
            firstSum: firstThread - first,
            points: count,
            nodes: this.#nodes,
            span: SPAN,
            factor,
          },
        });
        firstThread += threads;
        await work.add(threads * pairs);
      }
      const read = await backend.read(sums, 0, 4 * (last - first));
      for (let thread = first; thread < last; thread++) {
        const [slot, at] = [Math.floor(thread / blocks), 4 * (thread - first)];
        result.forEach((values, k) => (values[slot] += read[at + k]));
        weights[slot] += read[at + 3];
      }
    }
    work.end();
    const [squares, fourths, logMasses] = result.map((values) => values.map((value, slot) => value / weights[slot]));
    return { squares, fourths, logMasses };
  }
}
