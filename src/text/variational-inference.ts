// Question 1: the bound, and how it is climbed. MATHS.md section 1.
import type { Check, Part, Question } from './statement';
import { averagedGap, averagedStep, equality, reconstructionAlone, withoutLogarithm } from './variational-slips';

/** A claim about a mixture of three components after a few sweeps. */
function ofMixture(claim: string): Check {
  const values = { points: 512, components: 3, restarts: 64, batch: 4 };
  return { lab: 'variational', claim, values, small: { points: 128, restarts: 8 }, steps: 2 };
}

/** A claim about PCA with two latents. */
function ofPca(claim: string): Check {
  const values = { model: 'pca', latents: '2', points: 512, restarts: 64 };
  return { lab: 'variational', claim, values, small: { points: 128, restarts: 8 }, steps: 2 };
}

/** As many steps as the schedule needs. */
const longRun: Check = {
  lab: 'variational',
  claim: 'V13',
  values: { method: 'stochastic', points: 512, batch: 32, tau: 10, kappa: 0.75, restarts: 1 },
  small: { points: 64, components: 2 },
  steps: 20_000,
};

const bound: Part = {
  id: '1.1',
  title: 'The bound',
  steps: [
    {
      text: 'Multiply and divide by any $q$ that covers the latents: the sum becomes a mean under $q$. The logarithm is concave, so by Jensen the mean of logarithms lies below the logarithm of the mean. Random $q$ are tried on every datum, and then the posterior, which must reach the top.',
      tex: '\\log p_\\theta(x)=\\log\\sum_z q(z)\\,\\frac{p_\\theta(x,z)}{q(z)}\\;\\ge\\;\\sum_z q(z)\\log\\frac{p_\\theta(x,z)}{q(z)}=\\mathcal L(q,\\theta;x)',
      check: ofMixture('V2'),
      slips: [withoutLogarithm],
    },
    {
      text: 'Split the joint one way, and the bound is how well $q$ explains the datum, less how far it strays from the prior. Split it the other way, and it is a mean energy with the entropy of $q$. Both are computed from their own pieces and compared.',
      tex: '\\mathcal L=\\underbrace{\\mathbb E_q[\\log p_\\theta(x\\mid z)]}_{\\text{reconstruction}}-\\mathrm{KL}\\big(q(z)\\,\\|\\,p_\\theta(z)\\big)=\\mathbb E_q[\\log p_\\theta(x,z)]+H(q)',
      check: ofMixture('V3'),
      slips: [reconstructionAlone],
    },
    {
      text: 'Since $p(x,z)=p(z\\mid x)\\,p(x)$, the evidence leaves the sum, and what Jensen has lost is a divergence. It is zero only where $q$ is the posterior. Evidence, bound and divergence are measured one by one and must add up for each datum.',
      tex: '\\log p_\\theta(x)-\\mathcal L(q,\\theta;x)=\\mathrm{KL}\\big(q(z)\\,\\|\\,p_\\theta(z\\mid x)\\big)\\ge0',
      check: ofMixture('V1'),
    },
  ],
};

const models: Part = {
  id: '1.2',
  title: 'Two models in closed form',
  steps: [
    {
      text: 'In a mixture of round Gaussians the latent is the number of a component, and $q$ is a row of shares $r_{ik}$. With the joint $a_{ik}$ of each component the evidence is a log-sum-exp and the posterior a softmax. Put in for $q$, it must leave no gap.',
      tex: 'a_{ik}=\\log\\pi_k-\\tfrac D2\\log(2\\pi s_k)-\\frac{\\lVert x_i-\\mu_k\\rVert^2}{2s_k},\\qquad\\log p(x_i)=\\log\\sum_ke^{a_{ik}},\\qquad r^*_{ik}=\\frac{e^{a_{ik}}}{\\sum_le^{a_{il}}}',
      check: ofMixture('V2'),
    },
    {
      text: 'In probabilistic PCA the latent is Gaussian and the datum a noisy linear image of it, so the posterior is Gaussian too, with the same precision $\\Lambda^*$ for every datum. A diagonal covariance cannot turn with it and always lacks the same amount. That loss is measured and set against its closed form.',
      tex: '\\Lambda^*=I+\\tfrac1sW^\\top W,\\qquad m_i^*=\\Lambda^{*-1}W^\\top(x_i-b)/s,\\qquad\\min_{S\\ \\text{diagonal}}\\mathrm{KL}=\\tfrac12\\Big(\\sum_j\\log\\Lambda^*_{jj}-\\log\\det\\Lambda^*\\Big)',
      check: ofPca('V7'),
    },
  ],
};

const loops: Part = {
  id: '1.3',
  title: 'Coordinate ascent in two loops',
  steps: [
    {
      text: 'The bound is climbed in turn: in the local $\\psi_i$ with the model held still, then in the model with all $\\psi_i$ held still. Neither half can lower the total, and after an exact inner half the bound touches the evidence, which therefore never falls. The smallest change over several sweeps is measured.',
      tex: '\\max_\\theta\\sum_{i=1}^N\\max_{\\psi_i}\\mathcal L(\\psi_i,\\theta;x_i):\\qquad\\mathcal L(\\psi^t,\\theta^t)\\le\\mathcal L(\\psi^t,\\theta^{t+1})\\le\\mathcal L(\\psi^{t+1},\\theta^{t+1})',
      check: ofMixture('V5'),
    },
    {
      text: 'The inner loop seeks the best $q$ of each datum. Gradient steps in the logits creep up to it, ever more slowly where a share is close to 0 or 1; the closed form is there at once. More inner steps must never lower the bound, and the exact one must top them all.',
      tex: '\\psi_i\\leftarrow\\arg\\max_\\psi\\mathcal L(\\psi,\\theta;x_i),\\qquad\\nabla_{\\ell_i}\\mathcal L_i=\\big(\\operatorname{diag}r_i-r_ir_i^\\top\\big)(a_i-\\log r_i)',
      check: ofMixture('V4'),
    },
    {
      text: 'In the mixture the outer step only needs how much of the data each component holds, where that lies and how wide it is. Setting the gradients to zero gives weighted means. They are compared with a natural step of full length on all data, which must land in the same place.',
      tex: '\\pi_k=\\frac1N\\sum_ir_{ik},\\qquad\\mu_k=\\frac{\\sum_ir_{ik}x_i}{\\sum_ir_{ik}},\\qquad s_k=\\frac1D\\bigg(\\frac{\\sum_ir_{ik}\\lVert x_i\\rVert^2}{\\sum_ir_{ik}}-\\lVert\\mu_k\\rVert^2\\bigg)',
      check: ofMixture('V12'),
    },
  ],
};

const batches: Part = {
  id: '1.4',
  title: 'Mini-batches and natural gradients',
  steps: [
    {
      text: 'A batch of $B$ data, drawn evenly, sees each datum with probability $B/N$; weighted by $N/B$ its sum is the total on average. One batch still misses, with a variance that follows the spread $S^2$ of the terms and vanishes only when $B=N$. The mean is taken over random batches, the variance over all batches of twelve data.',
      tex: '\\mathbb E_{\\mathcal B}\\Big[\\frac NB\\hat{\\mathcal L}\\Big]=\\sum_{i=1}^N\\mathcal L_i,\\qquad\\operatorname{Var}\\Big[\\frac NB\\hat{\\mathcal L}\\Big]=\\frac{N^2}B\\Big(1-\\frac BN\\Big)S^2',
      check: ofMixture('V8'),
    },
    {
      text: 'A gradient is linear, so the same holds for the gradient in $\\theta$: right on average, but not for a single batch. With $\\frac1B$ in place of $\\frac NB$ it would be the gradient of the mean per datum, $N$ times smaller. The slope of the total is taken from two moved models, and batches of four data must agree with it within the standard error.',
      tex: '\\mathbb E_{\\mathcal B}\\Big[\\frac NB\\nabla_\\theta\\hat{\\mathcal L}\\Big]=\\nabla_\\theta\\sum_{i=1}^N\\mathcal L_i,\\qquad\\nabla_{\\mu_k}\\sum_i\\mathcal L_i=\\sum_i\\frac{r_{ik}(x_i-\\mu_k)}{s_k}',
      check: ofMixture('V9'),
      slips: [equality],
    },
    {
      text: 'The local $\\psi_j$ stands in the $j$-th term alone, so its gradient is that of this one term; there is nothing to average. If all data of a batch moved by their mean gradient, they would come to rest at shares in common, the softmax of the mean of $a$. The gap left there is measured, and that each datum on its own leaves none.',
      tex: '\\nabla_{\\psi_j}\\sum_{i\\in\\mathcal B}\\mathcal L(\\psi_i,\\theta;x_i)=\\nabla_{\\psi_j}\\mathcal L(\\psi_j,\\theta;x_j)',
      check: ofMixture('V15'),
      slips: [averagedGap],
    },
    {
      text: 'Equal steps in parameters are not equal steps between distributions. The Fisher matrix measures how far $q$ really moves: it is the covariance of the score of $q$. Draws from uneven shares are compared with it, entry by entry.',
      tex: 'I(\\psi)=\\operatorname{Cov}_q\\big[\\nabla_\\psi\\log q(z)\\big]=\\operatorname{diag}r-rr^\\top',
      check: ofMixture('V16'),
    },
    {
      text: 'Divided by the Fisher matrix, the gradient in the logits is simply the way that is left, $\\eta^*-\\eta$. A step of length $\\rho$ goes that share of the way, and $\\rho=1$ is the exact inner step. Four steps of length ¼ must shrink every error to $0.75^4$ of itself.',
      tex: '\\tilde\\nabla_\\eta\\mathcal L_i=I(\\eta)^{-1}\\nabla_\\eta\\mathcal L_i=\\eta_i^*-\\eta_i,\\qquad\\eta_i\\leftarrow\\eta_i+\\rho\\,\\tilde\\nabla_\\eta\\mathcal L_i,\\qquad\\eta_i^{(t)}-\\eta_i^*=(1-\\rho)^t\\big(\\eta_i^{(0)}-\\eta_i^*\\big)',
      check: ofMixture('V10'),
      slips: [averagedStep],
      remarks: [
        {
          line: 'L43',
          text: 'How the natural gradient is applied cannot be read; the step is $\\psi\\leftarrow\\psi+\\rho\\tilde\\nabla_\\psi\\mathcal L$.',
        },
      ],
    },
    {
      text: 'The direction of a natural gradient is the same in all coordinates, but a straight step of finite length is not. For a Gaussian $q$ a step in mean and covariance parts from one in the natural parameters with $\\rho^2$. At half the length the two ends must be four times closer.',
      tex: '\\Lambda\\leftarrow(1-\\rho)\\Lambda+\\rho\\Lambda^*,\\qquad\\Lambda m\\leftarrow(1-\\rho)\\Lambda m+\\rho\\Lambda^*m^*,\\qquad d(\\rho)/d(\\rho/2)\\to4',
      check: ofPca('V11'),
    },
    {
      text: 'For the model the Fisher matrix is that of datum and latent together. In mean coordinates the natural step then mixes old statistics with those of the batch, so a full step on all data is the outer step of 1.3. Both that and the direction of a short step are compared with the closed forms.',
      tex: 't\\leftarrow(1-\\rho)\\,t+\\rho\\,\\frac1B\\sum_{i\\in\\mathcal B}\\big(r_{ik},\\ r_{ik}x_i,\\ r_{ik}\\lVert x_i\\rVert^2\\big),\\qquad\\frac{d(\\mu,s)}{d\\rho}\\Big|_{\\rho=0}=I(\\theta)^{-1}\\,\\frac1N\\nabla_{(\\mu,s)}\\sum_i\\mathcal L_i',
      check: ofMixture('V12'),
      remarks: [
        {
          line: 'L45',
          text: 'Neither the step nor which Fisher matrix $I(\\theta)$ is meant can be read; here it is that of the complete data $p_\\theta(x,z)$.',
        },
      ],
    },
    {
      text: 'With steps that shrink slowly enough to arrive and fast enough to calm the noise of the batches, the stochastic run ends where full sweeps end. After twenty thousand steps its evidence per datum is set beside theirs.',
      tex: '\\rho_t=(t+\\tau)^{-\\kappa},\\quad\\tfrac12<\\kappa\\le1:\\qquad\\sum_t\\rho_t=\\infty,\\qquad\\sum_t\\rho_t^2<\\infty',
      check: longRun,
    },
  ],
};

const encoder: Part = {
  id: '1.5',
  title: 'An encoder for all data',
  steps: [
    {
      text: 'One function $e_\\phi$ now gives the local parameters of every datum, so that nothing is kept for each. What the bound lacks falls into two parts: what no member of the family can hold, and what this encoder does not find. The second is a sum of divergences where the family holds the posterior; it is measured both ways at $\\phi=0$.',
      tex: '\\sum_i\\log p(x_i)-\\mathcal L(e_\\phi(x_i))=\\underbrace{\\sum_i\\Big[\\log p(x_i)-\\max_{q\\in\\mathcal Q}\\mathcal L_i\\Big]}_{\\text{approximation gap}}+\\underbrace{\\sum_i\\Big[\\max_{q\\in\\mathcal Q}\\mathcal L_i-\\mathcal L(e_\\phi(x_i))\\Big]}_{\\text{amortisation gap}\\,\\ge\\,0}',
      check: ofMixture('V14'),
    },
    {
      text: 'The logits of the posterior of a mixture are quadratic in $x$; with equal variances the squares cancel, and a linear encoder is enough. An encoder with the features $1$, $x$ and $\\lVert x\\rVert^2$ therefore holds the posterior of every datum at once. Its gap is measured with the weights in closed form.',
      tex: '\\eta_k^*(x)=c_k+g_k\\cdot x+h_k\\lVert x\\rVert^2,\\qquad g_k=\\frac{\\mu_k}{s_k}-\\frac{\\mu_K}{s_K},\\qquad h_k=\\frac1{2s_K}-\\frac1{2s_k}',
      check: ofMixture('V14'),
    },
    {
      text: 'The smallest encoder is a constant, the same shares for all data. The sum of the bounds is then one bound with the mean of $a$, which has a softmax as its maximum. The gap that remains is measured from where a common step arrives.',
      tex: 'r=\\operatorname{softmax}\\Big(\\frac1N\\sum_ia_i\\Big),\\qquad\\frac1N\\sum_i\\big[\\log p(x_i)-\\mathcal L_i\\big]=\\frac1N\\sum_i\\log\\sum_ke^{a_{ik}}-\\log\\sum_ke^{\\bar a_k}',
      check: ofMixture('V15'),
    },
    {
      text: 'Encoder and model climb together on the bounds of a batch, scaled by $N/B$. As before this is the total only on average over batches, for the value and for the gradients. The mean over many batches is set beside the total.',
      tex: '\\mathbb E_{\\mathcal B}\\Big[\\frac NB\\sum_{i\\in\\mathcal B}\\mathcal L\\big(e_\\phi(x_i),\\theta;x_i\\big)\\Big]=\\sum_{i=1}^N\\mathcal L\\big(e_\\phi(x_i),\\theta;x_i\\big)',
      check: ofMixture('V8'),
    },
  ],
};

export const variationalInference: Question = {
  id: '1',
  title: 'Variational inference',
  lead: 'Derive the lower bound on the evidence of a model with latent variables, and the algorithm in two loops that climbs it. Then make it fit large data: with mini-batches and natural gradients, and with an encoder in place of the inner loop.',
  parts: [bound, models, loops, batches, encoder],
};
