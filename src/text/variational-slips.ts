// What the source prints in question 1 and is wrong. MATHS.md 1.1, 1.4.
import { mean } from '../math/statistics';
import { normalised, type Printed } from '../variational/trial';
import type { Slip, WrongTheory } from './statement';

function printing(printed: Printed): WrongTheory {
  return { plant: (context) => ({ ...context, printed }) };
}

/** Below this a share has no logarithm. */
const LEAST_SHARE = 2 ** -100;

/** One common vector moves the logits of all data: the mean of what each would move its own by. */
const commonStep: NonNullable<Printed['localStep']> = (right, before, components) => {
  const logits = (r: Float64Array): Float64Array => r.map((share) => Math.log(Math.max(share, LEAST_SHARE)));
  const [from, to] = [logits(before), logits(right)];
  const moves = Array.from(to, (logit, at) => {
    const last = at - (at % components) + components - 1;
    return logit - from[at] - (to[last] - from[last]);
  });
  const common = Array.from({ length: components }, (_, k) => mean(moves.filter((_move, at) => at % components === k)));
  const top = Math.max(...common);
  return normalised(
    before.map((share, at) => share * Math.exp(common[at % components] - top)),
    components,
  );
};

export const withoutLogarithm: Slip = {
  line: 'L9',
  tex: '\\mathrm{ELBO}=\\sum_z q(z)\\,\\frac{p(x\\mid z)\\,p(z)}{q(z)}',
  why: 'Without the logarithm $q$ cancels, and what is left is $p(x)$ itself: no bound, the same for every $q$, and not in nats.',
  wrong: printing({ bound: (right) => ({ ...right, elbo: right.logp.map(Math.exp) }) }),
};

export const reconstructionAlone: Slip = {
  line: 'L11',
  tex: '\\underbrace{\\mathbb E_q[\\log p(x\\mid z)]}_{\\mathrm{ELBO}}-\\mathrm{KL}\\big(q(z)\\,\\|\\,p(z)\\big)',
  why: 'The brace must span the whole difference: the reconstruction alone is larger by the divergence from the prior.',
  wrong: printing({ bound: (right) => ({ ...right, klPrior: right.klPrior.map(() => 0) }) }),
};

export const averagedGap: Slip = {
  line: 'L41',
  tex: '\\nabla_{\\psi_i}\\mathcal L=\\frac1B\\sum_j\\nabla_{\\psi_j}\\mathcal L,\\qquad\\log p(x_i)-\\mathcal L_i\\to0',
  why: 'The printed average is said to lead every datum to its own maximum, where no gap is left; one common vector cannot.',
  wrong: { predicts: () => 0 },
};

export const averagedStep: Slip = {
  line: 'L41',
  tex: '\\psi_i\\leftarrow\\psi_i+\\rho\\,\\frac1B\\sum_j\\tilde\\nabla_{\\psi_j}\\mathcal L',
  why: 'Every datum is pushed by the mean of all pushes, so that the differences between the data stay what they were at the start.',
  wrong: printing({ localStep: commonStep }),
};

export const equality: Slip = {
  line: 'L51, L63',
  tex: '\\mathcal L=\\frac NB\\,\\hat{\\mathcal L}',
  why: 'As an equality it leaves the batches no spread at all, and their mean no standard error; they agree only in expectation.',
  wrong: printing({ deviation: () => 0 }),
};
