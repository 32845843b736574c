// Question 3, the score of a kernel density and what it costs. MATHS.md 3.2 to 3.4.
import { risingKernel, withKernel } from './printed-kernels';
import type { Part, Step } from './statement';

const lab = 'kernel-score';

const moons = { lab, values: { data: 'moons', points: 512, sigma: 0.25 }, small: { points: 64 } } as const;

const density: Step = {
  text: 'Every datum is replaced by a Gaussian hill of width $\\sigma$, and the hills are averaged. Each of them has the mass 1 in $d$ dimensions, and so has their mean. Its integral is taken on a grid over the plane.',
  tex: 'q(x)=\\frac1M\\sum_{i=1}^MK(x\\,|\\,x_i),\\qquad K(x\\,|\\,x_i)=(\\sqrt{2\\pi}\\,\\sigma)^{-d}\\exp\\Big(-\\frac{\\lVert x-x_i\\rVert^2}{2\\sigma^2}\\Big)',
  check: { ...moons, claim: 'K1b' },
  slips: [
    {
      line: 'L207',
      tex: 'K(x\\,|\\,x_i)=(\\sqrt{2\\pi}\\,\\sigma)^{-d}\\exp\\Big(\\frac{(-\\lVert x-x_i\\rVert)^2}{2\\sigma^2}\\Big)',
      why: 'The square eats the minus sign: such a kernel grows with the distance and has no finite integral.',
      wrong: { plant: (context) => withKernel(context, risingKernel) },
    },
  ],
};

const gradient: Step = {
  text: 'The score is the gradient of the logarithm, so that the normalising constant and the factor $1/M$ drop out and a quotient of two sums remains. If it is the gradient, its line integral from $a$ to $b$ is the rise of $\\log q$ between them. This is tried along short segments.',
  tex: 's_\\sigma(x)=\\nabla\\log q(x)=\\frac{\\nabla q(x)}{q(x)}=\\frac{\\sum_i\\frac{x_i-x}{\\sigma^2}K(x\\,|\\,x_i)}{\\sum_iK(x\\,|\\,x_i)}',
  check: { ...moons, claim: 'K1' },
};

const shift: Step = {
  text: 'The kernels at $x$, divided by their sum, are weights that add up to 1, and the score points from $x$ to the mean $m(x)$ that they give. One noise-free step of size $\\sigma^2$ therefore ends exactly there (the mean shift). Where particles arrive is compared with $m(x)$ in double precision.',
  tex: 's_\\sigma(x)=\\frac{m(x)-x}{\\sigma^2},\\qquad m(x)=\\sum_iw_ix_i,\\quad w_i=\\frac{K(x\\,|\\,x_i)}{\\sum_jK(x\\,|\\,x_j)}',
  check: { ...moons, claim: 'K8' },
};

const cost: Step = {
  text: 'Every query meets every centre in all $d$ coordinates. The time of one evaluation should double with the number of queries, and likewise with the number of centres; this is timed on your device.',
  tex: 'T(N,M,d)=O(N\\,M\\,d)',
  check: { ...moons, claim: 'K4', timed: true },
};

const bandwidth: Step = {
  text: 'Narrow kernels know the nearest datum only, wide ones blur the law: the error of the score is U-shaped in $\\sigma$. On the narrow side the score is about $(x_{\\mathrm{near}}-x)/\\sigma^2$, so that the error times $\\sigma^4$ tends to the mean squared distance to the nearest datum. That limit is measured, and whether the minimum lies inside.',
  tex: '\\sigma^4\\,\\mathbb E\\lVert s_\\sigma-\\nabla\\log p\\rVert^2\\ \\longrightarrow\\ \\mathbb E\\,\\min_i\\lVert x-x_i\\rVert^2\\qquad(\\sigma\\to0)',
  check: {
    lab,
    claim: 'K5',
    values: { data: 'mixture', points: 1024, sigma: 0.25 },
    small: { points: 256 },
  },
};

const blur: Step = {
  text: 'On the wide side, with many data, the score is that of the blurred law $p*\\mathcal N(0,\\sigma^2I)$. For a standard normal law both scores are linear, $-x$ and $-x/(1+\\sigma^2)$, and the mean square of their difference is known. It is compared with the error of 20,000 kernels at $\\sigma=0.8$.',
  tex: '\\mathbb E\\lVert s_\\sigma-\\nabla\\log p\\rVert^2\\ \\longrightarrow\\ \\frac{d\\,\\sigma^4}{(1+\\sigma^2)^2}\\qquad(M\\to\\infty)',
  check: { lab, claim: 'K5b', values: { data: 'normal', points: 20_000, dimension: 2, sigma: 0.8 } },
};

const dimension: Step = {
  text: 'In many dimensions all points are about equally far from one another, and no bandwidth tells near from far. For standard normal points $\\tfrac12\\lVert x-x^\\prime\\rVert^2$ is chi-squared with $d$ degrees of freedom, so that squared distances vary by $\\sqrt{2/d}$ of their mean. The spread of the distances of pairs is measured.',
  tex: "\\frac{\\operatorname{sd}\\lVert x-x'\\rVert^2}{\\mathbb E\\lVert x-x'\\rVert^2}=\\sqrt{\\frac2d}",
  check: {
    lab,
    claim: 'K6',
    values: { data: 'normal', points: 8192, dimension: 32, sigma: 1 },
    small: { points: 2048 },
  },
};

const edge: Step = {
  text: 'A kernel at the edge of the support spills half of its mass over it. For a uniform law on $[0,1]$ the density at the edge is therefore halved, and the score there points inwards with $\\sqrt{2/\\pi}/\\sigma$ although the true one is 0. Density and score of 4000 evenly spaced points are measured.',
  tex: 'q(0)\\to\\tfrac12,\\qquad s_\\sigma(0)\\to\\frac{\\sqrt{2/\\pi}}{\\sigma}\\qquad(\\sigma\\ll1)',
  check: { lab, claim: 'K7', values: { data: 'rings', points: 512, sigma: 0.02 }, small: { points: 64 } },
};

export const kernelScoreParts: readonly Part[] = [
  { id: '3.2', title: 'The kernel density', steps: [density] },
  { id: '3.3', title: 'The kernel score', steps: [gradient, shift] },
  { id: '3.4', title: 'What the kernel score lacks', steps: [cost, bandwidth, blur, dimension, edge] },
];
