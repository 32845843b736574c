// D10, D11, D14 and D19: the exact denoiser, and the step that it makes. MATHS.md 2.5, 2.6.
import { either } from '../../../experiment/claims';
import { choiceOf, choosing, denoiserLimits, meanShift, noiseForm } from '../../../diffusion/denoiser-trials';
import type { Claim } from './context';
import { asked, dataThemselves, exactDenoiser, trialOf } from './measure';

const shift: Claim = {
  id: 'D10',
  statement: 'the denoiser is one mean-shift step at h = σ/α, and the score is that of the mixture (largest gap)',
  tex: '\\hat x=y+h^2s_h(y),\\quad\\nabla\\log q_t=\\tfrac1{\\alpha}s_h(z/\\alpha)',
  on: 'noisy data',
  per: 'settings',
  excuse: exactDenoiser,
  check: asked(meanShift),
};

const limits: Claim = {
  id: 'D11',
  statement: 'without noise x̂ is the nearest datum, in noise alone the data’s mean (largest gap)',
  tex: '\\hat x\\to x_{\\text{nearest}}\\;(\\mathrm{SNR}\\to\\infty),\\quad\\hat x\\to\\bar x\\;(\\mathrm{SNR}\\to0)',
  on: 'both ends of SNR',
  per: 'settings',
  excuse: either(exactDenoiser, dataThemselves),
  check: asked(denoiserLimits),
};

const cosine: Claim = {
  id: 'D14',
  statement: 'DDIM on unit Gaussian data along the cosine schedule: z₀ = z₁ cos(Δφ/T)^T, so its variance',
  tex: 'V_0=V_1\\cos(\\Delta\\varphi/T)^{2T};\\quad\\mathrm{KL}=\\tfrac12\\operatorname{expm1}(\\gamma_t-\\gamma_s)\\|\\varepsilon-\\hat\\varepsilon\\|^2',
  on: 'the cosine schedule',
  per: 'settings',
  check: asked(noiseForm),
};

const choice: Claim = {
  id: 'D19',
  statement: (context) => {
    const found = choiceOf(trialOf(context));
    const below = found
      ? ` below h ≈ ${Math.sqrt(found.bandwidth ** 2 - found.law.smoothing ** 2).toPrecision(2)}`
      : '';
    return `a mode is chosen where λ_max(Cov_w) passes h²: at the data’s mean a perturbation grows${below}; slope of x̂ there`;
  },
  tex: '\\frac{dy}{dh}=\\frac{y-\\hat x}h,\\quad\\frac{\\partial\\hat x}{\\partial y}=\\frac{\\operatorname{Cov}_w}{h^2}',
  on: 'the data’s mean',
  per: 'settings',
  excuse: (context) =>
    choiceOf(trialOf(context)) ? undefined : { reason: 'there is one mode at all of the noise', needs: 'other data' },
  check: asked(choosing),
};

export const denoiserClaims: readonly Claim[] = [shift, limits, cosine, choice];
