// The text below the Langevin lab.
import type { Passage } from '../../experiment/lab';

export const about: readonly Passage[] = [
  { heading: 'What is running' },
  {
    text: 'Every dot is a chain of its own. At each step it moves a little uphill on log p and is pushed by fresh noise; all chains share the rule and nothing else.',
  },
  {
    tex: 'x_{k+1}=x_k+\\gamma\\,\\nabla\\log p(x_k)+\\tau\\sqrt{2\\gamma}\\;\\varepsilon_k,\\qquad\\varepsilon_k\\sim\\mathcal N(0,I)',
  },
  {
    text: 'With τ = 1 and a small step the law of the chains tends to p. With τ = 0 this is plain gradient ascent: every chain stops at a mode, and which one depends on where it began. In between, and above, the chains sample the tempered law p to the power 1/τ².',
  },
  { heading: 'What a finite step costs' },
  {
    text: 'On a Gaussian everything is known in closed form. Along an axis of variance σ² the multiplier of one step is a = 1 − γ/σ², and the stationary variance is too large by a factor that only the step decides:',
  },
  {
    tex: 'V_n=V_\\infty+a^{2n}(V_0-V_\\infty),\\qquad V_\\infty=\\frac{\\sigma^2}{1-\\gamma/(2\\sigma^2)},\\qquad 0<\\gamma<2\\sigma^2',
  },
  {
    text: 'Near any mode with Hessian H the step acts as I + γH. Its eigenvalues are drawn as rings in the spectrum; the dots are measured, by moving points a little and taking the same step. Once an eigenvalue leaves the unit circle, small errors grow.',
  },
  { heading: 'Accepting and rejecting' },
  {
    text: 'MALA takes the same step as a proposal y and accepts it with a probability that makes p exactly stationary for every γ. On a round Gaussian in two dimensions, with q = (γ/2σ²)³, it accepts',
  },
  { tex: '\\Pr(\\text{accept})=1-\\sqrt{\\frac{q}{1+q}}\\qquad\\Big(d=1:\\;1-\\tfrac2\\pi\\arctan\\sqrt q\\Big)' },
  { heading: 'Annealing' },
  {
    text: 'Between far modes plain chains hardly ever cross. Annealing starts from the target blurred by a wide Gaussian, where there is a single hill, and narrows it level by level; the last levels only repair the details.',
  },
  { heading: 'Data as the target' },
  {
    text: 'Put a Gaussian of width σ on every point of a data set: the mean of them is a density, and its score leads to the points as they are seen from x. Chains that follow it meet the whole set at every step. Up to 512 points stand in the kernel that moves the chains; larger sets are summed by the engine of the lab ‘Kernel scores’, and nothing leaves the device between one step and the next. Under annealing the bandwidth is √(σ² + σ_l²). Contours and arrows are those of 65,536 of the points, and the modes followed are the highest few where there are very many points.',
  },
  {
    tex: 's_\\sigma(x)=\\frac{m(x)-x}{\\sigma^2},\\qquad m(x)=\\sum_iw_ix_i,\\quad w=\\operatorname{softmax}_i\\Big(-\\frac{\\lVert x-x_i\\rVert^2}{2\\sigma^2}\\Big)',
  },
  { heading: 'A network as the target' },
  {
    text: 'A network trained by score matching says a score and no density. Chains can follow it all the same: they need the score alone. What asks for heights says nothing then: accepting and rejecting, contours, and every claim about a law. Train one in the lab ‘Score matching’ and press ‘Use in other labs’.',
  },
  { heading: 'Symbols in the claims' },
  {
    text: 's(x) = ∇ log p(x) is the score and E a mean over the law. V is a variance: V₀ at the start, V∞ where it settles. Σ is the covariance of a Gaussian target and λmin(Σ) the smallest eigenvalue of it; k counts the steps between two positions. h is the narrowest width of the target: log p curves downwards by no more than 1/h² anywhere. I is the identity, H the Hessian of log p at a mode, λ an eigenvalue of it. A mode of a mixture has the width s; c is the middle of the target.',
  },
  { heading: 'How the numbers are judged' },
  {
    text: 'Each row says on what it was measured. It holds while the measurement lies within its tolerance: five standard errors, and what rounding can do; on the scale of deviations the tolerance is the band between the marks. Where the tolerance is wider than the effect itself, the row says that it cannot tell. The distance to the target is a Kullback–Leibler divergence of a histogram; the dashed line is what exact samples of the same number would show.',
  },
];
