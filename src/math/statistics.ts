// Estimates with their standard errors, from sums that a GPU can give, and the one rule by which a measurement is judged
// (MATHS 0.3).

/** Σ of powers of u = x − centreX and v = y − centreY over n points of the plane. */
export interface MomentSums {
  readonly n: number;
  readonly centre: readonly [number, number];
  readonly u: number;
  readonly v: number;
  readonly uu: number;
  readonly uv: number;
  readonly vv: number;
  readonly uuu: number;
  readonly uuv: number;
  readonly uvv: number;
  readonly vvv: number;
  readonly uuuu: number;
  readonly uuuv: number;
  readonly uuvv: number;
  readonly uvvv: number;
  readonly vvvv: number;
}

/** A number with the standard error of its estimate. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** Everything second order about a cloud of points; variances use 1/n (MATHS 0.1). */
export interface PlaneStatistics {
  readonly n: number;
  readonly meanX: Estimate;
  readonly meanY: Estimate;
  readonly varianceX: Estimate;
  readonly varianceY: Estimate;
  readonly covariance: Estimate;
  readonly correlation: Estimate;
}

const spread = (variance: number, n: number): number => Math.sqrt(Math.max(0, variance) / n);

/** The sums in the orthonormal basis (axis, axis turned by +90°) around the same centre, given in that basis too. */
export function rotateMoments(sums: MomentSums, axis: readonly [number, number]): MomentSums {
  const [c, s] = axis;
  const { u, v, uu, uv, vv, uuu, uuv, uvv, vvv, uuuu, uuuv, uuvv, uvvv, vvvv } = sums;
  const c2 = c * c;
  const s2 = s * s;
  const cs = c * s;
  return {
    n: sums.n,
    centre: [c * sums.centre[0] + s * sums.centre[1], c * sums.centre[1] - s * sums.centre[0]],
    u: c * u + s * v,
    v: c * v - s * u,
    uu: c2 * uu + 2 * cs * uv + s2 * vv,
    uv: cs * (vv - uu) + (c2 - s2) * uv,
    vv: s2 * uu - 2 * cs * uv + c2 * vv,
    uuu: c * c2 * uuu + 3 * c * cs * uuv + 3 * s * cs * uvv + s * s2 * vvv,
    uuv: -c * cs * uuu + c * (c2 - 2 * s2) * uuv + s * (2 * c2 - s2) * uvv + s * cs * vvv,
    uvv: s * cs * uuu + s * (s2 - 2 * c2) * uuv + c * (c2 - 2 * s2) * uvv + c * cs * vvv,
    vvv: -s * s2 * uuu + 3 * s * cs * uuv - 3 * c * cs * uvv + c * c2 * vvv,
    uuuu: c2 * c2 * uuuu + 4 * c2 * cs * uuuv + 6 * cs * cs * uuvv + 4 * s2 * cs * uvvv + s2 * s2 * vvvv,
    uuuv:
      -c2 * cs * uuuu +
      c2 * (c2 - 3 * s2) * uuuv +
      3 * cs * (c2 - s2) * uuvv +
      s2 * (3 * c2 - s2) * uvvv +
      s2 * cs * vvvv,
    uuvv: cs * cs * (uuuu + vvvv) + 2 * cs * (c2 - s2) * (uvvv - uuuv) + (c2 * c2 - 4 * cs * cs + s2 * s2) * uuvv,
    uvvv:
      -s2 * cs * uuuu +
      s2 * (3 * c2 - s2) * uuuv -
      3 * cs * (c2 - s2) * uuvv +
      c2 * (c2 - 3 * s2) * uvvv +
      c2 * cs * vvvv,
    vvvv: s2 * s2 * uuuu - 4 * s2 * cs * uuuv + 6 * cs * cs * uuvv - 4 * c2 * cs * uvvv + c2 * c2 * vvvv,
  };
}

/**
 * Means, variances and covariance with standard errors that hold for any law: variance √((m₄ − m₂²)/n), covariance
 * √((m₂₂ − m₁₁²)/n), correlation (1 − ρ²)/√n. Third-order sums may be 0 where the centre is within a few standard
 * errors of the mean and the law is symmetric: they enter multiplied by that distance.
 */
export function planeStatistics(sums: MomentSums): PlaneStatistics {
  const { n } = sums;
  const a = sums.u / n;
  const b = sums.v / n;
  const uu = sums.uu / n - a * a;
  const vv = sums.vv / n - b * b;
  const uv = sums.uv / n - a * b;
  const fourthX = (sums.uuuu - 4 * a * sums.uuu + 6 * a * a * sums.uu) / n - 3 * a ** 4;
  const fourthY = (sums.vvvv - 4 * b * sums.vvv + 6 * b * b * sums.vv) / n - 3 * b ** 4;
  const crossed =
    sums.uuvv - 2 * b * sums.uuv - 2 * a * sums.uvv + b * b * sums.uu + a * a * sums.vv + 4 * a * b * sums.uv;
  const fourthXY = crossed / n - 3 * a * a * b * b;
  const correlation = uv / Math.sqrt(uu * vv);
  return {
    n,
    meanX: { value: sums.centre[0] + a, standardError: spread(uu, n) },
    meanY: { value: sums.centre[1] + b, standardError: spread(vv, n) },
    varianceX: { value: uu, standardError: spread(fourthX - uu * uu, n) },
    varianceY: { value: vv, standardError: spread(fourthY - vv * vv, n) },
    covariance: { value: uv, standardError: spread(fourthXY - uv * uv, n) },
    correlation: { value: correlation, standardError: (1 - correlation * correlation) / Math.sqrt(n) },
  };
}

/** A mean with s/√n, from Σx and Σx² around 0. */
export function meanEstimate(n: number, sum: number, sumOfSquares: number): Estimate {
  const value = sum / n;
  return { value, standardError: spread(sumOfSquares / n - value * value, n) };
}

/** The mean of values with its standard error. */
export function meanOf(values: ArrayLike<number>): Estimate {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  return meanEstimate(values.length, sum, squares);
}

export function mean(values: ArrayLike<number>): number {
  return meanOf(values).value;
}

/** Standard deviation over mean. */
export function variation(values: ArrayLike<number>): number {
  const { value, standardError } = meanOf(values);
  return (standardError * Math.sqrt(values.length)) / value;
}

/** How many values of equal size would make as sure a mean of their sizes (Kish). */
export function effectiveNumber(values: ArrayLike<number>): number {
  let [sizes, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sizes += Math.abs(values[i]);
    squares += values[i] * values[i];
  }
  return squares > 0 ? (sizes * sizes) / squares : 0;
}

/** The median, with a standard error from the median distance to it, so that a few wild values change neither: √(π/2n) s. */
export function medianEstimate(values: readonly number[]): Estimate {
  const middle = (list: readonly number[]): number => {
    const sorted = list.toSorted((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  };
  const value = middle(values);
  // The median distance of a Gaussian is 0.6745 standard deviations.
  const deviation = middle(values.map((one) => Math.abs(one - value))) / 0.6745;
  return { value, standardError: deviation * Math.sqrt(Math.PI / (2 * values.length)) };
}

/** A frequency with √(p(1−p)/n). */
export function frequencyEstimate(hits: number, n: number): Estimate {
  const value = hits / n;
  return { value, standardError: frequencyError(value, n) };
}

/** √(p(1−p)/n), the standard error of a frequency whose expectation is p. */
export function frequencyError(p: number, n: number): number {
  return spread(p * (1 - p), n);
}

/** σ²√(2/n), the standard error of the variance of n Gaussian draws (MATHS 0.3). */
export function gaussianVarianceError(variance: number, n: number): number {
  return variance * Math.sqrt(2 / n);
}

/** (1 − ρ²)/√n, the standard error of a correlation of n Gaussian pairs. */
export function correlationError(correlation: number, n: number): number {
  return (1 - correlation * correlation) / Math.sqrt(n);
}

/** The number of standard errors that a measurement may miss by (MATHS 0.3). */
const SIGMAS = 5;

/**
 * What the tail of a variance of n Gaussian draws needs beyond five standard errors, for a false alarm below 4·10⁻⁶ at every n:
 * P(χ²ₙ − n ≥ 2√(nt) + 2t) ≤ e^{−t}, t = 25/2 (Laurent and Massart, Annals of Statistics 28, 2000).
 */
export function varianceTail(variance: number, n: number): number {
  return (SIGMAS ** 2 * variance) / n;
}

/** The same of a frequency of n draws: rare events come as whole ones (Bernstein's inequality). */
export function frequencyTail(n: number): number {
  return SIGMAS ** 2 / (3 * n);
}

/** The same of a correlation: Fisher's atanh ρ is what is normal, to second order. */
export function correlationTail(correlation: number, n: number): number {
  return (SIGMAS ** 2 * Math.abs(correlation) * (1 - correlation * correlation)) / n;
}

export interface Judgement {
  readonly tolerance: number;
  readonly holds: boolean;
  /** |measured − predicted| / tolerance. */
  readonly deviation: number;
}

/**
 * MATHS 0.3: holds iff |measured − predicted| ≤ sigmas · standardError + float32Term. Five sigmas raise a false alarm
 * once in 1.7 million. NaN anywhere never holds.
 */
export function judge(
  measured: number,
  predicted: number,
  standardError: number,
  float32Term = 0,
  sigmas = SIGMAS,
): Judgement {
  const tolerance = sigmas * standardError + float32Term;
  const distance = Math.abs(measured - predicted);
  return {
    tolerance,
    holds: distance <= tolerance,
    deviation: distance === 0 && tolerance === 0 ? 0 : distance / tolerance,
  };
}
