// Drawback 1: the time of one evaluation against the number of pairs, for each method on this device. MATHS.md 3.4, K4.
import type { Backend } from '../../../compute/backend';
import { figure as shown } from '../../../experiment/claims';
import type { Figure } from '../../../experiment/figures';
import type { Plot, PlotSeries } from '../../../experiment/frame';
import type { PointCloud } from '../../../experiment/point-cloud';
import { mean } from '../../../math/statistics';
import { logSlope } from '../../../math/valley';
import { EvaluationTimer } from '../../../score/evaluation-timer';
import { MOST_CELL_DIMENSIONS } from '../../../score/cell-index';

type Timed = 'direct' | 'cells';

/** N = M = 2⁵ … 2¹⁵; a method stops growing once it takes longer than this. */
const SIZES = Array.from({ length: 11 }, (_, k) => 2 ** (k + 5));
const MOST_MS = 60;
/** The slope is fitted to the largest sizes, where the device has enough to do. */
const FITTED = 3;
/** The least of so many is taken. */
const REPEATS = 3;

export class CostFigure implements Figure {
  readonly #backend: Backend;
  readonly #cloud: PointCloud;
  readonly #sigma: () => number;
  readonly #methods: readonly Timed[];
  readonly #times: Record<Timed, { readonly pairs: number; readonly seconds: number }[]> = { direct: [], cells: [] };
  #waiting: { readonly method: Timed; readonly size: number }[];
  #timer: EvaluationTimer | undefined;
  /** Of the size that is being timed, in ms. */
  #elapsed: number[] = [];

  /** `sigma`: the setting, which may change. */
  constructor(backend: Backend, cloud: PointCloud, sigma: () => number) {
    this.#backend = backend;
    this.#cloud = cloud;
    this.#sigma = sigma;
    this.#methods = cloud.dimension <= MOST_CELL_DIMENSIONS ? ['direct', 'cells'] : ['direct'];
    this.#waiting = this.#methods.flatMap((method) => SIZES.map((size) => ({ method, size })));
  }

  async refine(): Promise<boolean> {
    if (this.#waiting.length === 0) return false;
    const [{ method, size }] = this.#waiting;
    const problem = { ...this.#cloud, points: size, queries: size, sigma: this.#sigma(), method };
    this.#timer ??= new EvaluationTimer(this.#backend, problem);
    const elapsed = await this.#timer.evaluate();
    this.#elapsed.push(elapsed);
    // The first one compiles and sorts.
    const [, ...counted] = this.#elapsed;
    if (counted.length === 0 || (counted.length < REPEATS && elapsed <= 4 * MOST_MS)) return true;
    this.#endTiming();
    const least = Math.min(...counted);
    this.#times[method].push({ pairs: size * size, seconds: least / 1000 });
    this.#waiting = this.#waiting.slice(1).filter((next) => least <= MOST_MS || next.method !== method);
    return this.#waiting.length > 0;
  }

  panel(): Plot {
    const isDone = this.#waiting.length === 0;
    const curves = this.#methods
      .map((method) => ({
        method,
        pairs: this.#times[method].map(({ pairs }) => pairs),
        seconds: this.#times[method].map(({ seconds }) => seconds),
      }))
      .filter(({ pairs }) => pairs.length > 0);
    const fits = isDone ? curves.map((curve) => ({ ...curve, ...fitCost(curve.pairs, curve.seconds) })) : [];
    const power = (slope: number): string => shown(Number(slope.toFixed(2)));
    return {
      kind: 'plot',
      id: 'cost',
      title: 'Cost: time of one evaluation',
      x: { label: 'N · M', scale: 'log' },
      y: { label: 'seconds', scale: 'log' },
      series: [
        ...curves.map(({ method, pairs, seconds }): PlotSeries => {
          const colour = method === 'direct' ? 'first' : 'second';
          return { label: method, colour, x: pairs, y: seconds, dots: true };
        }),
        ...fits.map(({ method, pairs, at, slope }): PlotSeries => {
          return { label: `${method}: slope ${power(slope)}`, colour: 'theory', x: pairs, y: pairs.map(at) };
        }),
      ],
      remarks: fits.map(
        ({ method, fixed, slope }) =>
          `${method}: ${shown(1000 * fixed)} ms whatever the size, and beyond it ∝ (N·M)^${power(slope)}.`,
      ),
      done: 1 - this.#waiting.length / (this.#methods.length * SIZES.length),
    };
  }

  dispose(): void {
    this.#waiting = [];
    this.#endTiming();
  }

  #endTiming(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#elapsed = [];
  }
}

export interface CostFit {
  /** Seconds of the smallest size: launching and waiting. */
  readonly fixed: number;
  /** Of what comes on top, over N·M in the logarithm. */
  readonly slope: number;
  readonly at: (pairs: number) => number;
}

/** T = fixed + c·(N·M)^slope through the largest sizes. */
export function fitCost(pairs: readonly number[], seconds: readonly number[]): CostFit {
  const fixed = Math.min(...seconds);
  const [largest, times] = [pairs.slice(-FITTED), seconds.slice(-FITTED).map((time) => time - fixed)];
  const slope = logSlope(largest, times);
  const level = mean(largest.flatMap((size, i) => (times[i] > 0 ? [Math.log(times[i]) - slope * Math.log(size)] : [])));
  return { fixed, slope, at: (size) => fixed + Math.exp(level) * size ** slope };
}
