// The text below the score-matching lab.
import type { Passage } from '../../experiment/lab';

export const about: readonly Passage[] = [
  { heading: 'What is trained' },
  {
    text: 'A sample is a datum x₀ with noise, x = x₀ + σε. The model says a score s_θ(x), and is told the one number it should have been for this sample: −ε/σ. On average over all samples that could have led to x this is the score of the noisy law, so that a model which gets the mean right has learned it.',
  },
  {
    tex: 'J_{DSM}(\\theta)=\\mathbb E\\,\\tfrac12\\Big\\lVert s_\\theta(x)+\\frac{\\varepsilon}{\\sigma}\\Big\\rVert^2=J_{ESM}(\\theta)+C,\\qquad J_{ESM}(\\theta)=\\mathbb E_q\\,\\tfrac12\\lVert s_\\theta-\\nabla\\log q\\rVert^2',
  },
  {
    text: 'C belongs to the data and the noise alone. No model can have less, and a loss that stands at C is not a failure to learn but all there is. Here the data are finitely many points, so that q is their kernel density and both losses are measured against its exact score, on the same fresh draws.',
  },
  {
    tex: 'C=\\frac{1}{2\\sigma^4}\\,\\mathbb E_q\\operatorname{tr}\\operatorname{Cov}_{w(x)}=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E_q\\lVert\\nabla\\log q\\rVert^2\\Big)',
  },
  { heading: 'How it is trained' },
  {
    text: 'Every step draws a batch anew on the device, passes it through the network and back, and moves the weights. Draws depend on seed, step and sample alone: the same seed gives the same weights to the last bit, however the steps are divided, after a lost device or a reload; and a twin sees the very same samples.',
  },
  {
    text: 'The linear model −a(x − b) is trained by the same code. Its loss is a parabola, so that its best weights, the spectrum of a training step and the largest rate are known, and measured beside it.',
  },
  { heading: 'How one samples from it' },
  {
    text: 'The chains take x + γ s_θ(x) + √(2γ) ε with the network as it stands. The arrows are true where samples were: far from the data nobody told the network anything, and the picture is shaded by the density because there arrows must not be trusted. The field of a network may turn, which no gradient does; how much it does is shown as its rotation.',
  },
  { heading: 'Symbols in the claims' },
  {
    text: 's_θ is the score of the model with the weights θ, s_σ the exact one of the noisy law q. E is a mean: over x drawn from q, or over x₀ given x. C is the constant, d = 2 the dimension, Cov the covariance of the data, x̄ their mean, Cov_w that of the data as they are seen from x, tr a trace. a and b are the weights of the linear model. ε is a standard normal number; in N2 it is the small number 10⁻⁸ of Adam. g is the gradient of the mean loss J of a batch, v a direction in the weights, ∂ a slope along it, λ an eigenvalue of the loss’s Hessian, η the rate. X and X′ are places of chains, Y and Y′ fresh draws.',
  },
];
