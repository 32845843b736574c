// Quadratures of variational diffusion: over the noise ε, and over the time of a schedule. MATHS.md 2.5, 2.6.
import type { Schedule } from './diffusion-schedule';

/** Nodes of a mean over standard normals of the line or the plane. */
export interface NormalNodes {
  /** [n, 2]; the second coordinate is 0 on a line. */
  readonly places: Float64Array;
  /** [n], of sum 1. */
  readonly weights: Float64Array;
}

export interface NodeRule {
  readonly step: number;
  readonly reach: number;
}

const RULES: Readonly<Record<1 | 2, NodeRule>> = { 1: { step: 0.1, reach: 8.5 }, 2: { step: 0.2, reach: 6.5 } };

/**
 * The trapezoidal rule, by default on the line: step 0.1 on ±8.5, near machine accuracy. In the plane step 0.2 on the disc of radius 6.5:
 * a denoiser between two points u bandwidths apart has poles πi/u off the real axis, so that the rule errs by
 * exp(−2π²/(u·step)) of what weighs exp(−u²/8), at most 2·10⁻⁹, and the rest of the plane by exp(−6.5²/2) = 7·10⁻¹⁰.
 */
export function normalNodes(dimension: 1 | 2, { step, reach } = RULES[dimension]): NormalNodes {
  const side = Math.round(reach / step);
  const places: number[] = [];
  const weights: number[] = [];
  const across = dimension === 1 ? 0 : side;
  for (let j = -across; j <= across; j++) {
    for (let i = -side; i <= side; i++) {
      const square = step * step * (i * i + j * j);
      if (square > reach * reach * (1 + 1e-12)) continue;
      places.push(step * i, step * j);
      weights.push(Math.exp(-square / 2));
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { places: Float64Array.from(places), weights: Float64Array.from(weights, (weight) => weight / total) };
}

/** Nodes and weights of Gauss and Legendre on [−1, 1], and the matrix that takes values at the nodes to derivatives there. */
interface GaussRule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
  readonly derivative: readonly (readonly number[])[];
}

function gaussRule(count: number): GaussRule {
  const nodes: number[] = [];
  const slopes: number[] = [];
  for (let i = 0; i < count; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let round = 0; round < 8; round++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= count; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (count * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    nodes.push(x);
    slopes.push(slope);
  }
  const derivative = nodes.map((x, k) => {
    const row = nodes.map((other, j) => (j === k ? 0 : slopes[k] / (slopes[j] * (x - other))));
    row[k] = -row.reduce((sum, value) => sum + value, 0);
    return row;
  });
  return { nodes, weights: nodes.map((x, i) => 2 / ((1 - x * x) * slopes[i] ** 2)), derivative };
}

const RULE = gaussRule(16);
/** Of log SNR, within a panel. */
const PANEL = 1;

/**
 * Integrals along a schedule, of an error e that is known at `times`: panels of Gauss and Legendre in γ, in which v = SNR and e are
 * smooth whatever the schedule is. Where γ'(t) enters (slope, second) its kinks and powers are left; narrower panels show by how much.
 */
export interface TimePanels {
  readonly times: readonly number[];
  /** L_∞ = ½∫ e (−dSNR) */
  limit(errors: ArrayLike<number>): number;
  /** K₁ = ¼∫ (de/dt)(−dSNR/dt) dt, so that L_T = L_∞ + K₁/T + O(T⁻²). */
  slope(errors: ArrayLike<number>): number;
  /** EX² of the one-term estimator X = ½|dSNR/dt|·‖x − x̂‖² at uniform t: ¼∫ (dSNR/dt)² m₄ dt. MATHS.md D16. */
  second(fourths: ArrayLike<number>): number;
  /** The least EX² of any schedule with the same ends: (½∫ √m₄ (−dSNR))². MATHS.md D17. */
  leastSecond(fourths: ArrayLike<number>): number;
}

/** `panel`: the widest, in nats of log SNR. */
export function timePanels(schedule: Schedule, panel = PANEL): TimePanels {
  const [first, last] = [schedule.at(0).gamma, schedule.at(1).gamma];
  const count = Math.max(1, Math.ceil((last - first) / panel));
  const half = (last - first) / count / 2;
  const times = Array.from({ length: count }, (_, k) =>
    RULE.nodes.map((x) => timeOf(schedule, first + half * (2 * k + 1 + x))),
  ).flat();
  const size = RULE.nodes.length;
  /** Derivatives in γ of values at all times. */
  const rises = (values: ArrayLike<number>): number[] =>
    times.map((_, i) => {
      const start = i - (i % size);
      return RULE.derivative[i % size].reduce((sum, share, j) => sum + share * values[start + j], 0) / half;
    });
  const snr = times.map((t) => schedule.at(t).snr);
  const speeds = times.map((t) => speedAt(schedule, t));
  const total = (term: (i: number) => number): number =>
    half * times.reduce((sum, _, i) => sum + RULE.weights[i % size] * term(i), 0);
  return {
    times,
    limit: (errors) => 0.5 * total((i) => errors[i] * snr[i]),
    second: (fourths) => 0.25 * total((i) => fourths[i] * snr[i] ** 2 * speeds[i]),
    leastSecond: (fourths) => (0.5 * total((i) => Math.sqrt(fourths[i]) * snr[i])) ** 2,
    slope: (errors) => {
      const slopes = rises(errors);
      return 0.25 * total((i) => slopes[i] * snr[i] * speeds[i]);
    },
  };
}

/** dγ/dt within (0, 1): by differences of fourth order, over a thousandth of the way to the nearer end. */
function speedAt(schedule: Schedule, t: number): number {
  const step = 1e-3 * Math.min(t, 1 - t);
  const across = (steps: number): number => schedule.at(t + steps * step).gamma - schedule.at(t - steps * step).gamma;
  return (8 * across(1) - across(2)) / (12 * step);
}

/** The time at which a schedule has this γ, by bisection. */
function timeOf(schedule: Schedule, gamma: number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (schedule.at(middle).gamma < gamma) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
