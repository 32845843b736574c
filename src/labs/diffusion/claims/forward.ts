// D1 to D5 and D15: the process that makes data noisy, and its posterior. MATHS.md 2.1 to 2.5.
import {
  addedSteps,
  CHAIN,
  chainMarginals,
  noisyVariances,
  priorLosses,
  regressedStep,
  stepDivergences,
} from '../../../diffusion/forward-trials';
import type { Claim } from './context';
import { asked } from './measure';

const variance: Claim = {
  id: 'D1',
  statement: ({ values }) =>
    values.schedule !== 've-geometric'
      ? 'Var z_t = α²Var x + σ², which is 1 for all t only where Var x = 1 (where it is furthest off)'
      : 'Var z_t = Var x + σ² (where it is furthest off)',
  tex: '\\operatorname{Var}z_t=\\alpha_t^2\\operatorname{Var}x+\\sigma_t^2',
  on: 'noisy data',
  per: 'settings',
  check: asked(noisyVariances),
};

const semigroup: Claim = {
  id: 'D2',
  statement: 'steps add up: σ²_{t|s} = σ_t²(1 − SNR_t/SNR_s) and α_{t|s} = α_t/α_s over any number of them',
  tex: '\\sigma_{t|u}^2=\\sigma_{t|s}^2+\\alpha_{t|s}^2\\sigma_{s|u}^2=\\sigma_t^2\\Big(1-\\tfrac{\\mathrm{SNR}_t}{\\mathrm{SNR}_u}\\Big)',
  on: 'single impulses',
  per: 'settings',
  check: asked(addedSteps),
};

const marginals: Claim = {
  id: 'D3',
  statement: `a chain of ${CHAIN} steps from a datum has the marginal N(αx, σ²) after each (variance over σ², where it is furthest off)`,
  tex: 'z_t\\mid x\\sim\\mathcal N(\\alpha_tx,\\sigma_t^2I)',
  on: 'a chain of its own',
  per: 'settings',
  check: asked(chainMarginals),
};

const regression: Claim = {
  id: 'D4',
  statement:
    'regressing z_s on (z_t, x) gives the coefficients of μ_Q, and the residual variance σ_Q² (the one furthest off)',
  tex: '\\mu_Q=\\tfrac{\\alpha_{t|s}\\sigma_s^2}{\\sigma_t^2}z_t+\\tfrac{\\alpha_s\\sigma_{t|s}^2}{\\sigma_t^2}x,\\quad\\sigma_Q^2=\\tfrac{\\sigma_{t|s}^2\\sigma_s^2}{\\sigma_t^2}',
  on: 'a step of its own',
  per: 'settings',
  check: asked(regressedStep),
};

const divergence: Claim = {
  id: 'D5',
  statement:
    'the KL of a step with any x̂ for x is ½(SNR_s − SNR_t)‖x − x̂‖² (of first, middle and last the furthest off)',
  tex: '\\frac{\\|\\mu_Q-\\mu_\\theta\\|^2}{2\\sigma_Q^2}=\\tfrac12(\\mathrm{SNR}_s-\\mathrm{SNR}_t)\\|x-\\hat x\\|^2',
  on: 'the sampler’s step',
  per: 'settings',
  check: asked(stepDivergences),
};

const prior: Claim = {
  id: 'D15',
  statement: 'the prior loss, the KL of q(z₁ | x) from what sampling begins with (nats)',
  tex: '\\tfrac12\\big[d(\\sigma_1^2-1-\\log\\sigma_1^2)+\\alpha_1^2\\|x\\|^2\\big]',
  on: 'noisy data',
  per: 'settings',
  check: asked(priorLosses),
};

export const forwardClaims: readonly Claim[] = [variance, semigroup, marginals, regression, divergence, prior];
