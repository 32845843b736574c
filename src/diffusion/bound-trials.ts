// What D7 to D9 say, measured: the bound as a sum over steps, its limit, and what that is. MATHS.md 2.5, 2.6.
import { diffusionSchedule, type Schedule } from '../math/diffusion-schedule';
import { computed, provided, type Reading } from '../math/reading';
import { float64 } from '../math/rounding';
import { mean } from '../math/statistics';
import { rangeOf, type ErrorCurve } from './error-curve';
import { telling, type Trial } from './trial';

/** Places of SNR(0) that sums over nodes may lose where SNR(1) is a difference of numbers of that size. */
const LOST = 32;

/** What L_∞ may be wrong by along a schedule. */
function limitError(curve: ErrorCurve, schedule: Schedule, limit: number, rule?: number): number {
  const [start, end] = [schedule.at(0), schedule.at(1)];
  return curve.error(limit, rule) + LOST * float64.place(start.snr * curve.squaresAt(end.gamma));
}

/** T at which the sum is compared with the integral, doubled until K₁ is known to a share, or this often. */
const FIRST = 64;
const LAST = 2 ** 13;
const SHARE = 0.003;

/** MATHS D8. */
const FEW = 16;

/** K₁ from two large T, where L_T falls when T doubles. D7. */
export function slopes(trial: Trial, curve: ErrorCurve): Reading[] {
  const { schedule } = trial;
  const { limit, k1, coarse } = curve.along(schedule);
  const scaled = (steps: number): number => steps * (curve.loss(schedule, steps) - limit);
  let [steps, before, now] = [FIRST, Number.NaN, 2 * scaled(2 * FIRST) - scaled(FIRST)];
  let changes: readonly [number, number] = [Infinity, Infinity];
  // What is left is of order T⁻², so less than the last change; of two, as one may be small by chance.
  while (!(Math.max(...changes) <= SHARE * Math.abs(now)) && 2 * steps < LAST) {
    steps *= 2;
    [before, now] = [now, 2 * scaled(2 * steps) - scaled(steps)];
    changes = [Math.abs(now - before), changes[0]];
  }
  const change = Math.max(...changes);
  const rounding = 5 * steps * limitError(curve, schedule, 2 * limit, 0) + coarse.k1;
  // A change that is still large says nothing of what is left.
  const left = change < 0.1 * Math.abs(now) ? change : Math.abs(now) + Math.abs(k1);
  const [one, two] = [trial.steps, 2 * trial.steps].map((T) => curve.loss(schedule, T));
  const falls = two <= one + 2 * curve.error(one, 0) && limit <= two + 2 * curve.error(two, 0);
  return provided([computed(now, k1, left + rounding)], falls, 'L_T does not fall when T doubles');
}

/** Other schedules with the ends that this one has. */
function otherSchedules([gamma0, gamma1]: readonly [number, number]): readonly Schedule[] {
  const [ell0, ell1] = [gamma0, gamma1].map((gamma) => Math.log1p(Math.exp(gamma)));
  const rise = ell1 - ell0;
  return [
    diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0, gamma1 }),
    diffusionSchedule({ kind: 'vp-cosine', gamma0, gamma1 }),
    diffusionSchedule({ kind: 'vp-linear-snr', gamma0, gamma1 }),
    diffusionSchedule({ kind: 'vp-linear-beta', ell0, beta0: 0.1 * rise, beta1: 1.9 * rise }),
    diffusionSchedule({ kind: 've-geometric', sigma0: Math.exp(gamma0 / 2), sigma1: Math.exp(gamma1 / 2) }),
  ];
}

/** Steps of the two sums that enclose L_∞. */
const FINE = 2 ** 11;

/** The middle of the sums with the error at the noisier and at the cleaner end of each step: L_∞ is between them. D8. */
export function limits(trial: Trial, curve: ErrorCurve): Reading[] {
  const { limit } = curve.along(trial.schedule);
  const schedules = [trial.schedule, ...otherSchedules(rangeOf(trial.schedule))];
  const readings = schedules.map((schedule) => {
    const [above, below] = [curve.loss(schedule, FINE), curve.loss(schedule, FINE, 'cleaner')];
    const slack = 2 * limitError(curve, schedule, above, 0);
    return computed((above + below) / 2, limit, (above - below) / 2 + slack);
  });
  const losses = schedules.map((schedule) => curve.loss(schedule, FEW));
  const differ = Math.max(...losses) - Math.min(...losses) > 2 * limitError(curve, trial.schedule, limit, 0);
  return telling(readings, differ, 'L₁₆ differs by less than can be told');
}

/** L_∞ against I(x; z₀) − I(x; z₁). D9. */
export function informations(trial: Trial, curve: ErrorCurve): Reading[] {
  const { schedule } = trial;
  const { data, dimension, smoothing = 0, factor = 1 } = curve.law;
  const count = data.length / dimension;
  const { limit } = curve.along(schedule);
  const [start, end] = curve.information;
  // E‖x − κx̂‖² = mmse + (1 − κ)²E‖x̂‖², and E‖x̂‖² = E‖x‖² − mmse.
  const [wrong, power] = [
    (1 - factor) ** 2,
    dimension * (mean(Float64Array.from(data, (value) => value ** 2)) + smoothing ** 2),
  ];
  const known = (1 - wrong) * (start - end) + (wrong / 2) * power * (schedule.at(0).snr - schedule.at(1).snr);
  const tolerance = limitError(curve, schedule, limit + 2) + curve.rule;
  const outcome = [computed(limit, known, tolerance)];
  const bounded = smoothing > 0 || start <= Math.log(count) + tolerance;
  if (!trial.gaussian) return provided(outcome, bounded, 'more is known than log M');
  const whole = (dimension / 2) * Math.log1p(smoothing ** 2 * schedule.at(0).snr);
  return provided(outcome, Math.abs(start - whole) <= tolerance, 'I(x; z₀) is not (d/2) log(1 + c²SNR)');
}
