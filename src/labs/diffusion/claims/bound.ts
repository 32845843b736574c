// D6 to D9 and D16 to D18: the bound as a sum and its limit, and single terms of it. MATHS.md 2.5, 2.6.
import { informations, limits, slopes } from '../../../diffusion/bound-trials';
import { leastVariance, oneTerm, strata, termVariance } from '../../../diffusion/term-trials';
import { either, type Excuse } from '../../../experiment/claims';
import type { Claim, ClaimContext } from './context';
import { askedWithCurve, inThePlane, onSome, uncertain } from './measure';

const ofCurve = { per: 'settings', on: 'the error curve', excuse: either(inThePlane, uncertain) } as const;

/** Below these powers γ has an infinite slope at t = 0, and below the second the square of it has no integral. */
const steeper =
  (power: number, reason: string) =>
  ({ values }: ClaimContext): Excuse | undefined =>
    values.schedule === 'vp-power-logsnr' && values.power <= power ? { reason, needs: 'another schedule' } : undefined;
const smooth = steeper(0.999, 'γ rises so steeply at t = 0 that the sum is slower');
const finite = steeper(0.5, 'γ rises so steeply at t = 0 that the variance is infinite');

const ofDraws = { per: 'settings', on: 'drawn terms', excuse: either(inThePlane, uncertain, finite) } as const;

const mean: Claim = {
  ...ofCurve,
  id: 'D6',
  statement: onSome('one term of the sum, drawn and multiplied by T, has the mean L_T (nats)'),
  tex: 'L_T=\\tfrac T2\\,\\mathbb E_{\\varepsilon,i}\\big[(\\mathrm{SNR}_{s_i}-\\mathrm{SNR}_{t_i})\\|x-\\hat x\\|^2\\big]',
  on: 'drawn terms',
  check: askedWithCurve(oneTerm),
};

const rate: Claim = {
  ...ofCurve,
  id: 'D7',
  statement: onSome('L_T falls to L_∞ as K₁/T: K₁ from two large T (nats)'),
  tex: 'L_T=L_\\infty+\\tfrac{K_1}T+O(T^{-2}),\\quad K_1=\\tfrac14\\int\\tfrac{d\\,\\mathrm{mmse}}{dt}\\big(-\\mathrm{SNR}^\\prime\\big)dt',
  excuse: either(inThePlane, uncertain, smooth),
  check: askedWithCurve(slopes),
};

const manySchedules: Claim = {
  ...ofCurve,
  id: 'D8',
  statement: onSome(
    'L_∞ is the same along this and five other schedules with these ends, though L₁₆ is not (nats, the one furthest off)',
  ),
  tex: 'L_\\infty=\\tfrac12\\int_{\\mathrm{SNR}(1)}^{\\mathrm{SNR}(0)}\\mathbb E\\|x-\\tilde x\\|^2\\,dv',
  check: askedWithCurve(limits),
};

const information: Claim = {
  ...ofCurve,
  id: 'D9',
  statement: (context) =>
    onSome(
      context.values.denoiser !== 'scaled'
        ? 'L_∞ is the information that the noise takes away, I(x; z₀) − I(x; z₁) (nats)'
        : 'L_∞ is I(x; z₀) − I(x; z₁), and what a wrong factor of x̂ costs (nats)',
    )(context),
  tex: 'L_\\infty=I(x;z_0)-I(x;z_1)\\to\\log M',
  check: askedWithCurve(informations),
};

const spread: Claim = {
  ...ofDraws,
  id: 'D16',
  statement: onSome('the variance of one term at a uniform t (nats²)'),
  tex: '\\operatorname{Var}X=\\tfrac14\\int|\\mathrm{SNR}^\\prime|\\,m_4\\,dv-L_\\infty^2',
  check: askedWithCurve(termVariance),
};

const least: Claim = {
  ...ofDraws,
  id: 'D17',
  statement: onSome('the schedule dt ∝ √m₄ dSNR has the least variance that any has (nats²)'),
  tex: '\\min\\operatorname{Var}X=\\big(\\tfrac12\\int\\sqrt{m_4}\\,dv\\big)^2-L_\\infty^2',
  excuse: either(inThePlane, uncertain),
  check: askedWithCurve(leastVariance),
};

const stratified: Claim = {
  ...ofDraws,
  id: 'D18',
  statement: onSome('one draw in each of many strata of t: the variance left, as a share'),
  tex: '\\mathbb E\\operatorname{Var}(X\\mid t)\\,/\\operatorname{Var}X',
  check: askedWithCurve(strata),
};

export const boundClaims: readonly Claim[] = [mean, rate, manySchedules, information, spread, least, stratified];
