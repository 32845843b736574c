// The functions f of the Dirac-GAN with their first two derivatives, and what instance noise makes of the derivatives.
// Twin of shaders/lib/dirac-objective.wgsl. MATHS.md 4.1, 4.5.
import { normalCdf } from './special';

export const objectiveIds = ['logistic', 'wgan', 'exp', 'lsgan', 'hinge', 'softplus'] as const;
export type ObjectiveId = (typeof objectiveIds)[number];

export interface Objective {
  /** f′ */
  readonly slope: (t: number) => number;
  /** f″, almost everywhere for the hinge. */
  readonly curvature: (t: number) => number;
  /** f′(0) = a > 0 and f″(0). */
  readonly slopeAtZero: number;
  readonly curvatureAtZero: number;
}

/** E f′(t + s x), E f″(t + s x) and E f″(s x) over a standard normal x. */
export interface NoisyDerivatives {
  readonly slope: number;
  readonly curvature: number;
  readonly curvatureAtReal: number;
}

/** exp overflows float32 beyond, so both twins stop here. */
const MOST_EXPONENT = 87;

const exponential = (t: number): number => Math.exp(Math.min(Math.max(t, -MOST_EXPONENT), MOST_EXPONENT));

/** 1/(1 + e⁻ᵗ): with the exponent clamped nothing overflows, and nothing cancels on either side. */
export function sigmoid(t: number): number {
  return 1 / (1 + exponential(-t));
}

const bell = (t: number): number => sigmoid(t) * sigmoid(-t);

export const objectives: Readonly<Record<ObjectiveId, Objective>> = {
  logistic: { slope: (t) => sigmoid(-t), curvature: (t) => -bell(t), slopeAtZero: 0.5, curvatureAtZero: -0.25 },
  wgan: { slope: () => 1, curvature: () => 0, slopeAtZero: 1, curvatureAtZero: 0 },
  exp: { slope: (t) => exponential(-t), curvature: (t) => -exponential(-t), slopeAtZero: 1, curvatureAtZero: -1 },
  lsgan: { slope: (t) => 1 - t, curvature: () => -1, slopeAtZero: 1, curvatureAtZero: -1 },
  hinge: { slope: (t) => (t < 1 ? 1 : 0), curvature: () => 0, slopeAtZero: 1, curvatureAtZero: 0 },
  softplus: { slope: sigmoid, curvature: bell, slopeAtZero: 0.5, curvatureAtZero: 0.25 },
};

/** Exact where there is a closed form, else by the trapezoidal rule; s = σ|ψ| ≥ 0. */
export function noisyDerivatives(id: ObjectiveId, t: number, s: number): NoisyDerivatives {
  switch (id) {
    case 'wgan':
      return { slope: 1, curvature: 0, curvatureAtReal: 0 };
    case 'lsgan':
      return { slope: 1 - t, curvature: -1, curvatureAtReal: -1 };
    case 'exp': {
      const slope = exponential(0.5 * s * s - t);
      return { slope, curvature: -slope, curvatureAtReal: -exponential(0.5 * s * s) };
    }
    case 'hinge': {
      const u = (1 - t) / Math.max(s, 1e-30);
      return { slope: normalCdf(u), curvature: -edge(u, s), curvatureAtReal: -edge(1 / Math.max(s, 1e-30), s) };
    }
    case 'logistic': {
      const mean = sigmoidMeans(-t, s);
      return { slope: mean.sigmoid, curvature: -mean.bell, curvatureAtReal: -mean.bellAtZero };
    }
    case 'softplus': {
      const mean = sigmoidMeans(t, s);
      return { slope: mean.sigmoid, curvature: mean.bell, curvatureAtReal: mean.bellAtZero };
    }
  }
}

/** Density of t + s x at the hinge's edge. */
function edge(u: number, s: number): number {
  return exponential(-Math.min(0.5 * u * u, MOST_EXPONENT)) / Math.sqrt(2 * Math.PI) / Math.max(s, 1e-30);
}

/** Below it three Gauss–Hermite nodes are exact to rounding: their relative error is s⁶/120. */
const NARROW = 5e-3;

interface SigmoidMeans {
  readonly sigmoid: number;
  readonly bell: number;
  readonly bellAtZero: number;
}

/** From here on the bell is the narrower of the two. */
const WIDE = 8;

/**
 * The same where the noise is wide, as sums over the bell: a logistic variable L has the sigmoid for its distribution, so the
 * mean of sigmoid(t + s x) is that of Φ((t − L)/s). However wide the noise, no more nodes than here.
 */
function wideMeans(t: number, s: number): SigmoidMeans {
  const spacing = 0.5;
  const density = (u: number): number => Math.exp(-0.5 * u * u) / (s * Math.sqrt(2 * Math.PI));
  const sums = { sigmoid: 0, bell: 0, bellAtZero: 0 };
  for (let k = -76; k <= 76; k++) {
    const y = k * spacing;
    const weight = spacing * bell(y);
    sums.sigmoid += weight * normalCdf((t - y) / s);
    sums.bell += weight * density((t - y) / s);
    sums.bellAtZero += weight * density(y / s);
  }
  return sums;
}

/**
 * Means of sigmoid(t + s x), of its derivative, and of its derivative at t = 0. The trapezoidal rule converges like
 * exp(−2π²/(s h)) for a function with poles at distance π/s, faster than Gauss–Hermite at equal cost; here to 1e-15.
 */
function sigmoidMeans(t: number, s: number): SigmoidMeans {
  if (s > WIDE) return wideMeans(t, s);
  const narrow = s < NARROW;
  const spacing = narrow ? Math.sqrt(3) : Math.min(0.5, 0.5 / s);
  const last = narrow ? 1 : Math.ceil(9 / spacing);
  const sums = { weight: 1, sigmoid: sigmoid(t), bell: bell(t), bellAtZero: 0.25 };
  for (let k = 1; k <= last; k++) {
    const x = k * spacing;
    const weight = narrow ? 0.25 : Math.exp(-0.5 * x * x);
    sums.weight += 2 * weight;
    sums.sigmoid += weight * (sigmoid(t + s * x) + sigmoid(t - s * x));
    sums.bell += weight * (bell(t + s * x) + bell(t - s * x));
    sums.bellAtZero += 2 * weight * bell(s * x);
  }
  return {
    sigmoid: sums.sigmoid / sums.weight,
    bell: sums.bell / sums.weight,
    bellAtZero: sums.bellAtZero / sums.weight,
  };
}
