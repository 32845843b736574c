// Question 3, the update and what its noise is for. MATHS.md 3.1.
import type { ParameterValues } from '../experiment/lab';
import type { Check, Part, Step } from './statement';

const lab = 'langevin';

/** A round hill, and the steps after which it has forgotten the start: a = 1/2. */
const hill = { lab, values: { target: 'gaussian', sigmaX: 1, sigmaY: 1, angle: 0, step: 0.5, initScale: 1 } } as const;

/** Two hills, the left one four times as heavy (tilt = ln 4). */
const hills = { modes: 2, tilt: 1.3862944, spread: 0.6, init: 'uniform', initScale: 4 } as const;

/** What climbs until it has arrived. */
const climb = {
  lab,
  values: { ...hills, radius: 2, noise: 0, step: 0.05, chains: 16_384 },
  small: { chains: 1024 },
  steps: 250,
} as const satisfies Omit<Check, 'claim'>;

const wander = { ...hills, radius: 1.25, method: 'mala', step: 0.25, chains: 16_384 } as const;

const update: Step = {
  text: 'A step goes uphill by $\\gamma$ times the score and adds a fresh normal draw $\\varepsilon_k$. The factor of the draw is tied to the step: with $\\sqrt{2\\gamma}$, and only with it, the chain settles on $p$ as $\\gamma\\to0$. On a Gaussian hill of variance $\\sigma^2$ the law of the chain is known at every step, and the variance of the chains is held against it.',
  tex: 'x_{k+1}=x_k+\\gamma\\,\\nabla\\log p(x_k)+\\sqrt{2\\gamma}\\,\\varepsilon_k,\\qquad\\varepsilon_k\\sim\\mathcal N(0,I)',
  check: { ...hill, claim: 'L1', small: { chains: 4096 }, steps: 40 },
  slips: [
    {
      line: 'L191',
      tex: 'x_{k+1}=x_k+\\gamma\\,\\nabla\\log p(x_k)+\\sqrt{2\\gamma}',
      why: 'As it is printed the tail has no random draw in it, and without one all chains end in the same place.',
      // A shift that is the same for all chains leaves what the steps leave of the first spread: nothing.
      wrong: { predicts: () => 0 },
    },
    {
      line: 'L191, read as γ',
      tex: 'x_{k+1}=x_k+\\gamma\\,\\nabla\\log p(x_k)+\\gamma\\,\\varepsilon_k',
      why: 'The print leaves open what stands before the draw. Read as the factor of the drift, it gives the noise a variance of only $\\gamma^2$, and the chains stay too close to the mode.',
      wrong: { predicts: (_, values) => restingVariance(values, (gamma) => gamma) },
    },
    {
      line: 'L191, read as √γ',
      tex: 'x_{k+1}=x_k+\\gamma\\,\\nabla\\log p(x_k)+\\sqrt\\gamma\\,\\varepsilon_k',
      why: 'Read as $\\sqrt\\gamma$, without the 2, it gives half of the noise that balances this drift, and the variance comes out halved.',
      wrong: { predicts: (_, values) => restingVariance(values, Math.sqrt) },
    },
  ],
};

/** Where v = (1 − γ/σ²)²v + c² with the printed factor c of the noise; the hill is round. */
function restingVariance({ step, sigmaX }: ParameterValues, factor: (gamma: number) => number): number {
  const gamma = Number(step);
  const kept = 1 - gamma / Number(sigmaX) ** 2;
  return factor(gamma) ** 2 / (1 - kept * kept);
}

const ascent: Step = {
  text: 'Leave the noise out, and what remains is gradient ascent on $\\log p$ over $x$. As long as $\\log p$ nowhere bends down by more than $1/h^2$, a step below $2h^2$ cannot lower it, and the gain has a least size. The gain over that least size is taken at scattered points.',
  tex: '\\log p(x+\\gamma s)-\\log p(x)\\ \\ge\\ \\gamma\\Big(1-\\frac{\\gamma}{2h^2}\\Big)\\lVert s\\rVert^2,\\qquad s=\\nabla\\log p(x)',
  check: { ...climb, claim: 'L5' },
  remarks: [
    {
      line: 'L197',
      text: 'The comparison is right: maximum likelihood climbs, too, but over the parameters with the data held fixed, while here the density is fixed and the point moves.',
    },
  ],
};

const stability: Step = {
  text: 'Close to a mode the score is linear, and a step multiplies small distances by $I+\\gamma H$ with the Hessian $H$ of $\\log p$ there. Along a direction of curvature $\\lambda_i$ the factor is $1-\\gamma|\\lambda_i|$. The mode therefore holds on to a chain while $\\gamma<2/\\max|\\lambda_i|$; the factor is measured from points a little beside it.',
  tex: 'x_{k+1}-x^*\\approx(I+\\gamma H)(x_k-x^*),\\qquad\\gamma<\\frac{2}{\\max_i|\\lambda_i|}',
  check: { ...climb, claim: 'L6' },
};

const basins: Step = {
  text: 'Chains without noise all end in modes, and the start alone says in which: on a line the stationary point $x_s$ between two modes is the watershed. The weights of the modes do not come into it. Counted is the share of chains in the right mode, after a uniform start.',
  tex: '\\Pr(x_\\infty=\\text{right mode})=\\Pr(x_0>x_s)',
  check: { ...climb, claim: 'L7' },
};

const noise: Step = {
  text: 'With the noise the chains leave every basin again, and the masses tend to those of $p$ wherever they began. Steps of finite size would shift them a little; here each step is accepted or rejected (MALA), which takes that error away. Counted is the share of chains to the right of 0.',
  tex: '\\Pr(x_n>0)\\ \\longrightarrow\\ \\int_{x>0}p(x)\\,dx',
  check: { lab, claim: 'L8', values: wander, small: { chains: 1024 }, steps: 240 },
  remarks: [
    {
      line: 'L199',
      text: 'That noise explores the whole law is right; that it regularises and keeps the score from over-fitting is not, for sampling trains nothing: the noise is there because with it, and not without it, $p$ is stationary.',
    },
    {
      line: 'L203',
      text: 'The noise spreads a chain over the width of its own mode at once, but crossings between far modes stay exponentially rare in the height of the barrier: it takes annealing to make them quick.',
    },
  ],
};

export const langevinParts: readonly Part[] = [
  { id: '3.1', title: 'The Langevin update', steps: [update, ascent, stability, basins, noise] },
];
