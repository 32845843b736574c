// The error of the exact denoiser over the noise levels of a schedule, for any data: a level at a time, coarsely first.
// MATHS.md 2.5, 2.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { gaussianErrors } from '../math/diffusion-gaussian';
import { normalSource } from '../math/random';
import { naturalSpline } from '../math/spline';
import { mean } from '../math/statistics';
import { squareTo } from '../math/vectors';
import { KernelScore } from '../score/kernel-score';
import { ErrorEngine } from './errors';

export interface ErrorLevelsOptions {
  /** Row-major [M, dimension]; the one point 0 stands for the law N(0, smoothing² I). */
  readonly data: Float32Array;
  readonly dimension: number;
  readonly smoothing: number;
  /** γ of the first and of the last level. */
  readonly ends: readonly [number, number];
  /** What x̂ is multiplied by. */
  readonly factor: number;
  readonly seed: number;
}

/** Of one level, averaged over the data: E‖x − x̂‖², E‖x − x̂‖⁴, E‖x − factor·x̂‖², and I(x; z) in nats. */
export interface LevelErrors {
  readonly information: number;
  readonly square: number;
  readonly fourth: number;
  readonly scaled: number;
}

/** Evenly spaced in γ. */
const LEVELS = 65;
const FIRST_LEVELS = 5;
/** So many points have their means over the noise by quadrature; of more, by draws that are the same at every level. */
const FEW_POINTS = 16;
const PAIRS = { webgpu: 2 ** 21, reference: 2 ** 17 } as const;
const DRAWS = { least: 256, most: 4096 } as const;
const STREAM = 0xe12;

type Measure = (h: number) => Promise<LevelErrors> | LevelErrors;

export class ErrorLevels {
  readonly #levels = new Map<number, LevelErrors>();
  readonly #order = coarseFirst(LEVELS);
  readonly #ends: readonly [number, number];
  readonly #measure: Measure;
  readonly #owned: { dispose(): void } | undefined;

  constructor(backend: Backend, options: ErrorLevelsOptions) {
    const { data, dimension, smoothing, factor, ends } = options;
    this.#ends = ends;
    const count = data.length / dimension;
    if (count === 1 && data.every((value) => value === 0)) {
      this.#measure = (h) => ({
        ...gaussianErrors(smoothing ** 2, dimension, h ** -2, factor),
        information: (dimension / 2) * Math.log1p((smoothing / h) ** 2),
      });
    } else if (count <= FEW_POINTS && dimension <= 2 && smoothing === 0) {
      const engine = new ErrorEngine(backend, data, dimension as 1 | 2);
      this.#owned = engine;
      this.#measure = (h) => byQuadrature(engine, h, factor);
    } else {
      const draws = new ErrorDraws(backend, options);
      this.#owned = draws;
      this.#measure = (h) => draws.measure(h);
    }
  }

  /** Share of the levels that are known. */
  get done(): number {
    return this.#levels.size / LEVELS;
  }

  /** One of the errors at the levels known, by rising γ. */
  values(of: keyof LevelErrors): readonly number[] {
    return this.#known.map(([, errors]) => errors[of]);
  }

  /** γ of the levels known, rising. */
  get gammas(): readonly number[] {
    return this.#known.map(([level]) => this.#gamma(level));
  }

  /** The same as a smooth function of γ; undefined before two levels are known. */
  at(of: keyof LevelErrors): ((gamma: number) => number) | undefined {
    if (this.#levels.size < 2) return undefined;
    const spline = naturalSpline(this.gammas, this.values(of));
    return (gamma) => Math.max(0, spline(gamma));
  }

  /** Measures the next level, at first as many as make a curve; true while there are more. */
  async refine(): Promise<boolean> {
    do {
      const level = this.#order[this.#levels.size];
      if (level === undefined) return false;
      const errors = await this.#measure(Math.exp(this.#gamma(level) / 2));
      this.#levels.set(level, errors);
    } while (this.#levels.size < FIRST_LEVELS);
    return this.#levels.size < LEVELS;
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#owned?.dispose();
  }

  get #known(): readonly (readonly [number, LevelErrors])[] {
    return [...this.#levels].toSorted(([a], [b]) => a - b);
  }

  #gamma(level: number): number {
    const [first, last] = this.#ends;
    return first + ((last - first) * level) / (LEVELS - 1);
  }
}

/** The ends, the middle, the quarters, …: of 2^k + 1 levels. */
function coarseFirst(levels: number): readonly number[] {
  const order = [0, levels - 1];
  for (let step = levels - 1; step > 1; step /= 2)
    for (let level = step / 2; level < levels; level += step) order.push(level);
  return order;
}

async function byQuadrature(engine: ErrorEngine, h: number, factor: number): Promise<LevelErrors> {
  const { squares, fourths, logMasses } = await engine.evaluate({ bandwidths: [h] });
  const scaled = factor === 1 ? squares : (await engine.evaluate({ bandwidths: [h], factor })).squares;
  const information = Math.log(engine.count) - mean(logMasses);
  return { square: mean(squares), fourth: mean(fourths), scaled: mean(scaled), information };
}

/** Data and noise drawn once: x_i + σ_d η, made noisy by h ξ at every level. */
class ErrorDraws {
  readonly #backend: Backend;
  readonly #options: ErrorLevelsOptions;
  readonly #engine: KernelScore;
  readonly #scope: Scope;
  readonly #clean: Float64Array;
  readonly #noise: Float64Array;
  readonly #arrays: Readonly<Record<'queries' | 'score' | 'logDensity', ReturnType<Scope['create']>>>;

  constructor(backend: Backend, options: ErrorLevelsOptions) {
    const { data, dimension, smoothing, seed } = options;
    this.#backend = backend;
    this.#options = options;
    const affordable = Math.floor((2 * PAIRS[backend.kind]) / data.length);
    const length = dimension * Math.min(DRAWS.most, Math.max(DRAWS.least, affordable));
    const normal = normalSource(seed, STREAM);
    this.#clean = Float64Array.from({ length }, (_, i) => data[i % data.length] + smoothing * normal());
    this.#noise = this.#clean.map(() => normal());
    this.#engine = new KernelScore(backend, data, dimension);
    const scope = (this.#scope = new Scope(backend));
    this.#arrays = {
      queries: scope.create('noisy data', 'f32', length),
      score: scope.create('means at noisy data', 'f32', length),
      logDensity: scope.create('log density at noisy data', 'f32', length / dimension),
    };
  }

  async measure(h: number): Promise<LevelErrors> {
    const { dimension, smoothing, factor } = this.#options;
    const { queries, ...into } = this.#arrays;
    const noisy = this.#clean.map((value, i) => value + h * this.#noise[i]);
    this.#backend.write(queries, noisy);
    const sigma = Math.hypot(h, smoothing);
    await this.#engine.evaluate({ queries, sigma, method: 'direct', gives: 'mean', into, background: true });
    const own = (smoothing / sigma) ** 2;
    const [means, logDensity] = await Promise.all([into.score, into.logDensity].map((one) => this.#backend.read(one)));
    const best = noisy.map((value, i) => own * value + (1 - own) * means[i]);
    const wrong = best.map((value) => factor * value);
    let [square, fourth, scaled] = [0, 0, 0];
    // log p(y | x) − log q(y), of which the first falls by half the square of the noise.
    const normal = 0.5 * dimension * (mean(this.#noise.map((noise) => noise * noise)) + Math.log(2 * Math.PI * h * h));
    const information = -normal - mean(logDensity);
    for (let at = 0; at < best.length; at += dimension) {
      const clean = this.#clean.subarray(at, at + dimension);
      const error = squareTo(best, at, clean);
      square += error;
      fourth += error ** 2;
      scaled += squareTo(wrong, at, clean);
    }
    const share = dimension / best.length;
    return { square: share * square, fourth: share * fourth, scaled: share * scaled, information };
  }

  dispose(): void {
    this.#engine.dispose();
    this.#scope.dispose();
  }
}
