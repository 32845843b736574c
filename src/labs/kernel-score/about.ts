// The text below the kernel-score lab.
import type { Passage } from '../../experiment/lab';

export const about: readonly Passage[] = [
  { heading: 'What is computed' },
  {
    text: 'At every point stands a Gaussian of width σ; their mean is the kernel (Parzen) density q. Its slope on the logarithmic scale, the score, points to the mean of the points as they are seen from x, each weighted by how near it is.',
  },
  {
    tex: 'q(x)=\\frac1N\\sum_i\\frac{e^{-\\lVert x-x_i\\rVert^2/2\\sigma^2}}{(\\sqrt{2\\pi}\\,\\sigma)^d},\\qquad s_\\sigma(x)=\\nabla\\log q(x)=\\frac{m(x)-x}{\\sigma^2}',
  },
  {
    tex: 'm(x)=\\sum_iw_i(x)\\,x_i,\\qquad w=\\operatorname{softmax}_i\\Big(-\\frac{\\lVert x-x_i\\rVert^2}{2\\sigma^2}\\Big)',
  },
  {
    text: 'The particles take the step x ← m(x), the mean shift: noise-free Langevin with step σ², and at the same time the best denoiser for data blurred by σ. They end on the modes. Near a mode the step acts as the weighted covariance over σ², whose eigenvalues the spectrum shows.',
  },
  { heading: 'Four drawbacks, measured' },
  {
    text: 'Cost: every evaluation meets every point, N·M pairs. Bandwidth: narrow kernels know single points only, wide ones blur the law; in between the error is least, and points that were left out find a place near it without knowing the truth. Dimension: distances concentrate, and the best possible score gets worse. Boundary: half of each kernel falls outside.',
  },
  { heading: 'Score matching without training' },
  {
    text: 'The claims S1 to S6 are about losses that networks are trained with. The first and the last hold for any model, so that an untrained one with random weights shows them: the denoising loss exceeds the explicit one by a constant that belongs to the data alone.',
  },
  {
    tex: 'J_{DSM}(\\theta)=J_{ESM}(\\theta)+C,\\qquad C=\\frac1{2\\sigma^4}\\,\\mathbb E\\operatorname{tr}\\operatorname{Cov}_{w(x)}',
  },
  { heading: 'Symbols in the claims' },
  {
    text: 's = s_σ is the kernel score, s_θ that of a model with weights θ. E is a mean: over x drawn from the blurred density q, or over x₀, the point that x came from, given x. Two places are called a, b; w are the weights of the points as they are seen from x, Cov_w their covariance, Cov that of all points, x̄ their mean, tr a trace. J_ESM is the explicit loss, J_DSM the denoising one; ε is a standard normal number, d the dimension, N the number of points and M that of places asked for. γ is the size of a step, I the identity, H the Hessian of log q, λ an eigenvalue of it; err(σ) is the mean squared error of the score against the true one.',
  },
  { heading: 'The data' },
  {
    text: 'Penguins: K. B. Gorman, T. D. Williams, W. R. Fraser (2014), palmerpenguins, CC0 1.0. Digits: a part of the MNIST database of Y. LeCun, C. Cortes and C. J. C. Burges, CC BY-SA 3.0, centred and turned so that the two leading principal components come first. Your own points are read here and sent nowhere; only a link or a file that you share can carry them.',
  },
];
