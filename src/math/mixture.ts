// Gaussian mixtures with full covariances in any dimension, float64: p(x) = Σ_k w_k N(x; μ_k, Σ_k).
// With equal weights and Σ_k = σ² I it is the kernel density of MATHS.md 3.2, 3.3.

const LOG_2PI = Math.log(2 * Math.PI);

/**
 * Lower Cholesky factor of the row-major d × d matrix at `offset` of `matrices`, written to the same place of `factors`.
 * Returns false when the matrix is not positive definite.
 */
export function cholesky(
  matrices: ArrayLike<number>,
  factors: Float64Array,
  offset: number,
  dimension: number,
): boolean {
  for (let row = 0; row < dimension; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrices[offset + row * dimension + column];
      for (let k = 0; k < column; k++)
        rest -= factors[offset + row * dimension + k] * factors[offset + column * dimension + k];
      if (row === column && !(rest > 0)) return false;
      factors[offset + row * dimension + column] =
        row === column ? Math.sqrt(rest) : rest / factors[offset + column * dimension + column];
    }
  }
  return true;
}

/** Inverse of the lower triangular factor at `offset`. */
function invertLower(factors: Float64Array, inverses: Float64Array, offset: number, dimension: number): void {
  for (let column = 0; column < dimension; column++) {
    for (let row = column; row < dimension; row++) {
      let rest = row === column ? 1 : 0;
      for (let k = column; k < row; k++)
        rest -= factors[offset + row * dimension + k] * inverses[offset + k * dimension + column];
      inverses[offset + row * dimension + column] = rest / factors[offset + row * dimension + row];
    }
  }
}

/** Evaluates into arrays of its own, so that a point costs no allocation; not to be shared between threads. */
export class MixtureDensity {
  readonly dimension: number;
  readonly count: number;
  readonly #means: Float64Array;
  /** Inverses of the lower Cholesky factors, [K, d, d]. */
  readonly #whitening: Float64Array;
  /** log w_k − (d/2) log 2π − ½ log det Σ_k */
  readonly #logFactors: Float64Array;
  /** Whitened differences L_k⁻¹ (x − μ_k), [K, d]. */
  readonly #whitened: Float64Array;
  readonly #responsibilities: Float64Array;
  readonly #gradient: Float64Array;

  /**
   * `weights` [K] positive and of sum 1, `means` [K, d], `covariances` [K, d, d], row by row.
   * Throws RangeError naming the first covariance that is not positive definite.
   */
  constructor(weights: ArrayLike<number>, means: ArrayLike<number>, covariances: ArrayLike<number>) {
    const count = weights.length;
    const dimension = means.length / count;
    const size = dimension * dimension;
    const factors = new Float64Array(count * size);
    this.dimension = dimension;
    this.count = count;
    this.#means = Float64Array.from(means);
    this.#whitening = new Float64Array(count * size);
    this.#logFactors = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      if (!cholesky(covariances, factors, k * size, dimension))
        throw new RangeError(`covariance ${k} is not positive definite`);
      invertLower(factors, this.#whitening, k * size, dimension);
      let logFactor = Math.log(weights[k]) - (dimension / 2) * LOG_2PI;
      for (let i = 0; i < dimension; i++) logFactor -= Math.log(factors[k * size + i * (dimension + 1)]);
      this.#logFactors[k] = logFactor;
    }
    this.#whitened = new Float64Array(count * dimension);
    this.#responsibilities = new Float64Array(count);
    this.#gradient = new Float64Array(dimension);
  }

  /** log p(x), x [d]. */
  logDensity(x: ArrayLike<number>): number {
    return this.#weigh(x);
  }

  /** The posterior probability of each component given x, [K]; overwritten by the next call of any method. */
  responsibilities(x: ArrayLike<number>): Float64Array {
    this.#weigh(x);
    return this.#responsibilities;
  }

  /** ∇ log p(x) = −Σ_k r_k Σ_k⁻¹ (x − μ_k), written into `score` [d]. */
  score(x: ArrayLike<number>, score: Float64Array): void {
    const dimension = this.dimension;
    this.#weigh(x);
    score.fill(0);
    for (let k = 0; k < this.count; k++) {
      const responsibility = this.#responsibilities[k];
      for (let i = 0; i < dimension; i++) {
        const scaled = responsibility * this.#whitened[k * dimension + i];
        const row = (k * dimension + i) * dimension;
        for (let j = 0; j <= i; j++) score[j] -= scaled * this.#whitening[row + j];
      }
    }
  }

  /** ∇² log p(x) = Σ_k r_k ((g_k − s)(g_k − s)ᵀ − Σ_k⁻¹) with g_k the component's own score; into `hessian` [d, d]. */
  hessian(x: ArrayLike<number>, hessian: Float64Array): void {
    const dimension = this.dimension;
    const score = new Float64Array(dimension);
    this.score(x, score);
    hessian.fill(0);
    for (let k = 0; k < this.count; k++) {
      const responsibility = this.#responsibilities[k];
      const gradient = this.#componentScore(k);
      for (let i = 0; i < dimension; i++) {
        for (let j = 0; j < dimension; j++) {
          const outer = (gradient[i] - score[i]) * (gradient[j] - score[j]);
          hessian[i * dimension + j] += responsibility * (outer - this.#precision(k, i, j));
        }
      }
    }
  }

  /** Leaves log-sum-exp weights behind (MATHS.md 0.2, 3.3) and returns log p(x). */
  #weigh(x: ArrayLike<number>): number {
    const { dimension, count } = this;
    const exponents = this.#responsibilities;
    let top = -Infinity;
    for (let k = 0; k < count; k++) {
      let square = 0;
      for (let i = 0; i < dimension; i++) {
        const row = (k * dimension + i) * dimension;
        let whitened = 0;
        for (let j = 0; j <= i; j++) whitened += this.#whitening[row + j] * (x[j] - this.#means[k * dimension + j]);
        this.#whitened[k * dimension + i] = whitened;
        square += whitened * whitened;
      }
      exponents[k] = this.#logFactors[k] - square / 2;
      if (exponents[k] > top) top = exponents[k];
    }
    let total = 0;
    for (let k = 0; k < count; k++) total += exponents[k] = Math.exp(exponents[k] - top);
    for (let k = 0; k < count; k++) exponents[k] /= total;
    return top + Math.log(total);
  }

  #componentScore(k: number): Float64Array {
    const dimension = this.dimension;
    this.#gradient.fill(0);
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j <= i; j++) {
        this.#gradient[j] -= this.#whitened[k * dimension + i] * this.#whitening[(k * dimension + i) * dimension + j];
      }
    }
    return this.#gradient;
  }

  /** Element (i, j) of Σ_k⁻¹ = L⁻ᵀ L⁻¹. */
  #precision(k: number, i: number, j: number): number {
    let sum = 0;
    for (let row = Math.max(i, j); row < this.dimension; row++) {
      const start = (k * this.dimension + row) * this.dimension;
      sum += this.#whitening[start + i] * this.#whitening[start + j];
    }
    return sum;
  }
}
