// Probabilistic PCA with two latents in float64: its posterior, its evidence, and what one sweep makes of the data's means.
// One latent is two of which the second has no loadings. MATHS.md 1.2, 1.3.

const LOG_2PI = Math.log(2 * Math.PI);

/** A symmetric 2 × 2 matrix: first diagonal entry, off-diagonal one, second diagonal one. */
export type Symmetric = readonly [number, number, number];

export function determinantOf([a, b, c]: Symmetric): number {
  return a * c - b * b;
}

export function inverseOf(matrix: Symmetric): Symmetric {
  const scale = 1 / determinantOf(matrix);
  return [scale * matrix[2], -scale * matrix[1], scale * matrix[0]];
}

/** tr(A B) */
export function traceOf(one: Symmetric, other: Symmetric): number {
  return one[0] * other[0] + 2 * one[1] * other[1] + one[2] * other[2];
}

/** x ᵀ A y */
export function formOf([a, b, c]: Symmetric, x: readonly [number, number], y = x): number {
  return a * x[0] * y[0] + b * (x[0] * y[1] + x[1] * y[0]) + c * x[1] * y[1];
}

/** The best S that is diagonal, under a posterior of that precision. MATHS.md 1.3. */
export function meanFieldOf([a, , c]: Symmetric): Symmetric {
  return [1 / a, 0, 1 / c];
}

/** What it lacks, nats: ½(Σ log Λ_jj − log det Λ), the same for every datum. */
export function meanFieldGap(precision: Symmetric): number {
  const [a, , c] = precision;
  return 0.5 * (Math.log(a) + Math.log(c) - Math.log(determinantOf(precision)));
}

/** The parameters of one start, read from [3 D + 1]: the columns of W, then b, then the variance. */
export class PcaModel {
  readonly dimension: number;
  readonly variance: number;
  /** Wᵀ W */
  readonly gram: Symmetric;
  /** Λ* = I + Wᵀ W / s */
  readonly precision: Symmetric;
  /** S* = Λ*⁻¹ */
  readonly covariance: Symmetric;
  readonly #theta: ArrayLike<number>;

  constructor(theta: ArrayLike<number>) {
    this.#theta = theta;
    this.dimension = (theta.length - 1) / 3;
    this.variance = theta[theta.length - 1];
    const gram: [number, number, number] = [0, 0, 0];
    for (let j = 0; j < this.dimension; j++) {
      const [a, b] = this.loadings(j);
      gram[0] += a * a;
      gram[1] += a * b;
      gram[2] += b * b;
    }
    this.gram = gram;
    const [a, b, c] = gram.map((value) => value / this.variance);
    this.precision = [1 + a, b, 1 + c];
    this.covariance = inverseOf(this.precision);
  }

  loadings(j: number): [number, number] {
    return [this.#theta[j], this.#theta[this.dimension + j]];
  }

  offset(j: number): number {
    return this.#theta[2 * this.dimension + j];
  }

  /** m* of the datum whose coordinates begin at `at`. */
  mean(data: ArrayLike<number>, at: number): [number, number] {
    let [y0, y1] = [0, 0];
    for (let j = 0; j < this.dimension; j++) {
      const [a, b] = this.loadings(j);
      const u = data[at + j] - this.offset(j);
      y0 += (a * u) / this.variance;
      y1 += (b * u) / this.variance;
    }
    const [a, b, c] = this.covariance;
    return [a * y0 + b * y1, b * y0 + c * y1];
  }

  /** x − b − W m in coordinate j. */
  miss(data: ArrayLike<number>, at: number, [m0, m1]: readonly [number, number], j: number): number {
    const [a, b] = this.loadings(j);
    return data[at + j] - this.offset(j) - a * m0 - b * m1;
  }

  missSquared(data: ArrayLike<number>, at: number, m: readonly [number, number]): number {
    let sum = 0;
    for (let j = 0; j < this.dimension; j++) sum += this.miss(data, at, m, j) ** 2;
    return sum;
  }

  /** log p(x) where |x − b − W m*|² is `square` and |m*|² is `latent`; of their means it is the mean. */
  evidence(square: number, latent: number): number {
    return -0.5 * (this.level + Math.log(determinantOf(this.precision)) + square / this.variance + latent);
  }

  /** D log(2π s) */
  get level(): number {
    return this.dimension * (LOG_2PI + Math.log(this.variance));
  }
}
