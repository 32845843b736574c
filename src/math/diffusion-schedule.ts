// The noise schedules of variational diffusion and every quantity of one step, in float64: differences of SNR would lose all their
// digits in float32. MATHS.md 2.1 to 2.4, 2.7.

/** α_t, σ_t and their ratio: q(z_t | x) = N(α_t x, σ_t² I), SNR = α²/σ² = e^{−γ}. */
export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
  readonly snr: number;
  readonly gamma: number;
}

/** Of a step from t back to s < t. MATHS.md 2.2 to 2.4. */
export interface ScheduleStep {
  /** α_{t|s} = α_t/α_s */
  readonly alphaTs: number;
  /** σ²_{t|s} = σ_t² − α²_{t|s} σ_s² */
  readonly varTs: number;
  /** σ_Q² of q(z_s | z_t, x), whose mean is coefZ·z_t + coefX·x. */
  readonly varQ: number;
  readonly coefZ: number;
  readonly coefX: number;
  /** ½(SNR(s) − SNR(t)): the KL of the step is this times ‖x − x̂‖². */
  readonly klWeight: number;
}

export interface Schedule {
  /** At t in [0, 1]. Throws RangeError. */
  at(t: number): NoiseLevel;
  /** Of the step between 0 ≤ s < t ≤ 1. Throws RangeError. */
  step(s: number, t: number): ScheduleStep;
}

interface LogSnrEnds {
  /** γ at t = 0 and t = 1, rising. */
  readonly gamma0: number;
  readonly gamma1: number;
}

/** The schedules of MATHS.md 2.7 with their parameters. */
export type ScheduleOptions =
  | ({ readonly kind: 'vp-linear-logsnr' | 'vp-cosine' | 'vp-linear-snr' } & LogSnrEnds)
  | ({ readonly kind: 'vp-power-logsnr'; readonly power: number } & LogSnrEnds)
  | { readonly kind: 'vp-linear-beta'; readonly ell0: number; readonly beta0: number; readonly beta1: number }
  | ({
      readonly kind: 'least-variance';
      /**
       * m₄ = E‖x − x̂‖⁴ of the data, averaged, at evenly spaced γ from gamma0 to gamma1, two values or more: the schedule dt ∝ √m₄ dSNR
       * makes the variance of the one-term estimator of L_∞ least. MATHS.md D17.
       */
      readonly fourths: readonly number[];
    } & LogSnrEnds)
  | { readonly kind: 've-geometric'; readonly sigma0: number; readonly sigma1: number };

export const scheduleKinds = [
  'vp-linear-logsnr',
  'vp-power-logsnr',
  'vp-cosine',
  'vp-linear-snr',
  'vp-linear-beta',
  've-geometric',
  'least-variance',
] as const satisfies readonly ScheduleOptions['kind'][];

const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** γ(t), the one function that tells the schedules apart. */
function gammaOf(options: ScheduleOptions): (t: number) => number {
  switch (options.kind) {
    case 'vp-linear-logsnr':
      return (t) => options.gamma0 + (options.gamma1 - options.gamma0) * t;
    case 'vp-power-logsnr':
      return (t) => options.gamma0 + (options.gamma1 - options.gamma0) * t ** options.power;
    case 'vp-cosine': {
      const [first, last] = [options.gamma0, options.gamma1].map((gamma) => Math.atan(Math.exp(gamma / 2)));
      return (t) => 2 * Math.log(Math.tan(first + (last - first) * t));
    }
    case 'vp-linear-snr': {
      const [first, last] = [options.gamma0, options.gamma1].map((gamma) => Math.exp(-gamma));
      return (t) => -Math.log(first + (last - first) * t);
    }
    case 'vp-linear-beta':
      return (t) =>
        Math.log(Math.expm1(options.ell0 + options.beta0 * t + ((options.beta1 - options.beta0) * t * t) / 2));
    case 've-geometric':
      return (t) => 2 * (Math.log(options.sigma0) + Math.log(options.sigma1 / options.sigma0) * t);
    case 'least-variance':
      return leastVariance(options.gamma0, options.gamma1, options.fourths);
  }
}

/** Of the largest density of t in γ: where m₄ all but vanishes γ still has to get past. */
const LEAST_DENSITY = 1e-6;

/** γ(t) of dt ∝ √m₄ SNR dγ, that density log-linear between the values. */
function leastVariance(gamma0: number, gamma1: number, fourths: readonly number[]): (t: number) => number {
  const spacing = (gamma1 - gamma0) / (fourths.length - 1);
  const logs = fourths.map((fourth, i) => 0.5 * Math.log(fourth) - i * spacing);
  const most = logs.reduce((top, value) => Math.max(top, value), -Infinity);
  const densities = logs.map((value) => Math.max(LEAST_DENSITY, Math.exp(value - most)));
  /** Times, not yet of sum 1, at which γ has gone that far. */
  const times = [0];
  for (let i = 1; i < densities.length; i++) {
    const rise = Math.log(densities[i] / densities[i - 1]);
    times.push(times[i - 1] + spacing * densities[i - 1] * (Math.abs(rise) < 1e-9 ? 1 : Math.expm1(rise) / rise));
  }
  return (t) => {
    const time = t * times[times.length - 1];
    let i = 0;
    for (let step = 2 ** 30; step >= 1; step /= 2)
      if (i + step < times.length - 1 && times[i + step] <= time) i += step;
    const rise = Math.log(densities[i + 1] / densities[i]);
    const part = (time - times[i]) / (spacing * densities[i]);
    return gamma0 + spacing * (i + (Math.abs(rise) < 1e-9 ? part : Math.log1p(part * rise) / rise));
  };
}

function checkFourths(fourths: readonly number[]): void {
  const isList =
    Array.isArray(fourths) && fourths.length >= 2 && fourths.every((value) => value >= 0 && value < Infinity);
  if (!isList || !fourths.some((value) => value > 0))
    throw new RangeError(
      `fourths is ${JSON.stringify(fourths)}; two or more finite numbers from 0 on are allowed, not all of them 0`,
    );
}

function checkOptions(options: ScheduleOptions): void {
  if (!scheduleKinds.includes(options.kind))
    throw new RangeError(`kind is ${String(options.kind)}; allowed: ${scheduleKinds.join(', ')}`);
  for (const [name, value] of Object.entries(options)) {
    if (name === 'fourths') checkFourths(value as readonly number[]);
    else if (name !== 'kind' && !Number.isFinite(value))
      throw new RangeError(`${name} is ${String(value)}; a finite number is allowed`);
  }
}

/**
 * A schedule in float64. MATHS.md 2.7. Throws RangeError naming the argument, what it was and what is allowed; the SNR must fall,
 * and be finite and positive at both ends.
 */
export function diffusionSchedule(options: ScheduleOptions): Schedule {
  checkOptions(options);
  const gammaAt = gammaOf(options);
  const preserving = options.kind !== 've-geometric';
  const at = (t: number): NoiseLevel => {
    if (!(t >= 0 && t <= 1)) throw new RangeError(`t is ${t}; a number from 0 to 1 is allowed`);
    const gamma = gammaAt(t);
    const [alpha, sigma] = preserving ? [sigmoid(-gamma), sigmoid(gamma)].map(Math.sqrt) : [1, Math.exp(gamma / 2)];
    return { alpha, sigma, snr: Math.exp(-gamma), gamma };
  };
  for (let k = 0; k < 8; k++) {
    const [low, high] = [gammaAt(k / 8), gammaAt((k + 1) / 8)];
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
      throw new RangeError(
        `the SNR of ${options.kind} does not fall from t = ${k / 8} to ${(k + 1) / 8}: ${JSON.stringify(options)}`,
      );
  }
  return {
    at,
    step(s, t) {
      if (!(s < t)) throw new RangeError(`s is ${s}; a number from 0 to below t = ${t} is allowed`);
      return stepBetween(at(s), at(t));
    },
  };
}

function stepBetween(early: NoiseLevel, late: NoiseLevel): ScheduleStep {
  const [varS, varT] = [early.sigma ** 2, late.sigma ** 2];
  const alphaTs = late.alpha / early.alpha;
  // σ_t²(1 − SNR_t/SNR_s): the difference of the definition would cancel.
  const varTs = -varT * Math.expm1(early.gamma - late.gamma);
  return {
    alphaTs,
    varTs,
    varQ: (varTs * varS) / varT,
    coefZ: (alphaTs * varS) / varT,
    coefX: (early.alpha * varTs) / varT,
    klWeight: -0.5 * early.snr * Math.expm1(early.gamma - late.gamma),
  };
}
