// Batches: what they estimate, and what their mistakes do. MATHS.md V8, V9, V15, V16, V20.
import {
  evidenceTerms,
  gradients,
  lawOfBatches,
  meanEstimate,
  unbiasedEstimates,
} from '../../../variational/batch-trials';
import { averagedGap, fisherErrors } from '../../../variational/local-trials';
import { asked, mistaken, onlyMixture, sampled, sampledSeveral, several, type Claim } from './context';

/** V20: what each of them does. */
const consequences = {
  none: '',
  averagedLocalGradients: 'gradients of single data averaged over a batch stop at a positive gap (per datum, nats)',
  scaleTwice: 'with N/B applied twice the mean of the estimate is N/B times the total',
  scaleNever: 'without N/B the mean of the estimate is B/N times the total',
} as const;

export const batchClaims: readonly Claim[] = [
  {
    id: 'V8',
    statement:
      'N/B times the sum over a batch has the total as its mean (random batches), and the stated variance (all batches of 12 data)',
    tex: '\\mathbb E\\,\\tfrac NB\\hat{\\mathcal L}=\\sum_i\\mathcal L_i,\\quad\\operatorname{Var}=\\tfrac{N^2}B\\big(1-\\tfrac BN\\big)S^2',
    on: 'the followed start',
    excuse: sampled,
    check: asked(async (context) => unbiasedEstimates(await evidenceTerms(context), context.batch, context.seed)),
  },
  {
    id: 'V9',
    statement:
      'the gradient of the total in a mean, summed over the data, is its slope (a central difference of the device’s totals), and the mean of what batches say',
    tex: '\\nabla_{\\mu_k}=\\sum_ir_{ik}(x_i-\\mu_k)/s_k',
    on: 'the followed start',
    excuse: onlyMixture,
    check: asked((context) => gradients(context, context.batch)),
  },
  {
    id: 'V15',
    statement:
      'local natural gradients averaged over a batch stop at a positive gap, that of softmax of the mean of a; each datum’s own leave none (per datum, nats)',
    tex: '\\eta_i\\mathrel{+}=\\rho\\,\\tfrac1B\\textstyle\\sum_j\\tilde\\nabla_{\\eta_j}\\mathcal L_j',
    on: '32 data at the followed start',
    excuse: sampledSeveral,
    check: asked(averagedGap),
  },
  {
    id: 'V16',
    statement:
      'the Fisher matrix diag r − r rᵀ is the covariance of ∇ log q (largest deviation over its entries, 40,000 draws)',
    tex: 'I(\\eta)=\\operatorname{diag}r-rr^\\top',
    on: 'even shares, made uneven',
    excuse: several,
    check: asked(fisherErrors),
  },
  {
    id: 'V20',
    statement: ({ values }) => consequences[values.mistake] || consequences.scaleTwice,
    tex: '\\mathbb E\\big[(\\tfrac NB)^2\\hat{\\mathcal L}\\big]=\\tfrac NB\\sum_i\\mathcal L_i,\\quad\\mathbb E\\,\\hat{\\mathcal L}=\\tfrac BN\\sum_i\\mathcal L_i',
    on: 'the followed start',
    excuse: mistaken,
    check: asked(async (context) => {
      if (context.mistake === 'averagedLocalGradients') return averagedGap(context);
      return [meanEstimate(lawOfBatches(await evidenceTerms(context), context.batch, context.mistake), context.seed)];
    }),
  },
];
