// Special functions in float64: the error function and the normal law, accurate to a few units in the last place, and
// the two logarithms that keep densities from underflowing.

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** Below it the series needs fewer terms than the continued fraction, above it 1 − erf would cancel. */
const SERIES_LIMIT = 2;
/** erfc(27.3) is below the smallest float64. */
const ERFC_ZERO = 27.3;

/** erf by e^{−x²} Σ 2ⁿ x^{2n+1} / (2n+1)!!, whose terms are all of one sign. */
function erfSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n < 80; n++) {
    term *= (2 * square) / (2 * n + 1);
    sum += term;
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
  }
  return TWO_OVER_SQRT_PI * Math.exp(-square) * sum;
}

/** e^{x²} erfc(x) for x ≥ 2, by the continued fraction 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) from the far end. */
function scaledErfcTail(x: number): number {
  // Terms needed for 1e-16 fall like 1/x²; 140/x² + 8 covers x = 2 with a margin.
  let tail = x;
  for (let n = Math.ceil(240 / (x * x)) + 8; n >= 1; n--) tail = x + (0.5 * n) / tail;
  return 1 / (tail * Math.sqrt(Math.PI));
}

/** The error function 2/√π ∫₀ˣ e^{−t²} dt. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < SERIES_LIMIT) return erfSeries(x);
  if (Number.isNaN(x)) return NaN;
  return size > 6 ? Math.sign(x) : Math.sign(x) * (1 - Math.exp(-size * size) * scaledErfcTail(size));
}

/** 1 − erf(x) without cancellation: accurate relative to itself far into the upper tail. */
export function erfc(x: number): number {
  if (x < SERIES_LIMIT) return x < -6 ? 2 : x < -SERIES_LIMIT ? 2 - erfc(-x) : 1 - erfSeries(x);
  if (Number.isNaN(x)) return NaN;
  return x > ERFC_ZERO ? 0 : Math.exp(-x * x) * scaledErfcTail(x);
}

/** P(Z ≤ z) of a standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/** P(low < Z ≤ high): the difference is taken in the tail where it does not cancel. */
export function normalInterval(low: number, high: number): number {
  if (low > 0) return 0.5 * (erfc(low * Math.SQRT1_2) - erfc(high * Math.SQRT1_2));
  if (high < 0) return 0.5 * (erfc(-high * Math.SQRT1_2) - erfc(-low * Math.SQRT1_2));
  return 0.5 * (erf(high * Math.SQRT1_2) - erf(low * Math.SQRT1_2));
}

/** log of the density of N(0, variance) at `x`. */
export function logNormalDensity(x: number, variance: number): number {
  return (-0.5 * x * x) / variance - 0.5 * Math.log(variance) - LOG_SQRT_TWO_PI;
}

/** log(eᵃ + eᵇ); −∞ stands for an empty sum (float64 honours it, MATHS 0.2 forbids it only on the GPU). */
export function logAdd(a: number, b: number): number {
  const top = Math.max(a, b);
  return top === -Infinity || top === Infinity ? top : top + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** log Σ exp(valueᵢ) with the running maximum. */
export function logSumExp(values: ArrayLike<number>): number {
  let top = -Infinity;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i]);
  if (top === -Infinity || top === Infinity) return top;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - top);
  return top + Math.log(sum);
}
