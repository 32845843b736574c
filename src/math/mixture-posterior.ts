// One datum under a mixture of isotropic Gaussians, and under an encoder for it, in float64. MATHS.md 1.2, 1.5 (V1 to V4, V14).

const LOG_2PI = Math.log(2 * Math.PI);

/** A component of weight 0 counts as one of 2⁻¹⁰⁰, so that every bound is finite. */
export const LEAST_WEIGHT = 2 ** -100;

/**
 * a_k = log π_k − (D/2) log(2π s_k) − |x − μ_k|²/(2 s_k), written to `joint` [K]; `theta` [K, D + 2], a row weight, mean, variance.
 */
export function logJoint(theta: ArrayLike<number>, x: ArrayLike<number>, joint: Float64Array): void {
  const width = x.length + 2;
  for (let k = 0; k < joint.length; k++) {
    const variance = theta[k * width + width - 1];
    let square = 0;
    for (let j = 0; j < x.length; j++) square += (x[j] - theta[k * width + 1 + j]) ** 2;
    const level = Math.log(Math.max(theta[k * width], LEAST_WEIGHT)) - 0.5 * x.length * (LOG_2PI + Math.log(variance));
    joint[k] = level - square / (2 * variance);
  }
}

/** exp(t − max t) normalised, written to `shares`; what is less than 2⁻¹⁰⁰ of the largest is 0. Returns log Σ exp t. */
export function normalise(logits: ArrayLike<number>, shares: Float64Array): number {
  let top = logits[0];
  for (let k = 1; k < shares.length; k++) if (logits[k] > top) top = logits[k];
  let mass = 0;
  for (let k = 0; k < shares.length; k++) {
    const away = (logits[k] - top) / Math.LN2;
    shares[k] = away > -100 ? Math.exp(logits[k] - top) : 0;
    mass += shares[k];
  }
  for (let k = 0; k < shares.length; k++) shares[k] /= mass;
  return top + Math.log(mass);
}

/** r (a − log r), 0 where r is. */
export function shareOf(r: number, joint: number): number {
  return r > 0 ? r * (joint - Math.log(r)) : 0;
}

/** Logits of an encoder at x, written to `logits` [K]; `phi` [K − 1, D + 2], a row the slopes in (1, x, |x|²); the last logit is 0. */
export function logEncoder(phi: ArrayLike<number>, x: ArrayLike<number>, logits: Float64Array): void {
  const width = x.length + 2;
  let square = 0;
  for (let j = 0; j < x.length; j++) square += x[j] * x[j];
  for (let k = 0; k < logits.length - 1; k++) {
    let logit = phi[k * width] + phi[k * width + width - 1] * square;
    for (let j = 0; j < x.length; j++) logit += phi[k * width + 1 + j] * x[j];
    logits[k] = logit;
  }
  logits[logits.length - 1] = 0;
}

/**
 * So many steps of length 1 along the gradient of the bound in logits, (diag r − r rᵀ)(a − log r); moves `logits` and writes their `shares`.
 * Returns the bound there. MATHS.md 1.3 (V4).
 */
export function climbLogits(
  joint: ArrayLike<number>,
  logits: Float64Array,
  shares: Float64Array,
  steps: number,
): number {
  let bound = 0;
  for (let turn = 0; turn <= steps; turn++) {
    const logAll = normalise(logits, shares);
    bound = 0;
    for (let k = 0; k < logits.length; k++) bound += shares[k] * (joint[k] - (logits[k] - logAll));
    if (turn === steps) break;
    for (let k = 0; k < logits.length; k++) logits[k] += shares[k] * (joint[k] - (logits[k] - logAll) - bound);
  }
  return bound;
}
