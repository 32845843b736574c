// What D1 to D5 and D15 say, measured: the process that makes data noisy, and its posterior. MATHS.md 2.1 to 2.5.
import { noisingRows, samplerRows } from '../math/diffusion-sampler';
import { normalSource } from '../math/random';
import { computed, drawn, provided, type Reading } from '../math/reading';
import { float64 } from '../math/rounding';
import { gaussianVarianceError, judge, mean, meanOf, varianceTail } from '../math/statistics';
import { length, minus, row, rowsOf, squareTo } from '../math/vectors';
import { plainRow, takeChain, takeRows } from './row-blocks';
import { figure } from '../numbers';
import { affordable, drawData, isPreserving, noised, priorLoss, scheduleError, someOf, type Trial } from './trial';

/** Numbers that are drawn where a variance is measured. */
const DRAWS = 2 ** 15;
/** More steps than these are not told apart, and cost as much. */
const MOST_STEPS = 64;
const TIMES = [0, 0.25, 0.5, 0.75, 1];
/** MATHS D3, D4. */
export const CHAIN = 16;
const REGRESSED = [-1, 0.5, 1.5];

/** Var z_t at five times. D1. */
export async function noisyVariances(trial: Trial): Promise<Reading[]> {
  const { backend, schedule, seed, dimension: d } = trial;
  const law = trial.law;
  const middle = Float64Array.from({ length: d }, (_, j) => mean(law.data.filter((_, i) => i % d === j)));
  const distances = Float64Array.from({ length: law.count }, (_, i) => squareTo(law.data, i * d, middle));
  const n = 2 * Math.ceil(affordable(trial, DRAWS) / d / 2);
  const x = drawData(trial, law, n, 0xd11);
  const levels = TIMES.map((t) => schedule.at(t));
  const rows = levels.map(({ alpha, sigma }) => plainRow(alpha, sigma));
  // Coordinates do not know of each other: two of them at a time.
  const blocks = rows.map(() => x);
  const places = await takeRows(backend, { dimension: 2, rows, blocks, noise: seed ^ 0xd1 });
  const outcomes = levels.map(({ alpha, sigma }, k) => {
    const noise = alpha ** 2 * law.smoothing ** 2 + sigma ** 2;
    const [square, fourth] = [alpha ** 2 * mean(distances), alpha ** 4 * mean(distances.map((v) => v * v))];
    const all = square + d * noise;
    const spread = fourth + (2 * d + 4) * square * noise + d * (d + 2) * noise ** 2 - all ** 2;
    const centre = middle.map((value) => alpha * value);
    const squares = Float64Array.from({ length: n }, (_, i) => squareTo(places[k], i * d, centre) / d);
    const standardError = Math.sqrt(spread / n) / d;
    const size = all / d + Math.max(...centre.map(Math.abs)) ** 2;
    const rounding = varianceTail(all / d, n) + 8 * trial.arithmetic.place(size);
    return drawn({ value: mean(squares), standardError }, all / d, rounding);
  });
  const sums = levels.map(({ alpha, sigma }) => alpha ** 2 + sigma ** 2);
  const worst = sums.reduce((one, other) => (Math.abs(other - 1) > Math.abs(one - 1) ? other : one));
  const kept = Math.abs(worst - 1) <= 16 * float64.unit;
  return provided(outcomes, kept || !isPreserving(schedule), `α² + σ² is ${figure(worst)}, not 1`);
}

/** What single impulses become over many steps: α_{t|0}, and σ²_{t|0} as a sum of squares. D2. */
export async function addedSteps(trial: Trial): Promise<Reading[]> {
  const { backend, schedule } = trial;
  const steps = Math.min(trial.steps, MOST_STEPS);
  // One particle starts at 1 and sees no noise; each of the others starts at 0 and sees one unit of it.
  const impulse = (k: number): Float64Array => Float64Array.from({ length: steps + 1 }, (_, i) => (i === k ? 1 : 0));
  const noise = Array.from({ length: steps }, (_, k) => impulse(k + 1));
  const rows = noisingRows(schedule, steps);
  const answers = await takeChain(backend, { dimension: 1, rows, blocks: [impulse(0)], noise });
  const start = schedule.at(0);
  const outcomes = answers.flatMap(([carried, ...responses], k) => {
    const { alpha, sigma, snr } = schedule.at((k + 1) / steps);
    // Every factor is rounded when it is stored and when it is used.
    const relative = trial.arithmetic.repeated(2 * k + 6) + scheduleError(schedule, steps);
    const [kept, added] = [alpha / start.alpha, -(sigma ** 2) * Math.expm1(Math.log(snr / start.snr))];
    const sum = responses.reduce((total, value) => total + value * value, 0);
    return [computed(sum, added, 2 * relative * added), computed(carried, kept, relative * kept)];
  });
  return outcomes;
}

/** The variance over σ_t² after each step of a chain from one datum. D3. */
export async function chainMarginals(trial: Trial): Promise<Reading[]> {
  const { backend, schedule, seed } = trial;
  const { data } = someOf(trial, 1);
  const [x, n] = [[data[0], data[1] ?? data[0]], affordable(trial, DRAWS / 8)];
  const block = Float32Array.from({ length: 2 * n }, (_, i) => x[i % 2]);
  const start = schedule.at(0);
  const rows = [plainRow(start.alpha, start.sigma), ...noisingRows(schedule, CHAIN)];
  const places = await takeChain(backend, { dimension: 2, rows, blocks: [block], noise: seed ^ 0xd3 });
  let gone = 0;
  const outcomes = places.map((z, k) => {
    const { alpha, sigma } = schedule.at(k / CHAIN);
    const off = Float64Array.from(z, (value, i) => (value - alpha * x[i % 2]) / sigma);
    const size = 1 + (alpha * Math.max(...x.map(Math.abs))) / sigma;
    const relative = trial.arithmetic.repeated(4 * k + 6) + scheduleError(schedule, CHAIN);
    gone = Math.max(gone, Math.abs(mean(off)) / (5 / Math.sqrt(2 * n) + relative * size));
    const value = mean(off.map((one) => one * one));
    const standardError = gaussianVarianceError(1, 2 * n);
    return drawn({ value, standardError }, 1, varianceTail(1, 2 * n) + 4 * relative * size);
  });
  return provided(
    outcomes,
    gone <= 1,
    `the mean is away from αx by ${figure(gone)} times what chance and rounding allow`,
  );
}

/** The regression of z_s on (z_t, x): both coefficients, and what is left. D4. */
export async function regressedStep(trial: Trial): Promise<Reading[]> {
  const { backend, schedule, seed } = trial;
  const steps = Math.min(trial.steps, MOST_STEPS);
  const i = Math.ceil(steps / 2);
  const [s, t] = [(i - 1) / steps, i / steps];
  const [early, late, step] = [schedule.at(s), schedule.at(t), schedule.step(s, t)];
  const n = affordable(trial, DRAWS);
  const x = Float32Array.from({ length: n }, (_, k) => REGRESSED[k % 3]);
  const rows = [plainRow(early.alpha, early.sigma), plainRow(step.alphaTs, Math.sqrt(step.varTs))];
  const [zs, zt] = await takeChain(backend, { dimension: 2, rows, blocks: [x], noise: seed ^ 0xd4 });
  const [tt, tx, xx, st, sx, ss] = [
    [zt, zt],
    [zt, x],
    [x, x],
    [zs, zt],
    [zs, x],
    [zs, zs],
  ].map(([one, other]) => mean(Float64Array.from(one, (value, k) => value * other[k])));
  const determinant = tt * xx - tx * tx;
  const [coefZ, coefX] = [(st * xx - sx * tx) / determinant, (sx * tt - st * tx) / determinant];
  const power = mean(REGRESSED.map((value) => value * value));
  // Rounding moves a sample by units of its size.
  const size = early.alpha * 2 + 5 * (early.sigma + late.sigma);
  const rounding = 8 * trial.arithmetic.place(size) + float64.operations(n);
  const errors = [1 / late.sigma, Math.hypot(1 / Math.sqrt(power), late.alpha / late.sigma)];
  const slope = (value: number, predicted: number, error: number): Reading =>
    drawn({ value, standardError: error * Math.sqrt(step.varQ / n) }, predicted, rounding * error);
  return [
    slope(coefZ, step.coefZ, errors[0]),
    slope(coefX, step.coefX, errors[1]),
    drawn(
      { value: ss - coefZ * st - coefX * sx, standardError: gaussianVarianceError(step.varQ, n) },
      step.varQ,
      varianceTail(step.varQ, n) + 4 * size * rounding,
    ),
  ];
}

/** The KL of first, middle and last step with another x̂. D5. */
export async function stepDivergences(trial: Trial): Promise<Reading[]> {
  const steps = [...new Set([1, Math.ceil(trial.steps / 2), trial.steps])];
  return Promise.all(steps.map((i) => divergenceAt(trial, i)));
}

/** The step from i/T: its means with x and with x̂ alone as data, and its samples. */
async function divergenceAt(trial: Trial, i: number): Promise<Reading> {
  const { backend, schedule, seed } = trial;
  const [s, t] = [(i - 1) / trial.steps, i / trial.steps];
  const n = affordable(trial, DRAWS / 8);
  const rows = [samplerRows(schedule, trial.steps, { sampler: 'ancestral' })[trial.steps - i]];
  const { data } = someOf(trial, 1);
  const x = [data[0], data[1] ?? data[0]];
  const guess = Float32Array.from([x[0] + 0.5, x[1] - 0.25]);
  const z = noised(
    trial,
    Float32Array.from({ length: 2 * n }, (_, k) => x[k % 2]),
    schedule.at(t),
    0xd51,
  );
  const step = async (datum: ArrayLike<number>, noise?: number | readonly Float64Array[]): Promise<Float64Array> =>
    (
      await takeRows(backend, {
        dimension: 2,
        data: datum,
        rows,
        blocks: [z],
        ...(noise === undefined ? {} : { noise }),
      })
    )[0];
  const [meanQ, meanP] = [await step(x), await step(guess)];
  const lifted = await step(x, [new Float64Array(2 * n).fill(1)]);
  const sigma = mean(minus(lifted, meanQ));
  const between = minus(meanQ, meanP);
  const measured = mean(between.map((value) => value * value)) / sigma ** 2;
  const weight = 0.5 * (schedule.at(s).snr - schedule.at(t).snr);
  const predicted = weight * squareTo(x, 0, guess);
  const size = z.reduce((most, value) => Math.max(most, Math.abs(value)), 0) + 2 * Math.max(...x.map(Math.abs)) + 2;
  const off = 6 * trial.arithmetic.place(size);
  const apart = length(row(between, 2, 0));
  const relative =
    4 * (off / apart + off / Math.sqrt(schedule.step(s, t).varQ)) +
    8 * scheduleError(schedule, trial.steps) +
    float64.repeated(2 * n);
  const samples = await step(x, seed ^ 0xd5 ^ i);
  const logRatios = Float64Array.from({ length: n }, (_, k) => {
    const [at, q, p] = [samples, meanQ, meanP].map((places) => row(places, 2, k));
    return (squareTo(at, 0, p) - squareTo(at, 0, q)) / (2 * sigma ** 2);
  });
  const { value } = meanOf(logRatios);
  const { holds } = judge(value, predicted, Math.sqrt((2 * predicted) / n), 2 * relative * predicted);
  const exact = computed(measured, predicted, relative * predicted);
  // Of noise that rounding swallows no variance is left to divide by.
  if (4 * off > Math.sqrt(schedule.step(s, t).varQ)) return { ...exact, silent: 'places are rounded by more than σ_Q' };
  return holds && weight > 0
    ? exact
    : { ...exact, flaw: 'the mean of log q/p over samples of the step is another one' };
}

/** KL(q(z₁ | x) | N(0, V₁I)); each draw with the opposite noise too, which leaves nothing of what is linear in it. D15. */
export async function priorLosses(trial: Trial): Promise<Reading[]> {
  const { backend, schedule, seed, dimension: d } = trial;
  const { alpha, sigma } = schedule.at(1);
  const law = trial.law;
  const n = 2 * Math.ceil(affordable(trial, DRAWS / 8) / d);
  const x = drawData(trial, law, n, 0xdf1);
  const normal = normalSource(seed, 0xdf3);
  const noise = Float32Array.from(x, () => normal());
  const rows = [plainRow(alpha, sigma), plainRow(alpha, sigma)];
  // Coordinates do not know of each other: two of them at a time.
  const both = [noise, noise.map((value) => -value)];
  const ends = await takeRows(backend, { dimension: 2, rows, blocks: [x, x], noise: both });
  const variance = trial.start;
  const ratio = sigma ** 2 / variance;
  const terms = Float64Array.from({ length: n }, (_, i) => {
    const [epsilon, one, other] = [row(noise, d, i), row(ends[0], d, i), row(ends[1], d, i)];
    const squares = (length(one) ** 2 + length(other) ** 2) / (2 * variance);
    return 0.5 * (squares - length(epsilon) ** 2 - d * Math.log(ratio));
  });
  const predicted = mean(rowsOf(x, d).map((place) => priorLoss(trial, place)));
  const standardError = (Math.abs(ratio - 1) * Math.sqrt(d / 2)) / Math.sqrt(n);
  const size = mean(rowsOf(x, d).map((place) => (d * sigma ** 2 + (alpha * length(place)) ** 2) / variance)) + d;
  const rounding = 4 * trial.arithmetic.place(size) + float64.repeated(n) * size;
  return [drawn({ value: mean(terms), standardError }, predicted, rounding)];
}
