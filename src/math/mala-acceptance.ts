// The exact stationary acceptance of MALA on a Gaussian (MATHS 3.1, claim L9).
//
// The pair (x, y) of state and proposal has density f(x, y) = p(x) q(x, y), and the ratio is r = f(y, x)/f(x, y).
// Exchanging x and y gives ∫_{r<1} f(y, x) = ∫_{r>1} f(x, y), so E min(1, r) = 2 P(r > 1).
//
// On N(μ, Σ) the directions of Σ separate: with g = γ/λ, (x, y) of one direction is, in units of √λ, normal with variances
// 1 and 1 + g² and covariance 1 − g, and log r = Σ (g/4)(x² − y²). Each term is (g/4)(λ₊z² − λ₋w²) in independent standard
// normals, λ± = (√(g⁴ + 8g) ∓ g²)/2. In polar coordinates of (z₁, z₂) and of (w₁, w₂) both squared radii are
// exponential, P(P R² > N S²) = P/(P + N), and the mean over the second angle is P/√((P + n₁)(P + n₂)): what is left is
//   acceptance = 2 · mean over φ of P/√((P + n₁)(P + n₂)),  P = p₁cos²φ + p₂sin²φ.
// Noise factor τ only scales state and proposal (the chain is MALA of step γτ² on p^{1/τ²}): the acceptance stays the same.

/** Level of the double-exponential rule: its error is below 1e-14 here, with the mass of the kink at the end resolved. */
const NODES = 100;
const SPACING = 0.04;

/** One dimension, in closed form: 1 − (2/π) arctan((g/2)^{3/2}), g = γ/σ². */
export function malaAcceptanceLine(ratio: number): number {
  // Written with the reciprocal, so that the tail at large steps does not cancel.
  return (2 / Math.PI) * Math.atan((ratio / 2) ** -1.5);
}

/** Two equal directions, in closed form: 1 − √(q/(1 + q)), q = (g/2)³. */
export function malaAcceptanceRound(ratio: number): number {
  const root = Math.sqrt((ratio / 2) ** 3);
  const full = Math.hypot(1, root);
  return Number.isFinite(root) ? 1 / (full * (full + root)) : 0;
}

function weights(ratio: number): { readonly up: number; readonly down: number } {
  if (ratio === 0) return { up: 0, down: 0 };
  const down = 0.5 * (ratio * ratio + Math.sqrt(ratio ** 4 + 8 * ratio));
  return { up: (ratio / 4) * ((2 * ratio) / down), down: (ratio / 4) * down };
}

/**
 * Acceptance on a two-dimensional Gaussian whose covariance has eigenvalues λ₁, λ₂, for the ratios γ/λ₁ and γ/λ₂ ≥ 0.
 * A ratio of 0 leaves the one-dimensional value. RangeError for a negative or non-finite ratio.
 */
export function malaAcceptance(first: number, second: number): number {
  for (const ratio of [first, second]) {
    if (!(ratio >= 0 && ratio < Infinity)) throw new RangeError(`ratio: ${ratio} – must be a finite number ≥ 0`);
  }
  if (first === 0 && second === 0) return 1;
  if (first === second) return malaAcceptanceRound(first);
  const [one, two] = [weights(Math.max(first, second)), weights(Math.min(first, second))];
  let sum = 0;
  let total = 0;
  // φ = (π/2)·s, s = ½(1 + tanh(½π sinh t)): nodes crowd at both ends, where the integrand may have a kink.
  for (let k = -NODES; k <= NODES; k++) {
    const t = k * SPACING;
    const inner = 0.5 * Math.PI * Math.sinh(t);
    const weight = Math.cosh(t) / Math.cosh(inner) ** 2;
    const towards = (0.5 * Math.PI) / (1 + Math.exp(2 * inner));
    // The angle from the far end keeps its relative accuracy there: cos φ = sin(π/2 − φ).
    const up = one.up * Math.sin(towards) ** 2 + two.up * Math.cos(towards) ** 2;
    const value = up === 0 ? 0 : Math.sqrt(up / (up + one.down)) * Math.sqrt(up / (up + two.down));
    sum += weight * value;
    total += weight;
  }
  return (2 * sum) / total;
}
