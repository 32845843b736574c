// The text below the variational lab.
import type { Passage } from '../../experiment/lab';

export const about: readonly Passage[] = [
  { heading: 'The bound' },
  {
    text: 'Where data x come from something unseen, z, the logarithm of their density is bounded from below for any guess q of z, and what the bound lacks is how far the guess is from the posterior.',
  },
  {
    tex: '\\log p_\\theta(x)=\\underbrace{\\mathbb E_q\\log p_\\theta(x\\mid z)-\\mathrm{KL}(q\\,\\|\\,p_\\theta(z))}_{\\mathcal L(q,\\theta;x)}+\\mathrm{KL}(q\\,\\|\\,p_\\theta(z\\mid x))',
  },
  {
    text: 'Here z is the component of a mixture of round Gaussians, or the place on the line of probabilistic PCA. In both all is closed form, so that each half-step, each batch and each gap has an exact prediction. Every start is a run of its own, and all of them run at once: the cloud of their means gathers at the local optima.',
  },
  { heading: 'Four ways up' },
  {
    text: 'Coordinate ascent alternates the exact inner step (r is the posterior) and the exact outer one. Two loops take gradient steps in the logits of each datum inside, from the prior on, and stop too early. Stochastic steps see a batch of B data and follow the natural gradient, with which a step of length 1 on all data is the outer step itself; plain ones follow the ordinary gradient. An amortised encoder computes the responsibilities from x, and what it loses is its amortisation gap.',
  },
  {
    tex: 't\\leftarrow(1-\\rho)\\,t+\\rho\\,\\hat t_{\\mathcal B},\\qquad \\hat t_{\\mathcal B}=\\frac1B\\sum_{i\\in\\mathcal B}\\big(r_{ik},\\ r_{ik}x_i,\\ r_{ik}\\lVert x_i\\rVert^2\\big),\\qquad \\rho_t=(t+\\tau)^{-\\kappa}',
  },
  {
    text: 'N/B makes the sum over a batch an unbiased estimate of the sum over all data. Applied twice or forgotten it moves the mean of the estimate, and with it the length of every step. The gradient of a single datum’s q stands in its own term alone: averaged over the batch all of them move alike and stop at a gap. A q of PCA whose covariance is diagonal has a gap, too, the same for every datum.',
  },
  { heading: 'What cannot go wrong here' },
  {
    text: 'A component without data stays where it is, with weight 0. A variance that would collapse on one datum rests on the floor, which is a setting and counts how many rest there. Equal points, or more components than points, end on the floor, too.',
  },
  { heading: 'Symbols in the claims' },
  {
    text: 'L is the bound, r are responsibilities, a_k = log p(x, k), E is a mean over q, Σ a sum, H an entropy, KL a divergence; of a Gaussian q in PCA m is the mean and S the covariance, of the posterior m* is the mean and Λ* = Λ the inverse covariance; θ are weights π, means μ and variances s, ρ is the length of a natural step, η are logits; I_o and I_c are the observed and the complete information; N is the number of data and B that of a batch.',
  },
];
