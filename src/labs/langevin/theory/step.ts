// One step of the chains, coordinate by coordinate on plain numbers: nothing is allocated (MATHS 3.1).

/** x + γ s + τ√(2γ) ε, one coordinate of one ULA step (noise 0: gradient ascent). */
export function ulaStep(x: number, score: number, step: number, noise: number, normal: number): number {
  return x + step * score + noise * Math.sqrt(2 * step) * normal;
}

/**
 * One coordinate's share of the log ratio of the proposal densities, [(y−x−γs(x))² − (x−y−γs(y))²]/(4γ), expanded so that
 * neither the squares cancel nor γ divides: −(s(x) + s(y))·(y − x)/2 − γ(s(y)² − s(x)²)/4.
 */
export function malaDrift(x: number, scoreX: number, y: number, scoreY: number, step: number): number {
  const sum = scoreX + scoreY;
  return -0.5 * sum * (y - x) - 0.25 * step * sum * (scoreY - scoreX);
}

/**
 * log acceptance ratio of MALA from the gain log p(y) − log p(x) and the sum of `malaDrift` over the coordinates. With a
 * noise factor τ the chain is MALA on p^{1/τ²} with step γτ²: both parts are divided by τ². Noise-free ascent (τ = 0)
 * accepts everything.
 */
export function malaLogRatio(gain: number, drift: number, noise: number): number {
  return noise === 0 ? Infinity : (gain + drift) / (noise * noise);
}

/** Accept iff log u < log ratio; NaN never does. */
export function malaAccepts(logRatio: number, uniform: number): boolean {
  return Math.log(uniform) < logRatio;
}
