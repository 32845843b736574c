// The text below the diffusion lab.
import type { Passage } from '../../experiment/lab';

export const about: readonly Passage[] = [
  { heading: 'What is computed' },
  {
    text: 'Data x are made noisy in a time t from 0 to 1, by a schedule of signal α and noise σ whose ratio falls. What the noise hides is measured by one number, SNR = e^(−γ).',
  },
  {
    tex: 'z_t=\\alpha_tx+\\sigma_t\\varepsilon,\\qquad \\mathrm{SNR}(t)=\\frac{\\alpha_t^2}{\\sigma_t^2}=e^{-\\gamma_t}',
  },
  {
    text: 'A network would learn to guess x from z. For M points the best guess x̂ is known: it is one mean-shift step of the kernel density of bandwidth h = σ/α at y = z/α. So nothing is trained here, and what papers assert can be measured.',
  },
  {
    tex: '\\hat x(z;t)=\\sum_iw_ix_i,\\quad w=\\operatorname{softmax}_i\\Big(-\\frac{\\lVert z-\\alpha_tx_i\\rVert^2}{2\\sigma_t^2}\\Big),\\qquad \\nabla\\log q_t(z)=\\frac{\\alpha_t\\hat x-z}{\\sigma_t^2}',
  },
  {
    text: 'The ancestral sampler goes from t to s < t by the law of z_s given z_t and x, with x̂ for x. The price of putting x̂ there is the divergence of two Gaussians; summed over the T steps it is L_T. Each step is a rectangle over SNR, whose height is the error at its noisier end: so L_T lies above its limit, the area under the curve, which knows nothing of the schedule but its ends.',
  },
  {
    tex: 'L_T=\\tfrac12\\sum_{i=1}^T\\big(\\mathrm{SNR}(s_i)-\\mathrm{SNR}(t_i)\\big)\\,\\mathbb E\\lVert x-\\hat x\\rVert^2\\;\\to\\;L_\\infty=\\tfrac12\\int\\mathrm{mmse}(v)\\,dv,\\qquad L_T=L_\\infty+\\frac{K_1}T+\\dots',
  },
  {
    text: 'The figure has log SNR on its axis and ½ SNR times the error above it, so that areas are nats; a rectangle becomes a tooth of the same area.',
  },
  { heading: 'Memory and novelty' },
  {
    text: 'With the exact denoiser of the points themselves, samples end on the points, h₀ = e^(γ₀/2) off: the best denoiser memorises. Smoothing the data law by σᴅ has a denoiser as simple, and makes new points. With one point and σᴅ for c, the data are N(0, c²I), and every variance on the way is known.',
  },
  { heading: 'Symbols in the claims' },
  {
    text: 'q is a law of the process, p that of the model. E is a mean, Var a variance, Cov a covariance, Cov_w with the weights w, tr a trace and λ an eigenvalue; ε and ξ are standard normal, d is the dimension, I the identity, or the information I(x; z) in nats, N a normal law. A ratio of two times has both as indices, α_ts = α_t/α_s. Q is what z_s has given z_t and x: its mean μ and σ_Q. T is the number of steps, i one of them, k another, n a number of draws; K₁ = lim T(L_T − L∞). v is SNR as a variable, X the one-term estimator of the bound, m₄ the mean fourth power of the error, r its square. φ is the angle of the cosine schedule, V a variance along the path, a half the distance of two points, κ what a wrong denoiser multiplies by, β a rate of noise, η the share of it, Δ a difference.',
  },
];
