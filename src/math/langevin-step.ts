// The formulas of one Langevin step in float64, apart from where the normals come from. MATHS.md 3.1.

type Pair = readonly [number, number];

/** x + γ s(x) + noise √(2γ) ε: the ULA step, and the proposal of MALA. */
export function langevinStep(
  x: Pair,
  score: Pair,
  normals: ArrayLike<number>,
  stepSize: number,
  noise: number,
): [number, number] {
  const spread = noise * Math.sqrt(2 * stepSize);
  return [x[0] + stepSize * score[0] + spread * normals[0], x[1] + stepSize * score[1] + spread * normals[1]];
}

/**
 * The logarithm of MALA's acceptance ratio (not clipped at 0) for the step from x to y by `langevinStep` with the same
 * `normals` ε. With noise factor τ the chain samples p^(1/τ²): it is ordinary MALA for the score s/τ² and the step γτ²,
 *
 *   (log p(y) − log p(x)) / τ² + (‖y − x − γ s(x)‖² − ‖x − y − γ s(y)‖²) / (4γτ²),
 *
 * and because y − x − γ s(x) is τ√(2γ) ε, the second term is −ε·S − ‖S‖²/2 with S = √(γ/2) (s(x) + s(y)) / τ.
 * `rise` is log p(y) − log p(x). At τ = 0 only ascent is left: +∞ for a step that does not lower log p, else −∞.
 */
export function malaLogRatio(
  rise: number,
  scoreX: Pair,
  scoreY: Pair,
  normals: ArrayLike<number>,
  stepSize: number,
  noise: number,
): number {
  if (noise === 0) return rise >= 0 ? Infinity : -Infinity;
  const drift = Math.sqrt(stepSize / 2) / noise;
  const sumX = drift * (scoreX[0] + scoreY[0]);
  const sumY = drift * (scoreX[1] + scoreY[1]);
  return rise / (noise * noise) - normals[0] * sumX - normals[1] * sumY - (sumX * sumX + sumY * sumY) / 2;
}
