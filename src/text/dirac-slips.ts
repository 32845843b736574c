// What the source prints about the Dirac-GAN where it is wrong, and what follows from it. MATHS.md section 4.
import type { ParameterValues } from '../experiment/lab';
import { diracField } from '../math/dirac-field';
import { objectiveIds, objectives, type ObjectiveId } from '../math/dirac-objective';
import { nonSaturatingDecay } from '../math/dirac-orbits';
import { energyOf, type Point } from '../math/dirac-paths';
import { advanceRound, type Pace, type Players } from '../math/dirac-scheme';
import { eigenvalues, spectralRadius, type Matrix } from '../math/spectrum';
import type { Slip } from './statement';

interface Setting {
  readonly objective: ObjectiveId;
  readonly h: number;
  /** σ² */
  readonly variance: number;
  /** a = f′(0) */
  readonly a: number;
  /** f″(0) */
  readonly curvature: number;
}

function settingOf({ objective: wanted, h, sigma }: ParameterValues): Setting {
  const objective = objectiveIds.find((id) => id === wanted);
  if (!objective) throw new RangeError(`no objective ${wanted}`);
  const { slopeAtZero: a, curvatureAtZero: curvature } = objectives[objective];
  return { objective, h: Number(h), variance: Number(sigma) ** 2, a, curvature };
}

/** Where G2 and G4 begin, and for how many rounds they follow. */
const FLOW = { start: [0.8, 0.6], rounds: 4096 } as const;
const STEPS = { start: [0.6, 0.4], rounds: 512 } as const;
/** Of G5, with hₖ = 1/k. */
const HARMONIC = { start: [0.5, 0.5], rounds: 100_000 } as const;

type State = readonly [theta: number, psi: number, dTheta: number, dPsi: number];

/** One Runge–Kutta step of z̈ = J(z) ż. */
function accelerate(jacobian: (at: Point) => Matrix, state: State, h: number): State {
  const rate = ([theta, psi, v, w]: State): State => {
    const [a, b, c, d] = jacobian([theta, psi]);
    return [v, w, a * v + b * w, c * v + d * w];
  };
  const plus = (k: State, by: number): State => [
    state[0] + by * k[0],
    state[1] + by * k[1],
    state[2] + by * k[2],
    state[3] + by * k[3],
  ];
  const first = rate(state);
  const second = rate(plus(first, h / 2));
  const third = rate(plus(second, h / 2));
  const last = rate(plus(third, h));
  const mean = (i: 0 | 1 | 2 | 3): number => (first[i] + 2 * second[i] + 2 * third[i] + last[i]) / 6;
  return plus([mean(0), mean(1), mean(2), mean(3)], h);
}

const GAME = { variant: 'plain', sampled: false } as const;
const STRENGTHS = { sigma: 0, gamma: 0, g0: 0 } as const;

function printedJacobian(objective: ObjectiveId, [theta, psi]: Point): Matrix {
  const { slope, curvature } = objectives[objective];
  const t = theta * psi;
  return [
    curvature(-t) * psi * psi,
    -slope(-t) + curvature(-t) * t,
    slope(t) + curvature(t) * t,
    curvature(t) * theta * theta,
  ];
}

/** θ² + ψ² at the end over θ² + ψ² at the start, where the velocity changes by the printed Jacobian. */
function ratioUnderPrinted({ objective, h }: Setting): number {
  const jacobian = (at: Point): Matrix => printedJacobian(objective, at);
  const [theta, psi] = FLOW.start;
  let state: State = [theta, psi, ...diracField({ objective, ...GAME }, STRENGTHS, theta, psi)];
  for (let i = 0; i < FLOW.rounds; i++) state = accelerate(jacobian, state, h);
  return energyOf([state[0], state[1]]) / energyOf(FLOW.start);
}

export const flowJacobian: Slip = {
  line: 'L307',
  tex: "v'(\\theta,\\psi)=\\begin{pmatrix}f''(-\\theta\\psi)\\psi^2&-f'(-\\theta\\psi)+f''(-\\theta\\psi)\\theta\\psi\\\\f'(\\theta\\psi)+f''(\\theta\\psi)\\theta\\psi&f''(\\theta\\psi)\\theta^2\\end{pmatrix}",
  why: "The first row is that of $-\\psi f'(-\\theta\\psi)$, the force of the non-saturating game; a velocity that changes by this Jacobian leaves the circle.",
  wrong: { predicts: (_, values) => ratioUnderPrinted(settingOf(values)) },
};

export const flowSublinear: Slip = {
  line: 'L323–L325',
  tex: '\\theta^2+\\psi^2\\to0\\quad\\text{more slowly than any geometric rate, perhaps}',
  why: 'Eigenvalues $\\pm ia$ alone would allow a decay like $1/t$ (the non-saturating game has it, and its law stands here), but the conserved circle excludes it.',
  wrong: { predicts: (_, { h }) => nonSaturatingDecay(energyOf(FLOW.start), FLOW.rounds * Number(h)) },
};

export const stepsSublinear: Slip = {
  line: 'L323–L325',
  tex: '\\theta_k^2+\\psi_k^2\\to0\\quad\\text{more slowly than any geometric rate, perhaps}',
  why: 'No factor $1+h_k^2f^{\\prime2}$ is below 1, so no choice of steps makes the distance shrink; the switch lets it decay like $1/t$ in $t=\\sum_kh_k$.',
  wrong: {
    predicts() {
      let time = 0;
      for (let k = 1; k <= HARMONIC.rounds; k++) time += 1 / k;
      return nonSaturatingDecay(energyOf(HARMONIC.start), time);
    },
  },
};

/** log of θ² + ψ² at the end over θ² + ψ² at the start, where each round is multiplication by a matrix. */
function logRatioUnder([a, b, c, d]: Matrix): number {
  let [theta, psi]: Point = STEPS.start;
  for (let i = 0; i < STEPS.rounds; i++) [theta, psi] = [a * theta + b * psi, c * theta + d * psi];
  return Math.log(energyOf([theta, psi]) / energyOf(STEPS.start));
}

export const missingOne: Slip = {
  line: 'L335',
  tex: "F_h'=\\begin{pmatrix}1-hf''\\psi^2&-hf'-hf''\\theta\\psi\\\\hf'+hf''\\theta\\psi&hf''\\theta^2\\end{pmatrix}",
  why: 'The identity of $z+hv$ has two ones; without the second the discriminator forgets where it was in every round.',
  wrong: {
    predicts(_, values) {
      const { h, a } = settingOf(values);
      return logRatioUnder([1, -h * a, h * a, 0]);
    },
  },
};

export const realEigenvalues: Slip = {
  line: 'L339',
  tex: "(1-\\lambda)^2-(hf'(0))^2=0",
  why: 'The product of the off-diagonal entries is $-c^2$, so the determinant adds $c^2$; with the minus, $\\lambda=1\\pm c$ would be real and the growth far faster.',
  wrong: {
    predicts(_, values) {
      const { h, a } = settingOf(values);
      return STEPS.rounds * Math.log((1 + h * a) ** 2);
    },
  },
};

/** Σ log of what stands for rₖ₊₁² over rₖ², along the path of simultaneous steps. */
function logRatioAlong({ objective, h }: Setting, next: (at: Point, force: number) => number): number {
  const pace: Pace = { ...STRENGTHS, h, hD: h, generatorSteps: 1, discriminatorSteps: 1 };
  const players: Players = { theta: STEPS.start[0], psi: STEPS.start[1], owedTheta: 0, owedPsi: 0 };
  let sum = 0;
  for (let step = 0; step < STEPS.rounds; step++) {
    const at: Point = [players.theta, players.psi];
    sum += Math.log(next(at, h * objectives[objective].slope(at[0] * at[1])) / energyOf(at));
    advanceRound({ objective, ...GAME, scheme: 'simultaneous' }, pace, players, { seed: 0, chain: 0, step });
  }
  return sum;
}

export const missingPsi: Slip = {
  line: 'L347',
  tex: "\\theta_{k+1}^2+\\psi_{k+1}^2=\\big(\\theta_k-hf'(\\theta_k\\psi_k)\\big)^2+\\big(\\psi_k+hf'(\\theta_k\\psi_k)\\theta_k\\big)^2",
  why: 'The generator’s step lacks its factor $\\psi_k$; summed along the path, these squares give another growth.',
  wrong: {
    predicts: (_, values) =>
      logRatioAlong(settingOf(values), ([theta, psi], q) => (theta - q) ** 2 + (psi + q * theta) ** 2),
  },
};

export const linearInSlope: Slip = {
  line: 'L363',
  tex: "\\lambda^2-2\\lambda+1+h^2\\lambda f'(0)=0",
  why: 'The corner entry is $1-c^2$ with $c^2=h^2f^{\\prime}(0)^2$, so the slope must be squared; as printed an eigenvalue leaves the circle too early.',
  wrong: {
    predicts(_, values) {
      const { h, a } = settingOf(values);
      return spectralRadius(eigenvalues([2 - h * h * a, -1, 1, 0]));
    },
  },
};

/** λ = 1 − c²/2 ± √((1 − c/2)² − 1), as the source prints it: its largest modulus. */
function printedAlternatingRadius(values: ParameterValues): number {
  const { h, a } = settingOf(values);
  const c = h * a;
  const [middle, square] = [1 - (c * c) / 2, (1 - c / 2) ** 2 - 1];
  return square < 0 ? Math.sqrt(middle * middle - square) : Math.abs(middle) + Math.sqrt(square);
}

export const unsquaredRoot: Slip = {
  line: 'L365',
  tex: "\\lambda=1-\\frac{(hf'(0))^2}2\\pm\\sqrt{\\Big(1-\\frac{hf'(0)}2\\Big)^2-1}",
  why: 'Half the trace stands under the root too, so its $c$ must be squared there as well; as printed the product of the two is not 1.',
  wrong: { predicts: (_, values) => printedAlternatingRadius(values) },
};

export const bothOutside: Slip = {
  line: 'L369',
  tex: "hf'(0)>2:\\quad|\\lambda_1|>1,\\;|\\lambda_2|>1\\qquad\\text{(by the root above)}",
  why: 'The printed root is still imaginary here and puts a pair outside; but a product of 1 leaves room for one only, and that one is farther out.',
  wrong: { predicts: (_, values) => printedAlternatingRadius(values) },
};

/** Largest real part of the eigenvalues of v′(0), where the real points' part of its (2, 2) entry is this times σ². */
function largestRealPart(values: ParameterValues, ofReal: (setting: Setting) => number): number {
  const setting = settingOf(values);
  const { a, curvature, variance } = setting;
  return eigenvalues([0, -a, a, (curvature + ofReal(setting)) * variance])[0][0];
}

export const minusReal: Slip = {
  line: 'L373',
  tex: '\\tilde L=\\mathbb E f(\\tilde\\theta\\psi)+\\mathbb E\\big[-f(-x\\psi)\\big]',
  why: "With the minus the two curvatures cancel at the equilibrium, $f''(0)\\sigma^2-f''(0)\\sigma^2=0$, and noise would damp nothing.",
  wrong: { predicts: (_, values) => largestRealPart(values, ({ curvature }) => -curvature) },
};

export const slopeForCurvature: Slip = {
  line: 'L381',
  tex: "\\tilde v'_{22}=\\mathbb E\\big[f''(\\tilde\\theta\\psi)\\tilde\\theta^2+x^2f'(-x\\psi)\\big]",
  why: "The derivative of $-xf'(-x\\psi)$ in $\\psi$ is $x^2f''(-x\\psi)$; with $f'$ in its place noise would drive the discriminator away.",
  wrong: { predicts: (_, values) => largestRealPart(values, ({ a }) => a) },
};

export const halvedRoots: Slip = {
  line: 'L389',
  tex: "\\lambda=\\frac{-f''(0)\\sigma^2}2\\pm\\sqrt{\\frac{f''(0)^2\\sigma^4-f'(0)^2}4}",
  why: 'These are not the roots of the quadratic two lines above: the factor ½ and the sign are wrong, and damping would become growth.',
  wrong: {
    predicts(_, values) {
      const { a, curvature, variance } = settingOf(values);
      const square = ((curvature * variance) ** 2 - a * a) / 4;
      return (-curvature * variance) / 2 + Math.sqrt(Math.max(0, square));
    },
  },
};
