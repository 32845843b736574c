// What the source prints in question 2 where it is wrong, and how it is put in the place of the right formula. MATHS.md 2.1 to 2.4.
import type { ClaimResult, ParameterValues } from '../experiment/lab';
import { diffusionSchedule, type NoiseLevel, type Schedule, type ScheduleStep } from '../math/diffusion-schedule';
import type { Slip, WrongPrediction, WrongTheory } from './statement';

/** A step of the schedule with its two ends and with t = 0, which the source calls u. */
interface Way {
  readonly step: ScheduleStep;
  readonly early: NoiseLevel;
  readonly late: NoiseLevel;
  readonly first: NoiseLevel;
}

function scheduleIn(context: object): Schedule {
  if (!('schedule' in context)) throw new TypeError('the claim looks at no schedule');
  return context.schedule as Schedule;
}

function wayOf(schedule: Schedule, s: number, t: number): Way {
  return { step: schedule.step(s, t), early: schedule.at(s), late: schedule.at(t), first: schedule.at(0) };
}

/** Another α or σ at every t. */
function level(printed: (late: NoiseLevel, first: NoiseLevel) => Partial<NoiseLevel>): WrongTheory {
  return {
    plant: (context) => {
      const schedule = scheduleIn(context);
      const at = (t: number): NoiseLevel => ({ ...schedule.at(t), ...printed(schedule.at(t), schedule.at(0)) });
      return { ...context, schedule: { ...schedule, at } };
    },
  };
}

/** Another coefficient of every step. */
function step(printed: (way: Way) => Partial<ScheduleStep>): WrongTheory {
  return {
    plant: (context) => {
      const schedule = scheduleIn(context);
      const wrong = (s: number, t: number): ScheduleStep => {
        const way = wayOf(schedule, s, t);
        return { ...way.step, ...printed(way) };
      };
      return { ...context, schedule: { ...schedule, step: wrong } };
    },
  };
}

/** Another divergence of the only step, from t = 1 to 0, along the lab’s default schedule. */
function divergence(printed: (right: number, way: Way) => number): WrongPrediction {
  return {
    predicts({ predicted }: ClaimResult, values: ParameterValues): number {
      const [gamma0, gamma1] = [Number(values['gamma0']), Number(values['gamma1'])];
      const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0, gamma1 });
      return printed(predicted, wayOf(schedule, 0, 1));
    },
  };
}

export const noisyDatum: Slip = {
  line: 'L71',
  tex: '\\alpha_t=\\alpha_0+\\sigma_t\\varepsilon_t',
  why: 'One letter stands for the datum and for its coefficient, and the coefficient is lost: the datum would never fade.',
  wrong: level(() => ({ alpha: 1 })),
};

export const varianceWithoutData: Slip = {
  line: 'L75',
  tex: '\\operatorname{Var}=\\alpha_0^2+\\sigma_t^2,\\quad\\alpha_0=\\sqrt{1-\\sigma_t^2}',
  why: 'The variance of the data is missing: printed like this the sum is 1 whatever the data are.',
  wrong: { predicts: () => 1 },
};

export const fixedCoefficient: Slip = {
  line: 'L75',
  tex: '\\alpha_0=\\sqrt{1-\\sigma_t^2}',
  why: 'A coefficient that belongs to $t=0$ cannot follow $\\sigma_t$: kept at $\\alpha_0$, the variance grows with the noise.',
  wrong: level((_, { alpha }) => ({ alpha })),
};

export const transitionVariance: Slip = {
  line: 'L93',
  tex: '\\sigma_{t|s}^2=\\sigma_t^2-\\frac{\\alpha_t^2}{\\alpha_s}\\sigma_s^2',
  why: 'The coefficient of $z_s$ is squared as a whole, its denominator too.',
  wrong: step(({ early, late }) => ({
    varTs: late.sigma ** 2 - (late.alpha ** 2 / early.alpha) * early.sigma ** 2,
  })),
};

export const crossCovariance: Slip = {
  line: 'L105',
  tex: '\\Sigma_{ts}=\\alpha_t\\alpha_s^\\top\\sigma_u^2I',
  why: 'Given $x$ the two share only the noise that $z_s$ already has; here $u$ is read as the start, $t=0$.',
  wrong: step(({ early, late, first }) => ({
    coefZ: (late.alpha * early.alpha * first.sigma ** 2) / late.sigma ** 2,
  })),
};

export const conditionalMean: Slip = {
  line: 'L109',
  tex: '\\Sigma_{ts}\\Sigma_s^{-1}=\\frac{\\alpha_t}{\\alpha_s}\\sigma_u^2I',
  why: 'The noise cancels between the two covariances, and no $\\sigma_u^2$ is left over; $u$ is read as $t=0$ again.',
  wrong: step(({ early, late, first }) => ({ alphaTs: (late.alpha / early.alpha) * first.sigma ** 2 })),
};

export const productAsPosterior: Slip = {
  line: 'L123',
  tex: 'q(z_s\\mid z_t,x)=q(z_s\\mid x)\\,q(z_t\\mid z_s)',
  why: 'The product has the mass $q(z_t\\mid x)$, not 1; left in, it turns the mean of the log ratio into $\\frac12\\mathrm{SNR}(s)\\|x-\\hat x\\|^2$.',
  // E log q(z_t | x)/q(z_t | x̂) = ½ SNR(t)‖x − x̂‖² is what the mass adds.
  wrong: divergence((right, { early, late }) => (right * early.snr) / (early.snr - late.snr)),
};

export const precisionAsVariance: Slip = {
  line: 'L131',
  tex: '\\tilde\\sigma^2=\\sigma_A^{-2}+\\alpha^2\\sigma_B^{-2}',
  why: 'Precisions add up, so the sum is $\\tilde\\sigma^{-2}$; as a variance it would grow with what is known.',
  wrong: step(({ step: { alphaTs, varTs }, early }) => {
    const varQ = early.sigma ** -2 + alphaTs ** 2 / varTs;
    return { varQ, coefZ: (varQ * alphaTs) / varTs, coefX: (varQ * early.alpha) / early.sigma ** 2 };
  }),
};

export const inverseSlope: Slip = {
  line: 'L143',
  tex: '\\sigma_Q^{-2}=\\sigma_s^{-2}+\\alpha_{t|s}^{-2}\\sigma_{t|s}^{-2}',
  why: 'A smaller coefficient tells less about $z_s$, so its square multiplies the precision and does not divide it.',
  wrong: step(({ step: { alphaTs, varTs }, early }) => ({
    varQ: 1 / (early.sigma ** -2 + alphaTs ** -2 / varTs),
  })),
};

export const missingBrackets: Slip = {
  line: 'L143',
  tex: '\\sigma_Q^{-2}=\\sigma_t^2/\\sigma_{t|s}^2\\sigma_s^2',
  why: 'Read from left to right it multiplies by $\\sigma_s^2$, which belongs below the line.',
  wrong: step(({ step: { varTs }, early, late }) => ({ varQ: varTs / (late.sigma ** 2 * early.sigma ** 2) })),
};

export const turnedRatio: Slip = {
  line: 'L147',
  tex: 'D_{KL}(P\\|Q)=\\int P\\log\\frac QP',
  why: 'The ratio is upside down, which makes a divergence negative.',
  wrong: divergence((right) => -right),
};

export const exponentWithoutSquare: Slip = {
  line: 'L149',
  tex: 'P\\propto\\exp\\Big(-\\frac{z-\\mu_Q}{2\\sigma_Q^2}\\Big)',
  why: 'Without the square it is no density, and the distance of the means would enter by its first power.',
  // ‖μ_Q − μ_θ‖/(2σ_Q²) from ‖μ_Q − μ_θ‖²/(2σ_Q²).
  wrong: divergence((right, { step: { varQ } }) => Math.sqrt(right / (2 * varQ))),
};

export const distanceOfMeans: Slip = {
  line: 'L159',
  tex: '\\frac{\\sigma_t^2}{2\\sigma_{t|s}^2\\sigma_s^2}\\cdot\\frac{\\alpha_s^2\\sigma_{t|s}^2}{\\sigma_t^2}\\|x-\\hat x\\|^2',
  why: 'The variances in the coefficient of $x$ have to be squared with it: fourth powers of $\\sigma_{t|s}$ and $\\sigma_t$.',
  wrong: divergence((right, { step: { varTs }, late }) => (right * late.sigma ** 2) / varTs),
};

export const signalForNoise: Slip = {
  line: 'L165',
  tex: '\\frac12\\,\\frac{\\alpha_s^2\\alpha_t^2/\\sigma_s^2-\\alpha_t^2}{\\sigma_t^2}\\|x-\\hat x\\|^2',
  why: 'The first term holds $\\sigma_t^2$, which cancels; with $\\alpha_t^2$ in its place no difference of SNR is left.',
  wrong: divergence((right, { early, late }) => {
    const weight = ((early.alpha * late.alpha) / early.sigma) ** 2 - late.alpha ** 2;
    return (right * weight) / late.sigma ** 2 / (early.snr - late.snr);
  }),
};
