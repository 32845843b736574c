// Mixtures of equal round Gaussians whose means lie on one line (MATHS 3.1, claims L7, L8, L10). Across the line the
// density is one Gaussian, so log p separates: basins of ascent are slabs between the stationary points on the line, and
// the exchange between two modes is a one-dimensional first-passage problem.
import { logAdd, logNormalDensity, logSumExp, normalCdf } from '../math/special';
import type { Component, Vector2 } from './target';
import { startShareBeyond, type Start } from '../math/start-law';

export interface MeansLine {
  /** A point of the line; positions are measured from it along `direction`. */
  readonly origin: Vector2;
  /** Unit vector, towards larger x (larger y on a vertical line). */
  readonly direction: Vector2;
  readonly positions: readonly number[];
  readonly weights: readonly number[];
  /** Of every component, the same in all directions. */
  readonly variance: number;
}

export interface StationaryPoint {
  readonly position: number;
  readonly kind: 'mode' | 'boundary';
}

/** Means and covariances may come from float32 data: equal to a few of its roundings. */
const EQUAL = 1e-6;
/** Samples per standard deviation in the search for sign changes, within these counts. */
const SCAN_DENSITY = 32;
const SCAN_MOST = 8192;
/** Even number of intervals of the first-passage integrals between the modes, and in the tail behind the start. */
const PASSAGE_INTERVALS = 2000;
/** The tail is cut where the density has fallen by e^{−50}. */
const TAIL_DEVIATIONS = 10;

/** The line of the means, or undefined if the components are not equal, round and collinear. */
export function meansLine(components: readonly Component[]): MeansLine | undefined {
  const [head, ...rest] = components;
  if (!head) return undefined;
  const variance = head.covariance[0];
  const round = ({ covariance: [xx, xy, yy] }: Component): boolean =>
    Math.max(Math.abs(xx - variance), Math.abs(yy - variance), Math.abs(xy)) <= EQUAL * variance;
  if (!components.every(round)) return undefined;
  const offset = ({ mean }: Component): Vector2 => [mean[0] - head.mean[0], mean[1] - head.mean[1]];
  const far = rest.map(offset).reduce<Vector2>((a, b) => (Math.hypot(...b) > Math.hypot(...a) ? b : a), [0, 0]);
  const length = Math.hypot(...far);
  const reach = far[0] < 0 || (far[0] === 0 && far[1] < 0) ? -length : length;
  // Adding 0 turns −0 into 0.
  const direction: Vector2 = length === 0 ? [1, 0] : [far[0] / reach + 0, far[1] / reach + 0];
  const across = (c: Component): number => offset(c)[1] * direction[0] - offset(c)[0] * direction[1];
  if (!components.every((c) => Math.abs(across(c)) <= EQUAL * Math.max(length, Math.sqrt(variance)))) return undefined;
  const along = ({ mean }: Component): number => mean[0] * direction[0] + mean[1] * direction[1];
  const foot = head.mean[1] * direction[0] - head.mean[0] * direction[1];
  const total = components.reduce((sum, c) => sum + c.weight, 0);
  return {
    // The foot of the perpendicular from (0, 0): positions are then direction · x.
    origin: [-foot * direction[1], foot * direction[0]],
    direction,
    positions: components.map(along),
    weights: components.map((c) => c.weight / total),
    variance,
  };
}

/** log of the marginal density along the line. */
export function lineLogDensity(line: MeansLine, t: number): number {
  return logSumExp(line.positions.map((m, i) => Math.log(line.weights[i]) + logNormalDensity(t - m, line.variance)));
}

/** Its derivative, the score along the line. */
export function lineScore(line: MeansLine, t: number): number {
  const logs = line.positions.map((m, i) => Math.log(line.weights[i]) - (t - m) ** 2 / (2 * line.variance));
  const top = Math.max(...logs);
  let mass = 0;
  let mean = 0;
  logs.forEach((log, i) => {
    const share = Math.exp(log - top);
    mass += share;
    mean += share * (line.positions[i] - t);
  });
  return mean / mass / line.variance;
}

function bisect(line: MeansLine, low: number, high: number): number {
  const rising = lineScore(line, low) <= 0;
  for (let i = 0; i < 100; i++) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (lineScore(line, middle) <= 0 === rising) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/**
 * All zeros of the score on the line in ascending order, modes and boundaries in turn. Noise-free ascent from between two
 * boundaries ends in the mode between them, for γ ≤ variance (the map is then increasing).
 */
export function stationaryPoints(line: MeansLine): StationaryPoint[] {
  const deviation = Math.sqrt(line.variance);
  const low = Math.min(...line.positions) - 0.5 * deviation;
  const width = Math.max(...line.positions) + 0.5 * deviation - low;
  const count = Math.min(SCAN_MOST, Math.ceil((SCAN_DENSITY * width) / deviation));
  const points: StationaryPoint[] = [];
  let before = lineScore(line, low) > 0;
  for (let i = 1; i <= count; i++) {
    const after = lineScore(line, low + (width * i) / count) > 0;
    if (after !== before) {
      const position = bisect(line, low + (width * (i - 1)) / count, low + (width * i) / count);
      points.push({ position, kind: before ? 'mode' : 'boundary' });
    }
    before = after;
  }
  return points;
}

/** L7: the boundary x_s between the basins of a mixture with exactly two modes, or undefined. */
export function basinBoundary(line: MeansLine): number | undefined {
  const points = stationaryPoints(line);
  return points.length === 3 ? points[1]?.position : undefined;
}

/** L7: the share of the start in the basin on the far side (right, or upper) of the boundary. */
export function basinShare(line: MeansLine, boundary: number, start: Start): number {
  return startShareBeyond(start, line.direction, boundary);
}

/** L8, L10: P(x > threshold) under any Gaussian mixture, Σ w Φ((μₓ − threshold)/√Σₓₓ). */
export function massRightOf(components: readonly Component[], threshold = 0): number {
  const total = components.reduce((sum, c) => sum + c.weight, 0);
  const share = (c: Component): number => c.weight * normalCdf((c.mean[0] - threshold) / Math.sqrt(c.covariance[0]));
  return components.reduce((sum, c) => sum + share(c), 0) / total;
}

/** log ∫ e^{f} over one interval by Simpson's rule, from the logarithms at its ends and middle. */
function logSimpson(start: number, middle: number, end: number, width: number): number {
  return logSumExp([start, middle + Math.log(4), end]) + Math.log(width / 6);
}

/**
 * log of the mean first-passage time from `from` to `to` of dX = (log p)' dt + √(2T) dW along the line:
 * (1/T) ∫ p(y)^{−1/T} ∫_{behind y} p(z)^{1/T} dz dy, in logarithms, so that high barriers do not overflow.
 */
export function logPassageTime(line: MeansLine, from: number, to: number, temperature = 1): number {
  const side = Math.sign(to - from);
  const behind = side > 0 ? Math.min(...line.positions) : Math.max(...line.positions);
  const tail = Math.abs(from - behind) + TAIL_DEVIATIONS * Math.sqrt(line.variance * temperature);
  const exponent = (t: number): number => lineLogDensity(line, t) / temperature;
  let inner = -Infinity;
  const accumulate = (origin: number, length: number, visit: (value: number, i: number) => void): void => {
    const width = length / PASSAGE_INTERVALS;
    let start = exponent(origin);
    visit(start, 0);
    for (let i = 1; i <= PASSAGE_INTERVALS; i++) {
      const end = exponent(origin + side * width * i);
      inner = logAdd(inner, logSimpson(start, exponent(origin + side * width * (i - 0.5)), end, width));
      start = end;
      visit(end, i);
    }
  };
  accumulate(from - side * tail, tail, () => undefined);
  let outer = -Infinity;
  accumulate(from, Math.abs(to - from), (value, i) => {
    const factor = i === 0 || i === PASSAGE_INTERVALS ? 1 : i % 2 === 1 ? 4 : 2;
    outer = logAdd(outer, inner - value + Math.log(factor));
  });
  return outer + Math.log(Math.abs(to - from) / (3 * PASSAGE_INTERVALS)) - Math.log(temperature);
}

/**
 * Rate κ = 1/T_AB + 1/T_BA at which the masses of two modes relax under Langevin dynamics of noise factor √temperature,
 * per unit of time (steps · γ). It counts the way down from the barrier too, so it lies below the spectral gap: 10 % at a
 * barrier of 3, 1 % at 8. Undefined without exactly two modes.
 */
export function relaxationRate(line: MeansLine, temperature = 1): number | undefined {
  const [left, , right] = stationaryPoints(line);
  if (!left || !right || basinBoundary(line) === undefined) return undefined;
  const forth = logPassageTime(line, left.position, right.position, temperature);
  const back = logPassageTime(line, right.position, left.position, temperature);
  return Math.exp(-forth) + Math.exp(-back);
}

/** |m₀ − m∞| e^{−κγn}: what is left of a wrong share m₀ of the right mode after n steps. */
export function residualShare(begun: number, final: number, rate: number, step: number, steps: number): number {
  return Math.abs(begun - final) * Math.exp(-rate * step * steps);
}

/**
 * Steps until that residual is below `residual`: 0 if it already is, Infinity where the rate underflows. For MALA pass
 * γ times the acceptance rate as `step`, since rejected proposals do not move.
 */
export function stepsUntilMixed(begun: number, final: number, rate: number, step: number, residual: number): number {
  const excess = Math.log(Math.abs(begun - final) / residual);
  return excess > 0 ? Math.ceil(excess / (rate * step)) : 0;
}
