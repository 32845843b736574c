// What D6 and D16 to D18 say, measured: single terms of the bound, drawn. MATHS.md 2.5, 2.8.
import { diffusionSchedule, type NoiseLevel, type Schedule } from '../math/diffusion-schedule';
import { normalSource, uniformSource } from '../math/random';
import { drawn, provided, type Reading } from '../math/reading';
import { effectiveNumber, mean, meanOf } from '../math/statistics';
import { row, squareTo } from '../math/vectors';
import { noiseAt, rangeOf, type DataLaw, type ErrorCurve } from './error-curve';
import { denoiserRow, takeRows } from './row-blocks';
import { affordable, drawData, telling, type Trial } from './trial';

/** MATHS D6. */
const DRAWS = 2 ** 14;
/** Times, one in each of as many strata: that leaves means alone and makes errors no larger. */
const TIMES = 2 ** 11;
/** Draws at each. */
const EACH = 16;
/** Half of the difference that a slope in time is taken over. */
const NEAR = 1e-6;
/** Values of m₄ from which the best schedule is made. */
const VALUES = 257;

/** ‖x − x̂‖² of draws of x made noisy, so many of them at each level: by the kernel that samples. */
async function squaredErrors(
  trial: Trial,
  law: DataLaw,
  levels: readonly NoiseLevel[],
  counts: readonly number[],
  stream: number,
): Promise<Float64Array[]> {
  const { data, dimension: d } = law;
  let last = 0;
  const ends = counts.map((count) => (last += d * count));
  const x = drawData(trial, law, last / d, stream);
  const noise = normalSource(trial.seed, stream + 2);
  const from = (k: number): number => (k === 0 ? 0 : ends[k - 1]);
  const blocks = levels.map(({ alpha, sigma }, k) =>
    x.slice(from(k), ends[k]).map((value) => alpha * value + sigma * noise()),
  );
  const rows = levels.map((level) => denoiserRow(level, law));
  const means = await takeRows(trial.backend, { data, dimension: d, rows, blocks });
  return means.map((mean, k) =>
    Float64Array.from({ length: counts[k] }, (_, i) => squareTo(x, from(k) + i * d, row(mean, d, i))),
  );
}

/** The mean of one term of the sum, drawn and multiplied by T. D6. */
export async function oneTerm(trial: Trial, curve: ErrorCurve): Promise<Reading[]> {
  const { schedule, steps, seed } = trial;
  const { law } = curve;
  const n = affordable(trial, DRAWS);
  const counts = Array.from({ length: steps }, () => 0);
  const uniform = uniformSource(seed, 0xd61);
  for (let draw = 0; draw < n; draw++) counts[Math.min(steps - 1, Math.floor(uniform() * steps))]++;
  const levels = counts.map((_, k) => schedule.at((k + 1) / steps));
  const weights = counts.map((_, k) => steps * schedule.step(k / steps, (k + 1) / steps).klWeight);
  const errors = await squaredErrors(trial, law, levels, counts, 0xd62);
  const value =
    errors.reduce((sum, squares, k) => sum + weights[k] * squares.reduce((all, one) => all + one, 0), 0) / n;
  const predicted = curve.loss(schedule, steps);
  const second = mean(weights.map((weight, k) => weight ** 2 * curve.fourthsAt(levels[k].gamma)));
  const off = 8 * trial.arithmetic.place(Math.max(...law.data.map(Math.abs)) + (law.smoothing ?? 0));
  // By Cauchy and Schwarz over the terms.
  const rounding = curve.error(predicted) + 2 * off * Math.sqrt(0.5 * schedule.at(0).snr * predicted);
  return [drawn({ value, standardError: Math.sqrt((second - predicted ** 2) / n) }, predicted, rounding)];
}

interface Terms {
  /** X = ½|dSNR/dt|·‖x − x̂‖², EACH times at every time. */
  readonly drawn: readonly Float64Array[];
  /** EX and EX² at every time, by the curve. */
  readonly means: readonly number[];
  readonly seconds: readonly number[];
  /** Where errors are not too rare to be drawn; elsewhere what the curve has is taken. */
  readonly isTold: readonly boolean[];
  /** By the curve so many of the times count that they give a standard error, and most of EX² is drawn. */
  readonly areMany: boolean;
}

/** Fewest times that count. */
const FEWEST = 30;
const SURE = 'no datum is ever in doubt at so little noise';
/** (E r)²/E r², which is how often there is an error where all are alike: rarer ones have no standard error that can be seen. */
const LEAST_SHARE = 0.02;
const TOO_FEW = 'few of the drawn times have nearly all of the error';

async function drawTerms(trial: Trial, curve: ErrorCurve, schedule: Schedule, stream: number): Promise<Terms> {
  const uniform = uniformSource(trial.seed, stream);
  const n = affordable(trial, TIMES);
  const times = Array.from({ length: n }, (_, k) => (k + uniform()) / n);
  const slopes = times.map((t) => {
    const [before, after] = [Math.max(0, t - NEAR), Math.min(1, t + NEAR)];
    return (schedule.at(before).snr - schedule.at(after).snr) / (after - before) / 2;
  });
  const levels = times.map((t) => schedule.at(t));
  const counts = levels.map(() => EACH);
  const errors = await squaredErrors(trial, curve.law, levels, counts, stream + 1);
  const gammas = times.map((t) => noiseAt(schedule, t));
  const means = gammas.map((gamma, k) => slopes[k] * curve.squaresAt(gamma));
  const seconds = gammas.map((gamma, k) => slopes[k] ** 2 * Math.max(0, curve.fourthsAt(gamma)));
  const isTold = means.map((one, k) => one > 0 && one * one >= LEAST_SHARE * seconds[k]);
  const told = seconds.filter((_, k) => isTold[k]);
  return {
    means,
    seconds,
    isTold,
    drawn: errors.map((squares, k) => squares.map((square) => slopes[k] * square)),
    areMany: effectiveNumber(seconds) >= FEWEST && mean(told) * told.length >= 0.5 * mean(seconds) * times.length,
  };
}

/** Where it is told, what was drawn; elsewhere what is known. */
function chosen(
  { drawn: terms, isTold }: Terms,
  of: (drawn: Float64Array) => number,
  known: (k: number) => number,
): number[] {
  return terms.map((drawn, k) => (isTold[k] ? of(drawn) : known(k)));
}

/** (X − L)², its means at the times. */
function squaresAround(limit: number, terms: Terms): number[] {
  return chosen(
    terms,
    (drawn) => mean(drawn.map((term) => (term - limit) ** 2)),
    (k) => terms.seconds[k] - 2 * limit * terms.means[k] + limit ** 2,
  );
}

/** E(X − L_∞)² along the present schedule. D16. */
export async function termVariance(trial: Trial, curve: ErrorCurve): Promise<Reading[]> {
  const { limit, second, coarse } = curve.along(trial.schedule);
  const terms = await drawTerms(trial, curve, trial.schedule, 0xd161);
  const first = meanOf(chosen(terms, mean, (k) => terms.means[k]));
  const squares = squaresAround(limit, terms);
  const rounding = 2 * curve.error(second) + coarse.second;
  const outcome = telling([drawn(meanOf(squares), second - limit ** 2, rounding)], terms.areMany, TOO_FEW);
  const centred = Math.abs(first.value - limit) <= 5 * first.standardError + curve.error(limit);
  return provided(outcome, centred, 'the mean is not L_∞');
}

/** The same along dt ∝ √m₄ dSNR. D17. */
export async function leastVariance(trial: Trial, curve: ErrorCurve): Promise<Reading[]> {
  const [gamma0, gamma1] = rangeOf(trial.schedule);
  const at = (i: number): number => gamma0 + ((gamma1 - gamma0) * i) / (VALUES - 1);
  const fourths = Array.from({ length: VALUES }, (_, i) => Math.max(0, curve.fourthsAt(at(i))));
  if (!fourths.some((fourth) => fourth > 0)) return telling([drawn({ value: 0, standardError: 0 }, 0, 0)], false, SURE);
  const best = diffusionSchedule({ kind: 'least-variance', gamma0, gamma1, fourths });
  const { limit, second, least, coarse } = curve.along(trial.schedule);
  const terms = await drawTerms(trial, curve, best, 0xd171);
  const squares = squaresAround(limit, terms);
  const measured = drawn(meanOf(squares), least - limit ** 2, 2 * curve.error(least));
  const outcome = telling([measured], terms.areMany, TOO_FEW);
  return provided(outcome, second >= least - 2 * curve.error(least) - coarse.second, 'the present schedule has less');
}

/** The share that is left within times. D18. */
export async function strata(trial: Trial, curve: ErrorCurve): Promise<Reading[]> {
  const { schedule } = trial;
  const { limit, second, between, coarse } = curve.along(schedule);
  const terms = await drawTerms(trial, curve, schedule, 0xd181);
  const left = chosen(
    terms,
    (drawn) => (EACH / (EACH - 1)) * (mean(drawn.map((term) => term ** 2)) - mean(drawn) ** 2),
    (k) => terms.seconds[k] - terms.means[k] ** 2,
  );
  const all = squaresAround(limit, terms);
  const whole = mean(all);
  const value = mean(left) / whole;
  const { standardError } = meanOf(left.map((one, k) => (one - value * all[k]) / whole));
  const variance = second - limit ** 2;
  const rounding = (4 * curve.error(second) + 2 * coarse.second + coarse.between) / variance;
  return telling([drawn({ value, standardError }, (second - between) / variance, rounding)], terms.areMany, TOO_FEW);
}
