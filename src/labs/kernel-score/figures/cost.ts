// Drawback 1: the time of one evaluation against the number of pairs, for each method on this device. MATHS.md 3.4, K4.
import type { Backend } from '../../../compute/backend';
import { KernelScore } from '../../../score/kernel-score';
import type { Plot, PlotSeries } from '../../../experiment/lab';
import { figure as shown } from '../../../experiment/claims';
import type { PointCloud } from '../../../experiment/point-cloud';
import { logSlope, type Figure } from './figure';

type Timed = 'direct' | 'cells';

const NAMES: Readonly<Record<Timed, string>> = { direct: 'direct', cells: 'cells' };
/** N = M = 2⁵ … 2¹⁵; a method stops growing once it takes longer than this. */
const SIZES = Array.from({ length: 11 }, (_, k) => 2 ** (k + 5));
const MOST_MS = 60;
/** The slope is fitted to the largest sizes, where the device has enough to do. */
const FITTED = 3;
const REPEATS = 3;

export class CostFigure implements Figure {
  readonly #backend: Backend;
  readonly #cloud: PointCloud;
  readonly #sigma: () => number;
  readonly #waiting: Timed[];
  readonly #times = new Map<Timed, { pairs: number[]; seconds: number[] }>();
  #size = 0;
  #timing: Timing | undefined;

  constructor(backend: Backend, cloud: PointCloud, sigma: () => number) {
    this.#backend = backend;
    this.#cloud = cloud;
    this.#sigma = sigma;
    this.#waiting = cloud.dimension <= 3 ? ['direct', 'cells'] : ['direct'];
  }

  async refine(): Promise<boolean> {
    const [method] = this.#waiting;
    if (!method) return false;
    const size = SIZES[this.#size];
    const timing = (this.#timing ??= new Timing(this.#backend, this.#cloud, size, size, this.#sigma(), method));
    if (await timing.repeat()) return true;
    const { seconds } = timing;
    this.#endTiming();
    this.#size++;
    const times = this.#times.get(method) ?? { pairs: [], seconds: [] };
    this.#times.set(method, { pairs: [...times.pairs, size * size], seconds: [...times.seconds, seconds] });
    if (1000 * seconds > MOST_MS || this.#size >= SIZES.length) {
      this.#waiting.shift();
      this.#size = 0;
    }
    return this.#waiting.length > 0;
  }

  plot(): Plot {
    const measured = [...this.#times];
    const done = this.#waiting.length === 0;
    const fits = done
      ? measured.map(([method, { pairs, seconds }]) => ({ method, pairs, ...fitCost(pairs, seconds) }))
      : [];
    const finished = 2 - this.#waiting.length + this.#size / SIZES.length;
    return {
      kind: 'plot',
      id: 'cost',
      title: 'Cost: time of one evaluation',
      x: { label: 'N · M', scale: 'log' },
      y: { label: 'seconds', scale: 'log' },
      series: [
        ...measured.map(([method, { pairs, seconds }]): PlotSeries => ({
          label: NAMES[method],
          colour: method === 'direct' ? 'first' : 'second',
          x: pairs,
          y: seconds,
          dots: true,
        })),
        ...fits.map(({ method, pairs, at, slope }): PlotSeries => ({
          label: `${NAMES[method]}: slope ${shown(Number(slope.toFixed(2)))}`,
          colour: 'theory',
          x: pairs,
          y: pairs.map(at),
        })),
      ],
      remarks: fits.map(
        ({ method, fixed, slope }) =>
          `${NAMES[method]}: ${shown(1000 * fixed)} ms whatever the size, and beyond it ∝ (N·M)^${shown(Number(slope.toFixed(2)))}.`,
      ),
      done: done ? 1 : Math.min(0.99, finished / 2),
    };
  }

  dispose(): void {
    this.#waiting.length = 0;
    this.#endTiming();
  }

  #endTiming(): void {
    this.#timing?.dispose();
    this.#timing = undefined;
  }
}

export interface CostFit {
  /** Seconds of the smallest size: launching and waiting. */
  readonly fixed: number;
  /** Of what comes on top, over N·M in the logarithm. */
  readonly slope: number;
  readonly at: (pairs: number) => number;
}

/** T = fixed + c·(N·M)^slope through the largest sizes, where the device has enough to do. */
export function fitCost(pairs: readonly number[], seconds: readonly number[]): CostFit {
  const fixed = Math.min(...seconds);
  const [largest, times] = [pairs.slice(-FITTED), seconds.slice(-FITTED).map((time) => time - fixed)];
  const slope = logSlope(largest, times);
  const logs = largest.flatMap((size, i) => (times[i] > 0 ? [Math.log(times[i]) - slope * Math.log(size)] : []));
  const level = logs.reduce((sum, value) => sum + value / logs.length, 0);
  return { fixed, slope, at: (size) => fixed + Math.exp(level) * size ** slope };
}

/** The timing of one evaluation at M queries of a set of N points, made ready before; a repeat at a time, so that others get the device in between. */
export class Timing {
  readonly #backend: Backend;
  readonly #engine: KernelScore;
  readonly #places: Float32Array;
  readonly #sigma: number;
  readonly #method: Timed;
  #least = Infinity;
  #repeats = 0;
  #busy = false;
  #over = false;

  constructor(backend: Backend, cloud: PointCloud, points: number, queries: number, sigma: number, method: Timed) {
    this.#backend = backend;
    this.#engine = new KernelScore(backend, cycled(cloud, points, 0), cloud.dimension);
    this.#places = cycled(cloud, queries, 0.37);
    this.#sigma = sigma;
    this.#method = method;
  }

  get seconds(): number {
    return this.#least / 1000;
  }

  /** True while there should be one more. */
  async repeat(): Promise<boolean> {
    this.#busy = true;
    try {
      const elapsed = await this.evaluate();
      // The first one compiles and sorts.
      if (this.#repeats++ === 0) return true;
      this.#least = Math.min(this.#least, elapsed);
      return this.#repeats <= REPEATS && elapsed <= 4 * MOST_MS;
    } finally {
      this.#busy = false;
      if (this.#over) this.#engine.dispose();
    }
  }

  /** Idempotent. */
  dispose(): void {
    this.#over = true;
    if (!this.#busy) this.#engine.dispose();
  }

  /** Milliseconds of one. */
  async evaluate(): Promise<number> {
    const backend = this.#backend;
    await backend.settled();
    const started = performance.now();
    const { score, logDensity } = await this.#engine.evaluate({
      queries: this.#places,
      sigma: this.#sigma,
      method: this.#method,
    });
    await backend.settled();
    const elapsed = performance.now() - started;
    for (const array of [score, logDensity]) backend.destroy(array);
    return elapsed;
  }
}

/** As many rows as wanted, again from the first where they run out, each time and throughout moved by a little. */
function cycled({ values, count, dimension }: PointCloud, wanted: number, offset: number): Float32Array {
  return Float32Array.from({ length: wanted * dimension }, (_, i) => {
    const row = Math.floor(i / dimension);
    return values[(row % count) * dimension + (i % dimension)] + 0.01 * (offset + Math.floor(row / count));
  });
}
