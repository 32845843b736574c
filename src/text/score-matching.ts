// Question 3, explicit and denoising score matching, training and sampling. MATHS.md 3.5, 3.6.
import { flatNormaliser, withKernel } from './printed-kernels';
import { ofOneDatum, withoutModel } from './printed-matching';
import type { Check, Part, Step } from './statement';

/** A kernel density of one datum is the law of its noisy versions. */
const datum = { lab: 'kernel-score', values: { data: 'normal', points: 1, sigma: 0.5 } } as const;

/** A small network on a few data whose hills overlap. */
const network = {
  lab: 'score-matching',
  values: { data: 'normal', points: 64, sigma: 1, width: 8, layers: 1, batch: 128, rate: 0.01, chains: 64 },
} as const satisfies Omit<Check, 'claim'>;
const untrained = network;
const trained = { ...network, steps: 60 } as const;

/** Few enough data to be learned well in a second. */
const learned = {
  lab: 'score-matching',
  values: {
    data: 'moons',
    points: 4,
    sigma: 0.4,
    width: 16,
    layers: 1,
    parametrisation: 'denoiser',
    weighting: 'variance',
    batch: 128,
    rate: 0.03,
    average: 0.9,
    chains: 64,
    step: 0.02,
  },
  steps: 300,
} as const satisfies Omit<Check, 'claim'>;

const noisyDatum: Step = {
  text: 'A datum $x_0$ with normal noise of width $\\sigma$ in all $d$ coordinates has the density of a Gaussian around it, with one factor $\\sqrt{2\\pi}\\,\\sigma$ for every coordinate. Its integral over the plane is taken on a grid.',
  tex: 'q(x\\,|\\,x_0)=(\\sqrt{2\\pi}\\,\\sigma)^{-d}\\,e^{-\\lVert x-x_0\\rVert^2/2\\sigma^2},\\qquad\\log q(x\\,|\\,x_0)=-d\\log(\\sqrt{2\\pi}\\,\\sigma)-\\frac{\\lVert x-x_0\\rVert^2}{2\\sigma^2}',
  check: { ...datum, claim: 'K1b' },
  slips: [
    {
      line: 'L260',
      tex: 'q(x\\,|\\,x_0)=\\frac1{\\sqrt{2\\pi}\\,\\sigma}\\,e^{-\\lVert x-x_0\\rVert^2/2\\sigma^2}',
      why: 'The power $d$ is missing, so that in the plane this integrates to $\\sqrt{2\\pi}\\,\\sigma$; two lines on, in the logarithm, it is there.',
      wrong: { plant: (context) => withKernel(context, flatNormaliser) },
    },
  ],
};

const datumScore: Step = {
  text: 'The normaliser does not depend on $x$, and what is left of the gradient points straight back to the datum. That is the point of the conditional score: it is known without any sum over the data. A step of $\\sigma^2$ along it must end at $x_0$.',
  tex: '\\nabla_x\\log q(x\\,|\\,x_0)=-\\frac{x-x_0}{\\sigma^2}',
  check: { ...datum, claim: 'K8' },
};

const losses: Step = {
  text: 'Explicit score matching compares the model with the score of the noisy law, denoising score matching with that of the noise on each single datum. Put the kernel score in the place of the model: then the first loss is 0, and the second is the constant $C$ between them. That second value is measured on fresh draws.',
  tex: 'J_{\\mathrm{ESM}}=\\mathbb E_{q(x)}\\tfrac12\\lVert s_\\theta(x)-\\nabla_x\\log q(x)\\rVert^2,\\qquad J_{\\mathrm{DSM}}=\\mathbb E_{q(x,x_0)}\\tfrac12\\lVert s_\\theta(x)-\\nabla_x\\log q(x\\,|\\,x_0)\\rVert^2',
  check: { ...untrained, claim: 'S3' },
  slips: [
    {
      line: 'L227',
      tex: 'J_1=\\mathbb E_{q(x)}\\tfrac12\\lVert\\nabla_\\theta\\log q(x)\\rVert^2',
      why: 'Nothing is compared with the model here: this is the constant $C_1$ for every $s_\\theta$, and $J_1+C$ would put the second loss at $C_1+C=d/2\\sigma^2$.',
      // d = 2
      wrong: { predicts: (_, { sigma }) => 1 / Number(sigma) ** 2 },
    },
    {
      line: 'L229',
      tex: 'J_2=\\mathbb E_{q(x,x_0)}\\tfrac12\\lVert\\nabla_\\theta\\log q(x\\,|\\,x_0)\\rVert^2',
      why: 'The model is missing again: measured like this the loss is $d/2\\sigma^2$ whatever the network says.',
      wrong: { plant: withoutModel },
    },
  ],
  remarks: [
    {
      line: 'L231–L237',
      text: 'What stands there as $\\nabla_\\theta\\log q$ is the model $s_\\theta(x)$: the gradient of a score is taken in $x$, and $\\theta$ are only the weights.',
    },
  ],
};

const squares: Step = {
  text: 'Multiply both squares out. The term $\\tfrac12\\mathbb E\\lVert s_\\theta\\rVert^2$ is in both, and the last terms have no $\\theta$ in them: $C_1$ is fixed by the noisy law, $C_2=d/2\\sigma^2$ by the noise alone. So for a network with its first, random weights the two losses already differ by $C=C_2-C_1$, which is measured.',
  tex: 'J_{\\mathrm{ESM}}=\\mathbb E\\big[\\tfrac12\\lVert s_\\theta\\rVert^2-\\langle s_\\theta,\\nabla\\log q(x)\\rangle\\big]+C_1,\\qquad C_1=\\tfrac12\\mathbb E_{q(x)}\\lVert\\nabla\\log q(x)\\rVert^2',
  check: { ...untrained, claim: 'S1' },
  slips: [
    {
      line: 'L233',
      tex: 'J_1=\\mathbb E\\big[\\tfrac12\\lVert s_\\theta\\rVert^2-\\langle s_\\theta,\\nabla\\log q(x)\\rangle\\big]+C_2(\\theta)',
      why: 'This constant is not the $C_2$ of the other loss, or the two would cancel and the losses be equal; and it does not depend on $\\theta$.',
      // C₂ − C₂
      wrong: { predicts: () => 0 },
    },
  ],
};

const crossTerm: Step = {
  text: 'Only the products with $s_\\theta$ remain to be compared. Because $q(x)\\nabla\\log q(x)=\\nabla q(x)$ is the average of $\\nabla q(x\\,|\\,x_0)$ over the data, the product with the one score has the mean of the product with the other. If that is so, what the second loss has beyond $C$ is the first loss, draw by draw on average.',
  tex: '\\mathbb E_{q(x)}\\langle s_\\theta,\\nabla\\log q(x)\\rangle=\\int\\!\\!\\int q_0(x_0)\\,\\langle s_\\theta,\\nabla_xq(x\\,|\\,x_0)\\rangle\\,dx_0\\,dx=\\mathbb E_{q(x,x_0)}\\langle s_\\theta,\\nabla_x\\log q(x\\,|\\,x_0)\\rangle',
  check: { ...trained, claim: 'S7' },
  slips: [
    {
      line: 'L252',
      tex: '\\mathbb E_{q(x)}\\langle s_\\theta,\\nabla\\log q(x)\\rangle=\\mathbb E_{q(x|x_0)}\\langle s_\\theta,\\nabla_x\\log q(x\\,|\\,x_0)\\rangle',
      why: 'The mean over the data is missing: around one datum alone the residual of the score does not average to 0.',
      wrong: { plant: ofOneDatum },
    },
  ],
};

const identity: Step = {
  text: 'So the two losses differ by a constant and have the same gradient in $\\theta$, although only the second can be computed without knowing $q$. The difference is measured once more after some training: the weights have moved, $C$ has not.',
  tex: 'J_{\\mathrm{DSM}}(\\theta)=\\mathbb E_{q(x,x_0)}\\tfrac12\\Big\\lVert s_\\theta(x)+\\frac{x-x_0}{\\sigma^2}\\Big\\rVert^2=J_{\\mathrm{ESM}}(\\theta)+C_2-C_1',
  check: { ...trained, claim: 'S1' },
  slips: [
    {
      line: 'L266',
      tex: 'J_2=\\mathbb E_{q(x|x_0)}\\tfrac12\\Big\\lVert s_\\theta(x)+\\frac{x-x_0}{\\sigma^2}\\Big\\rVert^2',
      why: 'The loss is a mean over data and noise; with the noisy versions of a single datum the difference is another number.',
      wrong: { plant: ofOneDatum },
    },
  ],
};

const constant: Step = {
  text: 'The constant is what a guess of $x_0$ from $x$ must miss: the spread of the data that could have become $x$, averaged and divided by $2\\sigma^4$. The mean of $\\tfrac12(d/\\sigma^2-\\lVert s_\\sigma\\rVert^2)$ over draws is compared with that spread over other draws.',
  tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E_q\\lVert s_\\sigma\\rVert^2\\Big)=\\frac1{2\\sigma^4}\\,\\mathbb E_{q(x)}\\operatorname{tr}\\operatorname{Cov}(x_0\\,|\\,x)',
  check: { ...untrained, claim: 'S2' },
};

const minimiser: Step = {
  text: 'Since $J_{\\mathrm{ESM}}$ is a mean of squares, the least it can be is 0, and it is that at the kernel score and nowhere else. The denoising loss therefore has a floor: no network comes below $C$, and one that reaches it is the kernel score of the data it was given.',
  tex: '\\min_s J_{\\mathrm{DSM}}(s)=J_{\\mathrm{DSM}}(s_\\sigma)=C',
  check: { ...trained, claim: 'S3' },
};

const sampleLoss: Step = {
  text: 'For training draw a datum and noise, and ask the model for the score at the noisy place; the target is $-\\varepsilon/\\sigma$. What the mean loss has beyond its floor $C$ is the error of the score itself, $J_{\\mathrm{ESM}}$, and shrinks as the network learns. Both are measured on the same draws, after a few steps of training.',
  tex: 'x=x_0+\\sigma\\varepsilon,\\qquad J_{\\mathrm{DSM}}(\\theta)=\\mathbb E\\,\\tfrac12\\Big\\lVert s_\\theta(x)+\\frac\\varepsilon\\sigma\\Big\\rVert^2\\ \\ge\\ C',
  check: { ...trained, claim: 'S7' },
};

const descent: Step = {
  text: 'The weights take a step against the gradient of the loss of a batch. That gradient is found by running backwards through the layers; here it is compared with the slope of the loss itself, layer by layer.',
  tex: '\\theta\\leftarrow\\theta-\\eta\\,\\nabla_\\theta\\,\\frac1B\\sum_{b=1}^B\\tfrac12\\Big\\lVert s_\\theta(x_b)+\\frac{\\varepsilon_b}\\sigma\\Big\\rVert^2',
  check: { ...trained, claim: 'N1' },
  remarks: [
    {
      line: 'L279',
      text: 'It is said there that $J$ is updated: what is updated are the weights $\\theta$, by the gradient of $J$.',
    },
  ],
};

const sampling: Step = {
  text: 'Sampling is the Langevin update with the learned score in the place of the true one. Chains that begin as draws of the noisy law must stay in it; so the energy distance between chains that have moved and fresh draws should be what it is between draws and draws. The network here has learned four data for 300 steps.',
  tex: 'x_{k+1}=x_k+\\gamma\\,s_\\theta(x_k)+\\sqrt{2\\gamma}\\,\\varepsilon_k',
  check: { ...learned, claim: 'N5' },
  remarks: [
    {
      line: 'L283',
      text: 'The step is called $\\delta$ there; it is the $\\gamma$ of the update before, and the draw keeps its factor $\\sqrt{2\\gamma}$.',
    },
  ],
};

export const scoreMatchingParts: readonly Part[] = [
  {
    id: '3.5',
    title: 'Explicit and denoising score matching',
    steps: [noisyDatum, datumScore, losses, squares, crossTerm, identity, constant, minimiser],
  },
  { id: '3.6', title: 'Training and sampling', steps: [sampleLoss, descent, sampling] },
];
