// The steps of every sampler with the exact denoiser of a finite data set as one linear form, in float64. A step from t to s < t:
//   y = z·scale,  m = Σ w x with w = softmax(−rate·|y − x|² log 2),  z ← a·z + b·m + c·ξ,
// and Heun's a second one, which adds what the first kept: carry = carryZ·z + carryX·m. MATHS.md 2.3, 2.6.
import type { NoiseLevel, Schedule } from './diffusion-schedule';

export const samplers = ['ancestral', 'ddim', 'heun'] as const;
export type Sampler = (typeof samplers)[number];

/** One evaluation of the denoiser and the move that follows. */
export interface SamplerRow {
  /** 1/α: from z to the place y among the data. */
  readonly scale: number;
  /** log₂e / (2(h² + σ_d²)), h = σ/α: weights are 2^(−rate·|y − x|²). */
  readonly rate: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** What is kept for the row that follows within the same step. */
  readonly carryZ: number;
  readonly carryX: number;
}

export interface DenoiserOptions {
  /** Bandwidth σ_d ≥ 0 of the kernel density that is the law of the data; 0 is the data themselves. */
  readonly smoothing?: number;
  /** What x̂ is multiplied by; 1 is the optimal denoiser. */
  readonly factor?: number;
  /** The least and the largest noise level at which a network is asked for the score; without it the denoiser is that of the data. */
  readonly learned?: readonly [number, number] | undefined;
}

export interface SamplerOptions extends DenoiserOptions {
  readonly sampler: Sampler;
  /** For 'ddim': 0 is deterministic, 1 is the ancestral sampler. */
  readonly eta?: number;
}

/** Of a step from t to s: z_s = a·z_t + b·x̂ + c·ξ. */
export interface LinearStep {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * DDIM with η between 0 (deterministic) and 1 (the ancestral sampler): σ̃ = ησ_Q, a = √(σ_s² − σ̃²)/σ_t, b = α_s − α_t·a, c = σ̃.
 * Without the differences, which would cancel in small steps.
 */
export function linearStep(schedule: Schedule, s: number, t: number, eta: number): LinearStep {
  const [early, late] = [schedule.at(s), schedule.at(t)];
  const rise = early.gamma - late.gamma;
  /** log of √(σ_s² − σ̃²)/σ_t · α_t/α_s */
  const log = 0.5 * (rise + (eta === 1 ? rise : Math.log1p(eta * eta * Math.expm1(rise))));
  return {
    a: (early.alpha / late.alpha) * Math.exp(log),
    b: -early.alpha * Math.expm1(log),
    c: eta * Math.sqrt(schedule.step(s, t).varQ),
  };
}

/**
 * What the denoiser is at a noise level: x̂ = factor·(own·y + share·m), m the weighted mean at the rate, own + share = 1; of a network
 * y + h²·m, with m its score at the level h of that rate.
 */
export function denoiserAt(
  { alpha, sigma }: Pick<NoiseLevel, 'alpha' | 'sigma'>,
  { smoothing = 0, learned }: DenoiserOptions,
): { readonly scale: number; readonly rate: number; readonly own: number; readonly share: number } {
  if (learned) {
    const asked = Math.max(learned[0], Math.min(learned[1], sigma / alpha)) ** 2;
    return { scale: 1 / alpha, rate: Math.LOG2E / (2 * asked), own: 1, share: asked };
  }
  const [noise, data] = [(sigma / alpha) ** 2, smoothing ** 2];
  const own = data / (noise + data);
  return { scale: 1 / alpha, rate: Math.LOG2E / (2 * (noise + data)), own, share: 1 - own };
}

/** z ← a·z + b·x̂ + c·ξ in terms of the weighted mean of the data. */
function rowOf(level: NoiseLevel, { a, b, c }: LinearStep, options: DenoiserOptions): SamplerRow {
  const { scale, rate, own, share } = denoiserAt(level, options);
  const { factor = 1 } = options;
  return { scale, rate, a: a + b * factor * own * scale, b: b * factor * share, c, carryZ: 0, carryX: 0 };
}

/**
 * Heun's method for the probability flow dy/dh = (y − x̂)/h: z' as DDIM makes it, then z' + αR(x̂(z') − x̂(z)) with
 * R = (1 − r)/(2r), r = h_s/h_t.
 */
function heunRows(
  schedule: Schedule,
  s: number,
  t: number,
  options: DenoiserOptions,
): readonly [SamplerRow, SamplerRow] {
  const [early, late] = [schedule.at(s), schedule.at(t)];
  const half = 0.5 * early.alpha * Math.expm1((late.gamma - early.gamma) / 2);
  const first = rowOf(late, linearStep(schedule, s, t, 0), options);
  const before = rowOf(late, { a: 0, b: -half, c: 0 }, options);
  const second = rowOf(early, { a: 1, b: half, c: 0 }, options);
  return [{ ...first, carryZ: before.a, carryX: before.b }, second];
}

/** Rows of the sampler's steps k = 0 … steps − 1 from t = 1 − k/steps on, one a step, or two for Heun. */
export function samplerRows(schedule: Schedule, steps: number, options: SamplerOptions): readonly SamplerRow[] {
  const eta = options.sampler === 'ancestral' ? 1 : (options.eta ?? 0);
  return Array.from({ length: steps }, (_, k) => {
    const [s, t] = [(steps - k - 1) / steps, (steps - k) / steps];
    if (options.sampler === 'heun') return heunRows(schedule, s, t, options);
    return [rowOf(schedule.at(t), linearStep(schedule, s, t, eta), options)];
  }).flat();
}

/** Rows of the forward process z_t = α_{t|s}·z_s + σ_{t|s}·ξ, step k from s = k/steps on; it knows no data. */
export function noisingRows(schedule: Schedule, steps: number): readonly SamplerRow[] {
  return Array.from({ length: steps }, (_, k) => {
    const { alphaTs, varTs } = schedule.step(k / steps, (k + 1) / steps);
    return { scale: 1, rate: 1, a: alphaTs, b: 0, c: Math.sqrt(varTs), carryZ: 0, carryX: 0 };
  });
}
