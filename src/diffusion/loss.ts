// The diffusion loss L_T with the exact denoiser, its limit, and how fast it gets there. MATHS.md 2.5, 2.6.
import type { Backend } from '../compute/backend';
import { timePanels, type TimePanels } from '../math/diffusion-quadrature';
import type { Schedule } from '../math/diffusion-schedule';
import type { Progress } from '../score/paced-work';
import { checkBandwidth, checkNumber, checkSchedule, checkWhole, countHostPoints } from './checks';
import { ErrorEngine } from './errors';

export interface DiffusionLossOptions extends Pick<Progress, 'signal' | 'onProgress'> {
  /** The data x_i, row-major [M, dimension]. */
  readonly data: Float32Array;
  /** 1 or 2. */
  readonly dimension: number;
  readonly schedule: Schedule;
  /** The numbers of steps T for which L_T is wanted, each 1 to 65,536. */
  readonly steps: readonly number[];
  /** Bandwidth σ_d ≥ 0: the law of the data is their kernel density. Default 0. */
  readonly smoothing?: number;
  /** What x̂ is multiplied by, to see what a wrong denoiser costs. Default 1. */
  readonly factor?: number;
}

/** Nats. */
export interface DiffusionLoss {
  /** L_T for each of `steps`, averaged over the data. */
  readonly loss: number[];
  /** L_T(x_j), [steps][M]. */
  readonly perDatum: number[][];
  /** L_∞ = lim L_T */
  readonly limit: number;
  /** [M] */
  readonly limitPerDatum: number[];
  /** K₁ = lim T(L_T − L_∞) */
  readonly k1: number;
}

/** Errors that are kept: noise levels times data. */
const MOST_ERRORS = 2 ** 24;

/**
 * L_T, its limit and K₁ with the exact denoiser of `data`, averaged and for each datum, in nats. MATHS.md 2.5, 2.6. The mean over
 * the noise is the trapezoidal rule of 2.6 (step 0.1 on a line, 0.2 in the plane: right to 2·10⁻⁹), in float32 on a device and added in
 * float64; over time Gauss and Legendre. The work is (noise levels)·M²·(171 or 3,313 nodes). Throws RangeError or TypeError
 * naming the argument, what it was and what is allowed, so for more than two dimensions, where that rule is of no use; rejects
 * with the reason of an aborted signal.
 */
export async function diffusionLoss(backend: Backend, options: DiffusionLossOptions): Promise<DiffusionLoss> {
  const { data, dimension, schedule, steps, smoothing = 0, factor = 1, signal, onProgress } = options;
  const count = checkOptions(options);
  const panels = timePanels(schedule);
  // The T of a list share their times where they can.
  const times = [
    ...new Set([...panels.times, ...steps.flatMap((T) => Array.from({ length: T }, (_, i) => (i + 1) / T))]),
  ];
  if (times.length * count > MOST_ERRORS)
    throw new RangeError(
      `steps and data ask for ${times.length} noise levels of ${count} data; ${MOST_ERRORS} of both together are allowed`,
    );
  const engine = new ErrorEngine(backend, data, dimension as 1 | 2);
  try {
    const bandwidths = times.map((t) => 1 / Math.sqrt(schedule.at(t).snr));
    const progress = { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
    const { squares } = await engine.evaluate({ bandwidths, smoothing, factor, ...progress });
    return lossesOf(schedule, steps, times, panels, squares, count);
  } finally {
    engine.dispose();
  }
}

function checkOptions({ data, dimension, schedule, steps, smoothing = 0, factor = 1 }: DiffusionLossOptions): number {
  checkWhole('dimension', dimension, 1, 2);
  const count = countHostPoints('data', data, dimension);
  checkSchedule(schedule);
  if (!Array.isArray(steps) || steps.length === 0) throw new TypeError('steps must be an array of at least one number');
  steps.forEach((T, k) => checkWhole(`steps[${k}]`, T, 1, 65_536));
  checkNumber('smoothing', smoothing, 0, 1e6);
  checkNumber('factor', factor, -1e6, 1e6);
  for (const t of [0, 1]) {
    const { alpha, sigma } = schedule.at(t);
    checkBandwidth(Math.hypot(sigma / alpha, smoothing), `of the schedule at t = ${t}`);
  }
  return count;
}

/** Sums and integrals over time, of errors [times, M] whose first times are the panels'. */
function lossesOf(
  schedule: Schedule,
  steps: readonly number[],
  times: readonly number[],
  panels: TimePanels,
  squares: Float64Array,
  count: number,
): DiffusionLoss {
  const rowOf = new Map(times.map((t, row) => [t, row]));
  const perDatum = steps.map((T) => {
    const losses = new Float64Array(count);
    for (let i = 1; i <= T; i++) {
      const row = rowOf.get(i / T) ?? 0;
      const { klWeight } = schedule.step((i - 1) / T, i / T);
      for (let j = 0; j < count; j++) losses[j] += klWeight * squares[row * count + j];
    }
    return [...losses];
  });
  const errorsOf = (datum: number): number[] => panels.times.map((_, row) => squares[row * count + datum]);
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / count;
  const limitPerDatum = Array.from({ length: count }, (_, j) => panels.limit(errorsOf(j)));
  return {
    loss: perDatum.map(average),
    perDatum,
    limit: average(limitPerDatum),
    limitPerDatum,
    k1: average(Array.from({ length: count }, (_, j) => panels.slope(errorsOf(j)))),
  };
}
