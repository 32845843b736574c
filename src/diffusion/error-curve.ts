// The error of the denoiser as a function of γ = log h², measured once and interpolated: every schedule's loss is an integral or a
// sum over it. MATHS.md 2.5, 2.6.
import type { Backend } from '../compute/backend';
import { normalNodes, timePanels, type NodeRule } from '../math/diffusion-quadrature';
import type { DenoiserOptions } from '../math/diffusion-sampler';
import type { Schedule } from '../math/diffusion-schedule';
import { float32, float64, type Rounding } from '../math/rounding';
import { ErrorEngine } from './errors';

export interface DataLaw extends DenoiserOptions {
  /** Row-major [M, dimension]. */
  readonly data: Float32Array;
  readonly dimension: 1 | 2;
}

/** Nodes of a panel, at Chebyshev's places, both ends among them; and the widest panel. */
const NODES = 16;
const PANEL = 3;
/** In the plane a wider rule than the library's: `ruleError` is what it costs. */
const RULES: Readonly<Record<1 | 2, NodeRule>> = { 1: { step: 0.1, reach: 8.5 }, 2: { step: 0.3, reach: 6 } };

const panelsOf = (from: number, to: number): number => Math.max(1, Math.ceil((to - from) / PANEL));

/** Pairs of a node's place and a point for each pair of points. */
export function pairsOfCurve(dimension: 1 | 2, from: number, to: number): number {
  return panelsOf(from, to) * NODES * normalNodes(dimension, RULES[dimension]).weights.length;
}

/** The noise γ = log(σ²/α²) at a time, from α and σ themselves. */
export function noiseAt(schedule: Schedule, t: number): number {
  const { alpha, sigma } = schedule.at(t);
  return 2 * Math.log(sigma / alpha);
}

/** The γ between which a schedule runs. */
export function rangeOf(schedule: Schedule): readonly [number, number] {
  return [noiseAt(schedule, 0), noiseAt(schedule, 1)];
}

/** How far the rule takes SNR·e from the mean over the noise: poles πi/u off the axis for kernels u bandwidths apart, and what lies beyond. */
function ruleError({ step, reach }: NodeRule): number {
  let most = 0;
  for (let u = 0.1; u < 20; u += 0.1)
    most = Math.max(most, u * u * Math.exp((-2 * Math.PI ** 2) / (u * step) - (u * u) / 8));
  return 2 * most + reach ** 2 * Math.exp(-(reach ** 2) / 2);
}

/** Nats, and nats²: L_∞, K₁ of L_T = L_∞ + K₁/T, and of the one-term estimator X EX², its least of all schedules, and E E(X|t)². */
type Moments = Readonly<Record<'limit' | 'k1' | 'second' | 'least' | 'between', number>>;

/** The last two of Chebyshev's coefficients, in the panel where they are largest. */
function lastTerms(values: Float64Array): number {
  let most = 0;
  for (let first = 0; first < values.length; first += NODES) {
    let [last, before] = [0, 0];
    for (let k = 0; k < NODES; k++) {
      const share = (k === 0 || k === NODES - 1 ? 1 : 2) / (2 * NODES - 2);
      const sign = k % 2 === 0 ? 1 : -1;
      last += sign * share * values[first + k];
      before += 2 * sign * share * Math.cos((Math.PI * k) / (NODES - 1)) * values[first + k];
    }
    most = Math.max(most, Math.abs(last) + Math.abs(before));
  }
  return most;
}

export class ErrorCurve {
  /** Nats: I(x; z) at both ends, of the law of the data itself. */
  readonly information: readonly [start: number, end: number];
  /** Relative, of errors on this device. */
  readonly rounding: number;
  /** Of SNR·e: by the rule over the noise, the same function of γ for all; and by the interpolation, as its last terms have it. */
  readonly rule: number;
  readonly interpolation: number;
  readonly #from: number;
  readonly #width: number;
  /** SNR·e and SNR²·m₄ at the nodes of all panels. */
  readonly #squares: Float64Array;
  readonly #fourths: Float64Array;

  private constructor(
    readonly law: DataLaw,
    range: readonly [number, number],
    arithmetic: Rounding,
    values: { readonly squares: Float64Array; readonly fourths: Float64Array },
    information: readonly [number, number],
  ) {
    this.#from = range[0];
    this.#width = (range[1] - range[0]) / panelsOf(...range);
    this.#squares = values.squares;
    this.#fourths = values.fourths;
    this.information = information;
    const rule = RULES[law.dimension];
    // A weight's exponent is at most the node's own |ξ|²/2; an error is a square of differences of weighted points.
    this.rounding = 4 * arithmetic.exponential((rule.reach ** 2 / 2) * Math.LOG2E);
    this.rule = ruleError(rule);
    this.interpolation = lastTerms(values.squares);
  }

  /** Of γ between `from` and `to`. Averages over the data. */
  static async measure(backend: Backend, law: DataLaw, from: number, to: number): Promise<ErrorCurve> {
    const { data, dimension, smoothing = 0, factor = 1 } = law;
    const panels = panelsOf(from, to);
    const width = (to - from) / panels;
    const gammas = Array.from({ length: panels * NODES }, (_, i) => {
      const place = (1 - Math.cos((Math.PI * (i % NODES)) / (NODES - 1))) / 2;
      return from + width * (Math.floor(i / NODES) + place);
    });
    const engine = new ErrorEngine(backend, data, dimension, normalNodes(dimension, RULES[dimension]));
    try {
      const { count } = engine;
      const bandwidths = gammas.map((gamma) => Math.exp(gamma / 2));
      const errors = await engine.evaluate({ bandwidths, smoothing, factor });
      const averaged = (values: Float64Array): Float64Array =>
        Float64Array.from(gammas, (_, level) => {
          let sum = 0;
          for (let j = 0; j < count; j++) sum += values[level * count + j];
          return sum / count;
        });
      const [squares, fourths, masses] = [errors.squares, errors.fourths, errors.logMasses].map(averaged);
      gammas.forEach((gamma, level) => {
        // x given y and its kernel is normal around what the sums saw, with this variance.
        const hidden = smoothing ** 2 / (1 + smoothing ** 2 * Math.exp(-gamma));
        const seen = squares[level] - dimension * hidden;
        fourths[level] += (2 * dimension + 4) * hidden * seen + dimension * (dimension + 2) * hidden ** 2;
        squares[level] *= Math.exp(-gamma);
        fourths[level] *= Math.exp(-2 * gamma);
      });
      const known = (level: number): number =>
        Math.log(count) - masses[level] + (dimension / 2) * Math.log1p(smoothing ** 2 * Math.exp(-gammas[level]));
      const arithmetic = backend.kind === 'webgpu' ? float32 : float64;
      const information = [known(0), known(gammas.length - 1)] as const;
      return new ErrorCurve(law, [from, to], arithmetic, { squares, fourths }, information);
    } finally {
      engine.dispose();
    }
  }

  /** E‖x − x̂‖² */
  squaresAt(gamma: number): number {
    return Math.exp(gamma) * this.#interpolate(this.#squares, gamma);
  }

  /** E‖x − x̂‖⁴ */
  fourthsAt(gamma: number): number {
    return Math.exp(2 * gamma) * this.#interpolate(this.#fourths, gamma);
  }

  /** L_T, nats; its error is that at the noisier end of each step. */
  loss(schedule: Schedule, steps: number, end: 'noisier' | 'cleaner' = 'noisier'): number {
    let sum = 0;
    for (let i = 1; i <= steps; i++) {
      const error = this.squaresAt(noiseAt(schedule, (end === 'noisier' ? i : i - 1) / steps));
      sum += schedule.step((i - 1) / steps, i / steps).klWeight * error;
    }
    return sum;
  }

  /** Along a schedule; `coarse`: what panels half as wide, which follow its slope better, change of K₁, EX² and E E(X|t)². */
  along(schedule: Schedule): Moments & { readonly coarse: Moments } {
    const [wide, narrow] = [1, 0.5].map((panel): Moments => {
      const panels = timePanels(schedule, panel);
      const gammas = panels.times.map((t) => noiseAt(schedule, t));
      const squares = gammas.map((gamma) => this.squaresAt(gamma));
      const fourths = gammas.map((gamma) => Math.max(0, this.fourthsAt(gamma)));
      return {
        limit: panels.limit(squares),
        k1: panels.slope(squares),
        second: panels.second(fourths),
        least: panels.leastSecond(fourths),
        between: panels.second(squares.map((square) => square ** 2)),
      };
    });
    const change = (key: keyof Moments): number => Math.abs(wide[key] - narrow[key]);
    const coarse = { limit: change('limit'), k1: change('k1'), second: change('second'), least: change('least') };
    return { ...narrow, coarse: { ...coarse, between: change('between') } };
  }

  /** What an integral or a sum of this size may be wrong by, nats; `rule` is 0 where only differences between schedules count. */
  error(loss: number, rule = this.rule): number {
    const range = (this.#width * this.#squares.length) / NODES;
    // Of a square of the noise itself the nodes leave out what lies beyond them.
    const { reach } = RULES[this.law.dimension];
    const beyond = rule === 0 ? 0 : (1 + reach ** 2 / 2) * Math.exp(-(reach ** 2) / 2);
    return (this.rounding + beyond) * loss + (range / 2) * (rule + this.interpolation);
  }

  /** Barycentric, within the panel. */
  #interpolate(values: Float64Array, gamma: number): number {
    const panels = values.length / NODES;
    const place = Math.max(0, Math.min(panels, (gamma - this.#from) / this.#width));
    const panel = Math.min(panels - 1, Math.floor(place));
    let [above, below] = [0, 0];
    for (let k = 0; k < NODES; k++) {
      const away = place - panel - (1 - Math.cos((Math.PI * k) / (NODES - 1))) / 2;
      const value = values[panel * NODES + k];
      if (away === 0) return value;
      const weight = ((k % 2 === 0 ? 1 : -1) * (k === 0 || k === NODES - 1 ? 0.5 : 1)) / away;
      above += weight * value;
      below += weight;
    }
    return above / below;
  }
}
