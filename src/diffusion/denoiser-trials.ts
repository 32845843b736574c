// What D10, D11, D14 and D19 say, measured: the exact denoiser, and the step that it makes. MATHS.md 2.5, 2.6.
import { samplerRows } from '../math/diffusion-sampler';
import { diffusionSchedule } from '../math/diffusion-schedule';
import { leadingAxes, spread, weigh, type Weighting } from '../math/kernel-weights';
import type { Axis } from '../math/leading-eigenvectors';
import { exactScores, shiftMatrices, slopeError } from '../math/mean-shift-slopes';
import { computed, provided, type Reading } from '../math/reading';
import { float32, float64, type Rounding } from '../math/rounding';
import { length, minus, plus, rowsOf, squareTo } from '../math/vectors';
import { EngineRounding } from '../score/engine-rounding';
import { kernelScore } from '../score/evaluate-kernel-score';
import { denoise } from './denoise';
import { rangeOf } from './error-curve';
import { denoiserRow, takeChain, takeRows } from './row-blocks';
import { drawData, noised, scheduleError, someOf, type Law, type Trial } from './trial';

/** Numbers of the data that are looked at on the host; where a choice is looked for, and at how many levels. */
const HOST = 2 ** 15;
const CHOOSING = 2 ** 12;
const SCANNED = 64;
const PLACES = 16;
/** MATHS D11. */
const FAINT = { alpha: 1e-5, sigma: 1 } as const;
/** Nats between the nearest datum and the next. */
const CLEAR = 40;

const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs));

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

function middleOf({ data, dimension, count }: Law): Float64Array {
  return rowsOf(data, dimension).reduce((sum, point) => plus(sum, point, 1 / count), new Float64Array(dimension));
}

/** x̂ at places z [n, d], by the kernel that samples, or in higher dimensions the engine. */
async function denoised({ backend }: Trial, law: Law, level: Level, z: Float32Array): Promise<Float64Array[]> {
  const { data, dimension, smoothing, factor } = law;
  if (dimension <= 2) {
    const rows = [denoiserRow(level, law)];
    const [means] = await takeRows(backend, { data, dimension: dimension as 1 | 2, rows, blocks: [z] });
    return rowsOf(means, dimension);
  }
  const { xHat } = await denoise(backend, { data, z, dimension, ...level, smoothing });
  return rowsOf(xHat, dimension).map((mean) => mean.map((value) => factor * value));
}

/** What the host reads of more than two dimensions is float32. */
function readRounding({ dimension, arithmetic }: Trial): Rounding {
  return dimension > 2 ? float32 : arithmetic;
}

/** Of a weighted mean of the data at a place y and a bandwidth: its weights' exponents, exponentials and sums. */
function meanError(trial: Trial, data: Float32Array, y: Float64Array, bandwidth: number, weighing: Weighting): number {
  const rounding = readRounding(trial);
  const far = largest(data);
  const nearest = Math.min(...weighing.rows.map((i) => squareTo(data, i * y.length, y)));
  // A kernel further than this has less than a unit of the mass.
  const reach = (Math.sqrt(nearest) + 9 * bandwidth) / bandwidth;
  const exponent = (3 * Math.sqrt(y.length) * rounding.place(length(y) + far) * reach) / bandwidth;
  const weight = exponent + rounding.exponential((reach ** 2 / 2) * Math.LOG2E);
  return (
    Math.sqrt(spread(data, weighing)) * weight +
    (rounding.sum(data.length / y.length) + rounding.place(8)) * far * Math.sqrt(y.length)
  );
}

/** x̂ of the sampling kernel, exact, and by the kernel score: gaps. D10. */
export async function meanShift(trial: Trial): Promise<Reading[]> {
  const { backend, schedule } = trial;
  const law = someOf(trial, HOST / trial.dimension);
  const { data, dimension, smoothing } = law;
  const gaps: Reading[] = [];
  for (const t of [0, 0.5, 1]) {
    const { alpha, sigma, snr } = schedule.at(t);
    const bandwidth = Math.hypot(1 / Math.sqrt(snr), smoothing);
    const own = (smoothing / bandwidth) ** 2;
    const z = noised(trial, drawData(trial, law, PLACES, 0xda1), { alpha, sigma }, 0xda3);
    const queries = z.map((value) => value / alpha);
    const means = await denoised(trial, law, { alpha, sigma }, z);
    const { score } = await kernelScore(backend, { data, dimension, queries, sigma: bandwidth });
    const promised = new EngineRounding(backend, dimension, bandwidth);
    const scores = rowsOf(score, dimension);
    rowsOf(z, dimension).forEach((place, i) => {
      const y = place.map((value) => value / alpha);
      const weighing = weigh(data, y, bandwidth);
      const exact = plus(
        weighing.mean.map((value) => (1 - own) * value),
        y,
        own,
      );
      const query = queries.subarray(i * dimension, (i + 1) * dimension);
      const tweedie = plus(query, scores[i], bandwidth ** 2);
      const shifted = plus(
        tweedie.map((value) => (1 - own) * value),
        y,
        own,
      );
      const error = meanError(trial, data, y, bandwidth, weighing) + 16 * readRounding(trial).place(length(y));
      // The engine is asked at rounded places, where the mean is another one by the slope.
      const moved = float32.place(length(y)) * (1 + spread(data, weighing) / bandwidth ** 2);
      const engine = promised.score(length(scores[i])) * bandwidth ** 2 + 4 * float32.place(length(y));
      gaps.push(
        computed(length(minus(means[i], exact)), 0, error, bandwidth),
        computed(length(minus(means[i], shifted)), 0, error + moved + engine, bandwidth),
      );
    });
  }
  return gaps;
}

/** Gaps from the mean in noise alone, and from the nearest datum without any. D11. */
export async function denoiserLimits(trial: Trial): Promise<Reading[]> {
  const law = someOf(trial, HOST / trial.dimension);
  const { data, dimension, count } = law;
  const points = rowsOf(data, dimension);
  const middle = middleOf(law);
  const radius = Math.max(...points.map((point) => length(minus(point, middle))));
  const far = Math.sqrt(dimension) * largest(data);
  const noise = noised(trial, new Float32Array(PLACES * dimension), FAINT, 0xdb1);
  const inNoise = await denoised(trial, law, FAINT, noise);
  const rounding = readRounding(trial).operations(count + 64) * (far + radius);
  const gaps = rowsOf(noise, dimension).map((z, i) => {
    // Exponents differ by so much between data, and weights by as many parts of themselves.
    const slope = 2 * FAINT.alpha * radius * (length(z) + FAINT.alpha * (radius + length(middle)));
    return computed(length(minus(inNoise[i], middle)), 0, Math.expm1(slope) * radius + rounding, far);
  });
  const datum = points[0];
  const apart = Math.sqrt(Math.min(...points.map((point) => squareTo(point, 0, datum) || Infinity)));
  const gap = Number.isFinite(apart) ? apart : 1;
  // A quarter of the way to the next: the squares differ by half of the distance's.
  const near = Float32Array.from(datum, (value, j) => value + (j === 0 ? gap / 4 : 0));
  const [found] = await denoised(trial, law, { alpha: 1, sigma: gap / Math.sqrt(4 * CLEAR) }, near);
  const tolerance = count * Math.exp(-CLEAR) * 2 * radius + rounding;
  return [...gaps, computed(length(minus(found, datum)), 0, tolerance, gap)];
}

/** DDIM along the cosine schedule; and the KL in both forms. D14. */
export async function noiseForm(trial: Trial): Promise<Reading[]> {
  const { backend, schedule, steps } = trial;
  const [gamma0, gamma1] = rangeOf(schedule);
  const cosine = diffusionSchedule({ kind: 'vp-cosine', gamma0, gamma1 });
  const rows = samplerRows(cosine, steps, { sampler: 'ddim', smoothing: 1 });
  const places = await takeChain(backend, { data: [0], dimension: 1, rows, blocks: [[1]] });
  const [first, last] = [gamma0, gamma1].map((gamma) => Math.atan(Math.exp(gamma / 2)));
  const predicted = Math.cos((last - first) / steps) ** (2 * steps);
  // A cosine near 0 is known as well as its angle is.
  const angle = 4 * steps * float64.place(2) * Math.tan((last - first) / steps);
  const relative = 2 * trial.arithmetic.repeated(6 * steps) + scheduleError(cosine, steps) + angle;
  const outcome = [computed(places[steps - 1][0] ** 2, predicted, relative * predicted)];
  return provided(outcome, trial.dimension > 2 || (await formsAgree(trial)), 'the KL from ε̂ is not that from x̂');
}

/** The KL of first, middle and last step from x̂, and from ε̂ that the kernel gives itself. */
async function formsAgree(trial: Trial): Promise<boolean> {
  const { backend, schedule, steps } = trial;
  const law = someOf(trial, HOST / trial.dimension);
  const [dimension, rounding] = [law.dimension as 1 | 2, trial.arithmetic];
  const x = drawData(trial, law, PLACES, 0xde1);
  for (const i of new Set([1, Math.ceil(steps / 2), steps])) {
    const [early, late] = [schedule.at((i - 1) / steps), schedule.at(i / steps)];
    const { alpha, sigma } = late;
    const z = noised(trial, x, late, 0xde3);
    const rows = [denoiserRow(late, law), denoiserRow(late, law, { z: 1 / sigma, x: -alpha / sigma })];
    const [means, noises] = await takeRows(backend, { data: law.data, dimension, rows, blocks: [z, z] });
    const rise = Math.expm1(late.gamma - early.gamma) / 2;
    const weight = schedule.step((i - 1) / steps, i / steps).klWeight;
    for (let k = 0; k < x.length; k++) {
      const [off, noise] = [x[k] - means[k], (z[k] - alpha * x[k]) / sigma - noises[k]];
      const places = rounding.place(Math.abs(means[k]) + Math.abs(z[k] / alpha) + largest(law.data));
      const size = 8 * places;
      const errorX = 2 * weight * size * (2 * Math.abs(off) + size);
      const scaled = (alpha / sigma) * size;
      const errorNoise = 2 * rise * scaled * (2 * Math.abs(noise) + scaled);
      const relative = 2 * scheduleError(schedule, steps) * weight * off * off;
      if (!(Math.abs(weight * off * off - rise * noise * noise) <= errorX + errorNoise + relative)) return false;
    }
  }
  return true;
}

export interface Choice {
  readonly law: Law;
  /** The data's mean. */
  readonly place: Float64Array;
  /** √(h² + σ_d²), and Cov_w's leading axis at the mean. */
  readonly bandwidth: number;
  readonly axis: Axis;
}

/** The largest bandwidth of the schedule at which a perturbation of the data's mean grows. */
export function choiceOf(trial: Trial): Choice | undefined {
  const law = someOf(trial, CHOOSING / trial.dimension);
  if (law.count === 1) return undefined;
  const place = middleOf(law);
  const [from, to] = rangeOf(trial.schedule);
  for (let k = 0; k <= SCANNED; k++) {
    const bandwidth = Math.hypot(Math.exp((to + ((from - to) * k) / SCANNED) / 2), law.smoothing);
    const [axis] = leadingAxes(law.data, weigh(law.data, place, bandwidth), 1);
    if (axis && axis.value > bandwidth ** 2) return { law, place, bandwidth, axis };
  }
  return undefined;
}

/** The slope of x̂ where a perturbation begins to grow; nothing where none does. D19. */
export async function choosing(trial: Trial): Promise<Reading[]> {
  const choice = choiceOf(trial);
  if (!choice) return [];
  const { law, place, bandwidth, axis } = choice;
  const { data, dimension, factor } = law;
  const weighing = weigh(data, place, bandwidth);
  const level = { alpha: 1, sigma: bandwidth };
  const ask = async (queries: Float32Array): Promise<Float64Array> => {
    const means = await denoised(trial, { ...law, smoothing: 0 }, level, queries);
    return Float64Array.from(
      means.flatMap((mean, i) => Array.from(mean, (value, j) => (value - queries[i * dimension + j]) / bandwidth ** 2)),
    );
  };
  const spots = [{ place, axes: [axis] }];
  const [[[measured]]] = await shiftMatrices(ask, spots, bandwidth);
  const [[[exact]]] = await shiftMatrices(exactScores(data, dimension, bandwidth), spots, bandwidth);
  const predicted = (factor * axis.value) / bandwidth ** 2;
  const far = place.map((value) => Math.abs(value) + 2 * bandwidth);
  const error = meanError(trial, data, far, bandwidth, weighing) / bandwidth ** 2;
  // What is known to be left out by the difference is put back.
  const slope = measured - (factor * exact - predicted);
  return [computed(slope, predicted, slopeError(bandwidth, axis, () => error) + 64 * float64.place(predicted + 1))];
}
