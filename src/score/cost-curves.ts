// The time of one evaluation against the number of pairs, method by method. MATHS.md 3.4.
import type { Backend } from '../compute/backend';
import { MOST_CELL_DIMENSIONS } from './cell-index';
import { EvaluationTimer, type TimedProblem } from './evaluation-timer';

type Timed = 'direct' | 'cells';

/** N = M = 2⁵ … 2¹⁵; a method stops growing once it takes longer than this. */
const SIZES = Array.from({ length: 11 }, (_, k) => 2 ** (k + 5));
const MOST_MS = 60;
/** The least of so many is taken. */
const REPEATS = 3;

export interface CostCurve {
  readonly method: Timed;
  /** N · M */
  readonly pairs: readonly number[];
  readonly seconds: readonly number[];
}

/** Measured one evaluation at a time, so that others get the device in between. */
export class CostCurves {
  readonly #backend: Backend;
  readonly #density: Pick<TimedProblem, 'values' | 'dimension'>;
  readonly #all: number;
  #waiting: { readonly method: Timed; readonly size: number }[];
  #curves: readonly CostCurve[] = [];
  #timer: EvaluationTimer | undefined;
  /** Of the size that is being timed, in ms. */
  #elapsed: number[] = [];

  constructor(backend: Backend, density: Pick<TimedProblem, 'values' | 'dimension'>) {
    this.#backend = backend;
    this.#density = density;
    const methods: Timed[] = density.dimension <= MOST_CELL_DIMENSIONS ? ['direct', 'cells'] : ['direct'];
    this.#waiting = methods.flatMap((method) => SIZES.map((size) => ({ method, size })));
    this.#all = this.#waiting.length;
  }

  get curves(): readonly CostCurve[] {
    return this.#curves;
  }

  /** Share measured so far, 0 … 1. */
  get done(): number {
    return 1 - this.#waiting.length / this.#all;
  }

  /** One evaluation more at bandwidth `sigma`; true while there is more to do. */
  async measure(sigma: number): Promise<boolean> {
    if (this.#waiting.length === 0) return false;
    const [{ method, size }] = this.#waiting;
    const problem = { ...this.#density, points: size, queries: size, sigma, method };
    this.#timer ??= new EvaluationTimer(this.#backend, problem);
    const elapsed = await this.#timer.evaluate();
    this.#elapsed.push(elapsed);
    // The first one compiles and sorts.
    const [, ...counted] = this.#elapsed;
    if (counted.length === 0 || (counted.length < REPEATS && elapsed <= 4 * MOST_MS)) return true;
    this.#end();
    const least = Math.min(...counted);
    this.#add(method, size * size, least / 1000);
    this.#waiting = this.#waiting.slice(1).filter((next) => least <= MOST_MS || next.method !== method);
    return this.#waiting.length > 0;
  }

  dispose(): void {
    this.#waiting = [];
    this.#end();
  }

  #add(method: Timed, pairs: number, seconds: number): void {
    const others = this.#curves.filter((curve) => curve.method !== method);
    const { pairs: x, seconds: y } = this.#curves.find((curve) => curve.method === method) ?? {
      pairs: [],
      seconds: [],
    };
    this.#curves = [...others, { method, pairs: [...x, pairs], seconds: [...y, seconds] }];
  }

  #end(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#elapsed = [];
  }
}
