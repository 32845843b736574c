// The vector field of the Dirac-GAN in all its variants. Twin of shaders/lib/dirac-field.wgsl. MATHS.md 4.1, 4.5, 4.6.
import { noisyDerivatives, objectives, type ObjectiveId } from './dirac-objective';
import { noiseNormals } from './random';

export const variantIds = ['plain', 'ns', 'noise', 'r1', 'r2', 'consensus', 'wgangp'] as const;
export type VariantId = (typeof variantIds)[number];

/** What a kernel is compiled for. */
export interface Game {
  readonly objective: ObjectiveId;
  readonly variant: VariantId;
  /** Instance noise is drawn anew for each gradient instead of averaged over. */
  readonly sampled: boolean;
}

export interface Strengths {
  /** σ, standard deviation of the instance noise. */
  readonly sigma: number;
  /** γ, weight of the penalty or of the consensus term. */
  readonly gamma: number;
  /** g₀, the gradient norm that wgangp asks for. */
  readonly g0: number;
}

/** (dθ/dt, dψ/dt) */
export type Velocity = readonly [theta: number, psi: number];

/** Where the random numbers of one gradient come from. */
export interface Draw {
  readonly seed: number;
  readonly chain: number;
  readonly counter: number;
}

const NO_DRAW: Draw = { seed: 0, chain: 0, counter: 0 };

/** v(θ, ψ); `draw` matters only for sampled noise. */
export function diracField(game: Game, strengths: Strengths, theta: number, psi: number, draw = NO_DRAW): Velocity {
  const { slope, curvature } = objectives[game.objective];
  if (game.variant === 'noise')
    return game.sampled ? sampledNoise(game, strengths, theta, psi, draw) : meanNoise(game, strengths, theta, psi);
  const t = theta * psi;
  const force = slope(t);
  const { gamma, g0 } = strengths;
  switch (game.variant) {
    case 'plain':
      return [-psi * force, theta * force];
    case 'ns':
      return [-psi * slope(-t), theta * force];
    case 'r1':
    case 'r2':
      return [-psi * force, theta * force - gamma * psi];
    case 'consensus': {
      const own = gamma * force ** 2;
      const other = gamma * force * curvature(t) * (theta * theta + psi * psi);
      return [-psi * force - own * theta - other * psi, theta * force - own * psi - other * theta];
    }
    case 'wgangp':
      return [-psi * force, theta * force - gamma * Math.sign(psi) * (Math.abs(psi) - g0)];
  }
}

/** Stein's form of the expectation: no cancellation near 0 (4.5). */
function meanNoise({ objective }: Game, { sigma }: Strengths, theta: number, psi: number): Velocity {
  const mean = noisyDerivatives(objective, theta * psi, sigma * Math.abs(psi));
  return [-psi * mean.slope, theta * mean.slope + sigma * sigma * psi * (mean.curvature + mean.curvatureAtReal)];
}

const normals = new Float64Array(2);

function sampledNoise({ objective }: Game, { sigma }: Strengths, theta: number, psi: number, draw: Draw): Velocity {
  noiseNormals(draw.seed, draw.chain, draw.counter, normals);
  const { slope } = objectives[objective];
  const fake = theta + sigma * normals[0];
  const real = sigma * normals[1];
  return [-psi * slope(fake * psi), fake * slope(fake * psi) - real * slope(-real * psi)];
}
