// The distance of a cloud to its law: KL of the histogram on a grid from the exact cell probabilities, and its own noise
// floor, that is what exact draws would give.

/** Probabilities of the cells, in the order of the counts, and of all the plane outside of them: of sum 1. */
export interface CellMasses {
  readonly probabilities: Float64Array;
  readonly outside: number;
}

/** Probabilities below it count as it: a particle in a cell that float64 calls impossible costs 690 nats, not ∞. */
const LEAST = 1e-300;
/** From this expected count on the expansion in 1/λ is exact to 1e-6. */
const MANY = 200;

/** [cells…, outside], floored. */
function categories(law: CellMasses): Float64Array {
  const all = new Float64Array(law.probabilities.length + 1);
  all.set(law.probabilities);
  all[law.probabilities.length] = law.outside;
  return all.map((p) => Math.max(p, LEAST));
}

/**
 * KL(histogram ‖ law) = Σ (k/n) log(k/(n p)) in nats over all cells and, as the last count, the outside; non-finite
 * particles belong to the outside. RangeError if `counts` has another length than cells + 1. NaN without particles.
 */
export function gridDivergence(counts: ArrayLike<number>, law: CellMasses): number {
  const p = categories(law);
  if (counts.length !== p.length) throw new RangeError(`counts: length ${counts.length} – must be ${p.length}`);
  let n = 0;
  for (let i = 0; i < counts.length; i++) n += counts[i];
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const k = counts[i];
    if (k > 0) sum += (k / n) * Math.log(k / (n * p[i]));
  }
  return n === 0 ? NaN : sum;
}

interface CellMoments {
  readonly mean: number;
  readonly variance: number;
  /** Cov(g, K) */
  readonly slope: number;
  /** What fixing the total n takes off: ½ p λ E[g(K+2) − 2g(K+1) + g(K)]. */
  readonly bound: number;
}

/** Of g(K) = K log(K/λ) − K + λ for Poisson K; g sums over the cells to n·KL because the counts and the λ sum to n. */
function poissonMoments(expected: number, p: number): CellMoments {
  if (expected > MANY) {
    const inverse = 1 / expected;
    return {
      mean: 0.5 + (inverse + inverse * inverse) / 12,
      variance: 0.5 + inverse / 6,
      slope: -inverse / 12,
      bound: 0.5 * p,
    };
  }
  const log = Math.log(expected);
  const g = (k: number): number => (k === 0 ? expected : k * (Math.log(k) - log - 1) + expected);
  const last = expected + 12 * Math.sqrt(expected) + 12;
  let [mean, square, slope, bend] = [0, 0, 0, 0];
  let [now, next, after] = [g(0), g(1), g(2)];
  for (let k = 0, mass = Math.exp(-expected); k <= last; k++, mass *= expected / k) {
    mean += mass * now;
    square += mass * now * now;
    slope += mass * now * (k - expected);
    bend += mass * (after - 2 * next + now);
    [now, next, after] = [next, after, g(k + 3)];
  }
  return { mean, variance: square - mean * mean, slope, bound: 0.5 * p * expected * bend };
}

/**
 * Mean and standard deviation of `gridDivergence` for n exact draws. Cells are independent Poisson counts given their total:
 * expectations are exact for small counts, (B − 1)/2n for large ones, and the total's share is projected out of the variance.
 */
export function divergenceFloor(law: CellMasses, n: number): { readonly mean: number; readonly deviation: number } {
  let [mean, variance, slope] = [0, 0, 0];
  categories(law).forEach((p) => {
    const cell = poissonMoments(n * p, p);
    mean += cell.mean - cell.bound;
    variance += cell.variance - cell.bound;
    slope += cell.slope;
  });
  return { mean: mean / n, deviation: Math.sqrt(Math.max(0, variance - (slope * slope) / n)) / n };
}
