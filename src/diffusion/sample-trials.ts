// What D12 and D13 say, measured on samples: where they end. MATHS.md 2.3, 2.5, 2.6.
import type { SamplerOptions } from '../math/diffusion-sampler';
import { sampledVariances } from '../math/gaussian-sampling';
import { drawn, provided, type Reading } from '../math/reading';
import { float64 } from '../math/rounding';
import { frequencyError, frequencyTail, gaussianVarianceError, mean, varianceTail } from '../math/statistics';
import { row, rowsOf, squareTo } from '../math/vectors';
import type { ErrorCurve } from './error-curve';
import { priorLoss, scheduleError, type Trial } from './trial';

/** Bandwidths between the nearest two data at which five standard errors of noise take nobody across. */
export const APART = 10;
/** Pairs of a particle and a datum that the host looks at. */
const PAIRS = 2 ** 23;

const distances = new WeakMap<Float32Array, number>();

/** The least distance between two data; looked for once. */
export function leastDistance({ law: { data, dimension: d } }: Trial): number {
  let least = distances.get(data) ?? Infinity;
  if (distances.has(data)) return Math.sqrt(least);
  for (let i = 0; i < data.length; i += d) {
    const place = data.subarray(i, i + d);
    for (let j = 0; j < i; j += d) least = Math.min(least, squareTo(data, j, place));
  }
  distances.set(data, least);
  return Math.sqrt(least);
}

export const bandwidthAt = ({ schedule }: Trial, t: number): number => schedule.at(t).sigma / schedule.at(t).alpha;

/** Variance over h₀² of what is left from the nearest datum; with a curve of these data their shares are looked at too. D12. */
export function memorised(trial: Trial, positions: Float32Array, curve?: ErrorCurve): Reading[] {
  const { schedule, dimension: d, steps } = trial;
  const { data, count } = trial.law;
  const n = Math.min(positions.length / d, Math.floor(PAIRS / (count * d)));
  const { alpha } = schedule.at(0);
  const hits = new Float64Array(count);
  let squares = 0;
  const sums = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    const y = row(positions, d, i).map((value) => value / alpha);
    const squaresTo = Array.from({ length: count }, (_, j) => squareTo(data, j * d, y));
    const nearest = squaresTo.reduce((best, square, j) => (square < squaresTo[best] ? j : best), 0);
    hits[nearest]++;
    squares += squaresTo[nearest];
    y.forEach((value, j) => (sums[j] += value - data[nearest * d + j]));
  }
  const h = bandwidthAt(trial, 0);
  // Below the last level at which the data are told apart a sample stays with its datum, and a distance is forgotten as h².
  const distance = leastDistance(trial);
  const levels = Array.from({ length: steps }, (_, k) => bandwidthAt(trial, (k + 1) / steps));
  const told = levels.findLast((level) => distance >= APART * level) ?? Infinity;
  const forgotten = (h / told) ** 2 * Math.max(1, trial.start / schedule.at(1).sigma ** 2);
  const place = Math.max(...data.map(Math.abs)) / h + 5;
  const rounding = trial.arithmetic.repeated(6 * steps) + 8 * trial.arithmetic.place(place) + 4 * float64.unit;
  const value = squares / (n * d * h * h);
  const tail = varianceTail(1, n * d);
  const outcome = [drawn({ value, standardError: gaussianVarianceError(1, n * d) }, 1, forgotten + tail + rounding)];
  const off = Math.max(...sums.map((sum) => Math.abs(sum / n) / h));
  const centred = off <= 5 / Math.sqrt(n) + (h / told) * (place + 5) + 8 * place * trial.arithmetic.unit * steps;
  const fair = !curve || sharesAgree(trial, curve, hits, n);
  return provided(outcome, centred && fair, centred ? 'a datum is reached too often' : 'the residual has a mean');
}

/**
 * Frequencies are 1/M but for √(KL/2) (Pinsker), where the path of the sampler is L_T − L_∞ and the prior's loss away from that of
 * the process: KL(q(z_s | z_t, x) | p) is KL(q(z_s | z_t) | p) and I(x; z_s | z_t), whose sum is I(x; z₀) − I(x; z₁).
 */
function sharesAgree(trial: Trial, curve: ErrorCurve, hits: Float64Array, n: number): boolean {
  const { schedule, steps, dimension } = trial;
  const count = hits.length;
  if (count === 1 || curve.law.data.length < trial.law.data.length) return true;
  const { limit } = curve.along(schedule);
  const data = trial.law.data;
  const prior = mean(rowsOf(data, dimension).map((x) => priorLoss(trial, x)));
  const path = curve.loss(schedule, steps) - limit + 2 * curve.error(limit) + prior;
  const slack = 5 * frequencyError(1 / count, n) + frequencyTail(n) + Math.sqrt(path / 2);
  return hits.every((hit) => Math.abs(hit / n - 1 / count) <= slack);
}

/** Variance of z₀ against the recursion. D13. */
export function gaussianEnd(
  trial: Trial,
  positions: Float32Array,
  { sampler, eta }: Pick<SamplerOptions, 'sampler' | 'eta'>,
): Reading[] {
  const { schedule, steps } = trial;
  const { smoothing, factor } = trial.law;
  const options = { sampler, factor, ...(eta === undefined ? {} : { eta }) };
  const predicted = sampledVariances(schedule, smoothing ** 2, steps, trial.start, options)[steps];
  const n = positions.length;
  const value = mean(Float64Array.from(positions, (z) => z * z));
  const relative = trial.arithmetic.repeated(12 * steps) + 2 * steps * scheduleError(schedule, steps);
  const rounding = varianceTail(predicted, n) + relative * predicted;
  return [drawn({ value, standardError: gaussianVarianceError(predicted, n) }, predicted, rounding)];
}
