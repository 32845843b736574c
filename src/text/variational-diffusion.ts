// Question 2: variational diffusion models. MATHS.md section 2.
import {
  conditionalMean,
  crossCovariance,
  distanceOfMeans,
  exponentWithoutSquare,
  fixedCoefficient,
  inverseSlope,
  missingBrackets,
  noisyDatum,
  precisionAsVariance,
  productAsPosterior,
  signalForNoise,
  transitionVariance,
  turnedRatio,
  varianceWithoutData,
} from './diffusion-slips';
import type { Check, Part, Question } from './statement';

const lab = 'diffusion' as const;
/** For claims that look at no particles. */
const few = { particles: 1024 } as const;
const many = { particles: 16_384 } as const;

/** A chain of steps from one datum. */
const chain = (claim: string): Check => ({ lab, claim, values: { ...few, data: 'single', steps: 16 } });
/** One step from t = 1 to 0, long enough for every factor of it to differ from 1. */
const oneStep = (claim: string): Check => ({
  lab,
  claim,
  values: { ...few, data: 'single', steps: 1, gamma0: -1, gamma1: 1 },
});
const gaussian = (scale: number): Check => ({
  lab,
  claim: 'D1',
  values: { ...few, data: 'gaussian', scale, gamma0: -1, gamma1: 1 },
});
const pair = (claim: string): Check => ({ lab, claim, values: { ...few, data: 'pair', steps: 32 } });

const marginals: Part = {
  id: '2.1',
  title: 'Noisy data, and a variance that stays',
  steps: [
    {
      text: 'At time $t$ a datum is shrunk by $\\alpha_t$ and gets Gaussian noise of standard deviation $\\sigma_t$. The ratio of signal to noise, SNR, falls with $t$. A chain of small steps from one datum is simulated, and its variance around $\\alpha_tx$ compared with $\\sigma_t^2$ after each.',
      tex: 'q(z_t\\mid x)=\\mathcal N(\\alpha_tx,\\sigma_t^2I),\\quad z_t=\\alpha_tx+\\sigma_t\\varepsilon,\\quad\\mathrm{SNR}(t)=\\frac{\\alpha_t^2}{\\sigma_t^2}=e^{-\\gamma_t}',
      check: chain('D3'),
      slips: [noisyDatum],
    },
    {
      text: 'Noise is independent of the data, so variances add up, that of the data multiplied by $\\alpha_t^2$. Here the data have variance 4: half-way, where signal and noise are equal, it is 2.5 and not 1. Of five times the one furthest off is shown.',
      tex: '\\operatorname{Var}z_t=\\alpha_t^2\\operatorname{Var}x+\\sigma_t^2',
      check: gaussian(2),
      slips: [varianceWithoutData],
    },
    {
      text: 'For data of variance 1 the variance stays 1 at all times exactly when the squares of both coefficients add up to 1. So data are standardised first, and one function $\\gamma_t$ says everything about the schedule.',
      tex: '\\operatorname{Var}x=1:\\quad\\alpha_t=\\sqrt{1-\\sigma_t^2},\\qquad\\alpha_t^2=\\frac1{1+e^{\\gamma_t}},\\quad\\sigma_t^2=\\frac1{1+e^{-\\gamma_t}}',
      check: gaussian(1),
      slips: [fixedCoefficient],
    },
  ],
};

const transitions: Part = {
  id: '2.2',
  title: 'From one time to a later one',
  steps: [
    {
      text: 'We let the process be a Markov chain: given $z_s$, the later $z_t$ does not ask for the datum again. Then the joint law is a product, and a chain built from the second factor has to have the marginals of 2.1 at every step.',
      tex: 'q(z_s,z_t\\mid x)=q(z_t\\mid z_s)\\,q(z_s\\mid x),\\qquad s<t',
      check: chain('D3'),
      remarks: [
        {
          line: 'L87',
          text: 'That the process is Markov is an assumption; other processes have the same marginals, and DDIM is made of one.',
        },
      ],
    },
    {
      text: 'Put $z_s$ into $z_t=az_s+b\\xi$ and ask for the mean $\\alpha_tx$ and the variance $\\sigma_t^2$: two equations for $a$ and $b$. Impulses are sent through many such steps, and what arrives at every later time is compared with the marginal.',
      tex: '\\alpha_{t|s}=\\frac{\\alpha_t}{\\alpha_s},\\qquad\\sigma_{t|s}^2=\\sigma_t^2-\\frac{\\alpha_t^2}{\\alpha_s^2}\\sigma_s^2',
      check: chain('D2'),
      slips: [transitionVariance],
    },
    {
      text: 'The same variance by the signal-to-noise ratio shows when a step exists at all: SNR must not rise. It also makes steps add up, one from $u$ to $s$ and one from $s$ to $t$ being one from $u$ to $t$.',
      tex: '\\sigma_{t|s}^2=\\sigma_t^2\\Big(1-\\frac{\\mathrm{SNR}(t)}{\\mathrm{SNR}(s)}\\Big),\\qquad\\sigma_{t|u}^2=\\sigma_{t|s}^2+\\alpha_{t|s}^2\\sigma_{s|u}^2',
      check: chain('D2'),
    },
    {
      text: 'Given $x$, both times are Gaussian together. What they have in common is the noise of $z_s$, which comes to $z_t$ times $\\alpha_{t|s}$. In a regression of $z_s$ on $z_t$ and $x$ the coefficient of $z_t$ is $\\Sigma_{ts}/\\sigma_t^2$, so the regression measures it.',
      tex: '\\Sigma_{ts}=\\operatorname{Cov}(z_t,z_s\\mid x)=\\alpha_{t|s}\\sigma_s^2I=\\frac{\\alpha_t}{\\alpha_s}\\sigma_s^2I',
      check: chain('D4'),
      slips: [crossCovariance],
      remarks: [
        {
          line: 'L95, L99',
          text: 'The means are printed as $\\alpha_{t|u}$ and $\\alpha_{s|u}$, without the datum; they are $\\alpha_tx$ and $\\alpha_sx$.',
        },
      ],
    },
    {
      text: 'Conditioning that joint Gaussian on $z_s$ leads back to the transition: the mean is $\\Sigma_{ts}\\Sigma_s^{-1}$ times $z_s$, in which $\\sigma_s^2$ cancels. An impulse sent down the chain arrives multiplied by the product of these factors.',
      tex: '\\Sigma_{ts}\\Sigma_s^{-1}=\\frac{\\alpha_t}{\\alpha_s}I,\\qquad q(z_t\\mid z_s)=\\mathcal N(\\alpha_{t|s}z_s,\\sigma_{t|s}^2I)',
      check: chain('D2'),
      slips: [conditionalMean],
      remarks: [{ line: 'L119', text: 'What all of this is conditional on has to be the datum $x$.' }],
    },
  ],
};

const posterior: Part = {
  id: '2.3',
  title: 'The way back, with the datum known',
  steps: [
    {
      text: 'By Bayes the law of the earlier $z_s$ is in proportion to the product of what is known of it beforehand and what $z_t$ says; the mass of the product, $q(z_t\\mid x)$, is divided out. The mean log ratio of two such laws, for two data, is measured on samples.',
      tex: 'q(z_s\\mid z_t,x)=\\frac{q(z_s\\mid x)\\,q(z_t\\mid z_s)}{q(z_t\\mid x)}',
      check: oneStep('D5'),
      slips: [productAsPosterior],
    },
    {
      text: 'A Gaussian prior and a Gaussian observation $y$ of $a$ times the unknown have a Gaussian posterior. Precisions add up, and the mean weighs both sources by them. A regression on draws of a step finds these weights and the variance that remains.',
      tex: '\\tilde\\sigma^{-2}=\\sigma_A^{-2}+a^2\\sigma_B^{-2},\\qquad\\tilde\\mu=\\tilde\\sigma^2\\big(\\sigma_A^{-2}\\mu_A+a\\sigma_B^{-2}y\\big)',
      check: oneStep('D4'),
      slips: [precisionAsVariance],
    },
    {
      text: 'Here the prior is $q(z_s\\mid x)$ and the observation is $z_t$, with $a=\\alpha_{t|s}$. The more of $z_s$ there is in $z_t$, the surer the way back. The variance left over by the regression is the inverse of this sum.',
      tex: '\\sigma_Q^{-2}=\\sigma_s^{-2}+\\alpha_{t|s}^2\\sigma_{t|s}^{-2}',
      check: oneStep('D4'),
      slips: [inverseSlope],
    },
    {
      text: 'Over a common denominator the numerator is $\\sigma_{t|s}^2+\\alpha_{t|s}^2\\sigma_s^2$, which is $\\sigma_t^2$. So the two precisions make one fraction, and the same leftover variance is held against it.',
      tex: '\\sigma_Q^{-2}=\\frac{\\sigma_t^2}{\\sigma_{t|s}^2\\,\\sigma_s^2}',
      check: oneStep('D4'),
      slips: [missingBrackets],
    },
    {
      text: 'The posterior mean is a combination of where the particle is and of the datum. Both weights and the variance are compared with the regression of $z_s$ on $z_t$ and $x$; the one furthest off is shown.',
      tex: '\\mu_Q=\\frac{\\alpha_{t|s}\\sigma_s^2}{\\sigma_t^2}z_t+\\frac{\\alpha_s\\sigma_{t|s}^2}{\\sigma_t^2}x,\\qquad\\sigma_Q^2=\\frac{\\sigma_{t|s}^2\\sigma_s^2}{\\sigma_t^2}',
      check: oneStep('D4'),
    },
    {
      text: 'The model goes back by the same law, with its guess $\\hat x$ for the datum. If there is only one datum the guess is right, and samples must end with the spread of $q(z_0\\mid x)$, however few the steps: four are taken.',
      tex: 'p_\\theta(z_s\\mid z_t)=q\\big(z_s\\mid z_t,x=\\hat x_\\theta(z_t;t)\\big)',
      check: { lab, claim: 'D12', values: { ...many, data: 'single', steps: 4 }, small: few, steps: 4 },
    },
  ],
};

const divergence: Part = {
  id: '2.4',
  title: 'What a wrong guess costs in one step',
  steps: [
    {
      text: 'The divergence is the mean, under the true law, of the log of the true density over the model’s. It is never negative. It is measured as that mean over samples of the step, and by the distance of the two means.',
      tex: 'D_{KL}(P\\|Q)=\\int P\\log\\frac PQ',
      check: oneStep('D5'),
      slips: [turnedRatio],
    },
    {
      text: 'Both laws have the variance $\\sigma_Q^2$, so the normalisers cancel, and of the difference of the two squares the mean leaves only the squared distance of the means.',
      tex: 'D_{KL}\\big(q(z_s\\mid z_t,x)\\,\\|\\,p_\\theta(z_s\\mid z_t)\\big)=\\frac{\\|\\mu_Q-\\mu_\\theta\\|^2}{2\\sigma_Q^2}',
      check: oneStep('D5'),
      slips: [exponentWithoutSquare],
      remarks: [
        {
          line: 'L157',
          text: 'The variance printed as $\\sigma_{st}^2$ is that of the posterior, $\\sigma_Q^2$, and not that of the transition.',
        },
      ],
    },
    {
      text: 'The means differ only in their second term, where one has the datum and the other the guess. Its coefficient is squared, and divided by twice the variance.',
      tex: '\\frac{\\|\\mu_Q-\\mu_\\theta\\|^2}{2\\sigma_Q^2}=\\frac{\\sigma_t^2}{2\\sigma_{t|s}^2\\sigma_s^2}\\cdot\\frac{\\alpha_s^2\\sigma_{t|s}^4}{\\sigma_t^4}\\|x-\\hat x\\|^2=\\frac12\\,\\frac{\\alpha_s^2\\sigma_{t|s}^2}{\\sigma_s^2\\sigma_t^2}\\|x-\\hat x\\|^2',
      check: oneStep('D5'),
      slips: [distanceOfMeans],
    },
    {
      text: 'With the variance of the transition put in, each of the two terms becomes a signal-to-noise ratio. So the price of a step is half of the SNR that is lost in it, times the squared error of the guess; no other part of the schedule enters.',
      tex: '\\frac12\\,\\frac{\\alpha_s^2\\sigma_t^2/\\sigma_s^2-\\alpha_t^2}{\\sigma_t^2}\\|x-\\hat x\\|^2=\\frac12\\big(\\mathrm{SNR}(s)-\\mathrm{SNR}(t)\\big)\\|x-\\hat x\\|^2',
      check: oneStep('D5'),
      slips: [signalForNoise],
    },
  ],
};

const losses: Part = {
  id: '2.5',
  title: 'The loss of all steps, and its limit',
  steps: [
    {
      text: 'The prices of $T$ steps add up. A training step need not pay for all of them: one $i$ drawn evenly, times $T$, has the same mean. Many such single terms are drawn, and their mean is compared with the sum.',
      tex: 'L_T=\\frac T2\\,\\mathbb E_{\\varepsilon,i}\\Big[\\big(\\mathrm{SNR}(s_i)-\\mathrm{SNR}(t_i)\\big)\\|x-\\hat x(z_{t_i};t_i)\\|^2\\Big]',
      check: pair('D6'),
      remarks: [
        {
          line: 'L171',
          text: 'A condition is not named: $\\mathrm{SNR}(0)$ has to be finite, that is $\\sigma_0>0$, or the first term is infinite.',
        },
      ],
    },
    {
      text: 'Shorter steps make the sum an integral over time. Averaged over the data the best guess only worsens with noise, so every sum lies above the integral, and what is too much falls as $K_1/T$. That constant is measured from two large $T$.',
      tex: 'L_\\infty=\\lim_{T\\to\\infty}L_T=-\\frac12\\,\\mathbb E_{\\varepsilon,t}\\big[\\mathrm{SNR}^\\prime(t)\\,\\|x-\\hat x(z_t;t)\\|^2\\big],\\qquad L_T=L_\\infty+\\frac{K_1}T+O(T^{-2})',
      check: pair('D7'),
      remarks: [
        {
          line: 'L177',
          text: 'The step by Taylor also needs a word on the remainder: $T$ terms of order $1/T^2$ vanish together.',
        },
        { line: 'L185', text: 'What is garbled here says that $i/T$ tends to a $t$ that is uniform on $(0,1)$.' },
      ],
    },
    {
      text: 'With $v=\\mathrm{SNR}(t)$ as the variable the schedule disappears from the integral but for its two ends. The integral is taken along six schedules with the same ends, and comes out the same along all of them.',
      tex: 'L_\\infty=\\frac12\\int_{\\mathrm{SNR}(1)}^{\\mathrm{SNR}(0)}\\mathbb E_\\varepsilon\\|x-\\tilde x(x+v^{-1/2}\\varepsilon,v)\\|^2\\,dv',
      check: pair('D8'),
    },
    {
      text: 'Beyond the source: in the bound of $-\\log p(x)$ the loss has two companions, a reconstruction term and the price of beginning at pure noise. The latter is the divergence of two Gaussians in closed form, here against draws of $z_1$.',
      tex: 'D_{KL}\\big(q(z_1\\mid x)\\,\\|\\,\\mathcal N(0,I)\\big)=\\frac12\\big[d(\\sigma_1^2-1-\\log\\sigma_1^2)+\\alpha_1^2\\|x\\|^2\\big]',
      check: pair('D15'),
    },
    {
      text: 'Beyond the source: a network may guess the noise instead of the datum. The two errors are in proportion, and in the price of a step only the weight is another. Both forms are compared on three steps; the number shown is what DDIM steps with the best guess leave of the variance of Gaussian data.',
      tex: 'x-\\hat x=-\\frac{\\sigma_t}{\\alpha_t}(\\varepsilon-\\hat\\varepsilon),\\qquad D_{KL}=\\frac12\\big(e^{\\gamma_t-\\gamma_s}-1\\big)\\|\\varepsilon-\\hat\\varepsilon\\|^2',
      check: pair('D14'),
    },
  ],
};

const best: Part = {
  id: '2.6',
  title: 'Beyond the source: the best guess of finite data',
  steps: [
    {
      text: 'For finitely many data the best guess is known: their mean, weighted by how likely each made $z$. That is one step of mean shift in a kernel density of bandwidth $h=\\sigma_t/\\alpha_t$, so the score of question 3 is in it. The gap between the two is measured.',
      tex: '\\hat x=\\sum_iw_ix_i=y+h^2s_h(y),\\qquad y=\\frac z{\\alpha_t},\\quad w_i\\propto e^{-\\|y-x_i\\|^2/2h^2}',
      check: pair('D10'),
    },
    {
      text: 'With that guess the limit of the loss is information: what $z_0$ tells of the datum and $z_1$ no longer does. Two data that are well apart at little noise cost $\\log2$.',
      tex: 'L_\\infty=I(x;z_0)-I(x;z_1)\\to\\log M',
      check: pair('D9'),
    },
    {
      text: 'So the best guess has a price: it memorises. Every sample ends beside one of the data, a residual of variance $h_0^2$ off, and each datum is found equally often.',
      tex: '\\frac{z_0}{\\alpha_0}-x_{\\mathrm{nearest}}\\sim\\mathcal N(0,h_0^2I),\\qquad P(x_i)=\\frac1M',
      check: { lab, claim: 'D12', values: { ...many, data: 'pair', steps: 128 }, small: few, steps: 128 },
    },
    {
      text: 'For Gaussian data each step multiplies by a number and adds noise, so the variance follows a recursion. In few steps it ends too small, as the step forgets how uncertain the guess is; what is missing falls as $1/T$.',
      tex: 'V_s=A^2V_t+\\sigma_Q^2,\\qquad A=\\frac{\\alpha_{t|s}\\sigma_s^2}{\\sigma_t^2}+\\frac{\\alpha_s\\sigma_{t|s}^2}{\\sigma_t^2}\\cdot\\frac{\\alpha_tc^2}{\\alpha_t^2c^2+\\sigma_t^2}',
      check: { lab, claim: 'D13', values: { ...many, data: 'gaussian', steps: 16 }, small: few, steps: 16 },
    },
  ],
};

export const variationalDiffusion: Question = {
  id: '2',
  title: 'Variational diffusion',
  lead: 'Data are made noisy in small steps, and a model learns the way back. Find the transitions of the process, its posterior, what one step costs, and the loss that all steps make together, in its limit too.',
  parts: [marginals, transitions, posterior, divergence, losses, best],
};
