// What is said of the followed start: its bound, its steps, its encoder, its optimum. MATHS.md V1 to V5, V7, V10 to V12, V14, V17, V18.
import { formsOfBound, gapsOfBound, heights } from '../../../variational/bound-trials';
import { encoderGaps } from '../../../variational/local-trials';
import { slowestShare } from '../../../variational/optimum';
import { GRADIENT_DRAWS, meanFieldGaps, reparametrisedGradients, stepsApart } from '../../../variational/pca-trials';
import { globalSteps, halfSteps, innerRises, logitErrors } from '../../../variational/step-trials';
import { grouped } from '../../../numbers';
import { asked, onlyMixture, onlyPca, sane, several, twoLatents, type Claim } from './context';

const followed = { on: 'the followed start', excuse: onlyMixture } as const;

export const startClaims: readonly Claim[] = [
  {
    ...followed,
    id: 'V1',
    statement:
      'log p(x) − L(q) is the divergence of q from the posterior (largest residual over the data, random q; nats)',
    tex: '\\log p(x)-\\mathcal L(q)=\\mathrm{KL}(q\\,\\|\\,p(z\\mid x))',
    check: asked(gapsOfBound),
  },
  {
    ...followed,
    id: 'V2',
    statement: 'no q passes log p(x), and the posterior reaches it (smallest gap of random q, nats)',
    tex: '\\mathcal L(q)\\le\\log p(x)',
    check: asked(heights),
  },
  {
    ...followed,
    id: 'V3',
    statement: 'E log p(x|z) − KL(q‖p(z)) is E log p(x, z) + H(q) (largest residual over the data, nats)',
    tex: '\\mathbb E_q\\log p(x\\mid z)-\\mathrm{KL}(q\\,\\|\\,p(z))=\\mathbb E_q\\log p(x,z)+H(q)',
    check: asked(formsOfBound),
  },
  {
    id: 'V4',
    statement:
      'more inner gradient steps never lower the bound, and the exact inner step is above them all (smallest rise, nats)',
    tex: '\\nabla_\\eta\\mathcal L=(\\operatorname{diag}r-rr^\\top)(a-\\log r)',
    on: 'a copy of the followed start',
    excuse: several,
    check: asked(innerRises),
  },
  {
    ...followed,
    id: 'V5',
    statement: 'neither half of a sweep lowers the bound (smallest change of the total over four sweeps, nats)',
    tex: '\\mathcal L(q_{t},\\theta_t)\\le\\mathcal L(q_{t},\\theta_{t+1})\\le\\mathcal L(q_{t+1},\\theta_{t+1})',
    on: 'a copy of the followed start',
    check: asked(halfSteps),
  },
  {
    ...followed,
    id: 'V7',
    statement: 'a diagonal S costs ½(Σ log Λ_jj − log det Λ), the same for every datum (nats)',
    tex: '\\tfrac12\\big(\\textstyle\\sum_j\\log\\Lambda^*_{jj}-\\log\\det\\Lambda^*\\big)',
    excuse: twoLatents,
    check: asked(meanFieldGaps),
  },
  {
    ...followed,
    id: 'V10',
    statement:
      'four natural steps of length ¼ shrink the error of the logits to 0.75⁴ (largest residual; skipped where r < 10⁻⁶)',
    tex: '\\eta_t-\\eta^*=(1-\\rho)^t(\\eta_0-\\eta^*)',
    excuse: several,
    check: asked(logitErrors),
  },
  {
    id: 'V11',
    statement:
      'straight and natural steps along the same gradient part with ρ²: half the step, a quarter of the distance',
    tex: 'd(\\rho)/d(\\rho/2)\\to4',
    on: 'a q beside the posterior, in float64',
    excuse: onlyPca,
    check: asked(stepsApart),
  },
  {
    ...followed,
    id: 'V12',
    statement:
      'a natural step of length 1 on all data is the exact outer step (largest deviation, in units of each component), and a short one goes along I⁻¹∇',
    tex: '\\rho=1,\\ \\mathcal B=\\{1..N\\}:\\quad t\\leftarrow\\hat t',
    check: asked(globalSteps),
  },
  {
    ...followed,
    id: 'V14',
    statement:
      'a quadratic encoder holds the posterior: its amortisation gap can be 0 (per datum, nats), and any gap is Σ KL',
    tex: '\\eta_k^*(x)=c_k+g_k\\cdot x+h_k\\lVert x\\rVert^2',
    excuse: several,
    check: asked(encoderGaps),
  },
  {
    id: 'V17',
    statement:
      'the reparametrised gradient has the mean Λ*(m* − m) (largest deviation in its standard errors), and the covariance Λ*SΛ*',
    tex: '\\mathbb E\\,\\Lambda^*(m^*-z)=\\Lambda^*(m^*-m)',
    on: `${grouped(GRADIENT_DRAWS)} draws of the bound`,
    excuse: onlyPca,
    check: asked(reparametrisedGradients),
  },
  {
    id: 'V18',
    statement:
      'the largest eigenvalue of one sweep at the optimum is the largest share of missing information, and the rate of the way there',
    tex: '\\partial\\theta_{t+1}/\\partial\\theta_t=I-I_c^{-1}I_o',
    on: 'moved copies of the optimum',
    excuse: sane,
    check: asked((context) => slowestShare(context, context.shape)),
  },
];
