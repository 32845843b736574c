// A large point set deposited on a lattice a quarter of a bandwidth apart, each point shared among its four neighbours so
// that the mean stays where it was. What the sharing adds to the variance, h²/6 on average, is taken off the kernel again:
// sums over points become products along the axes, right to about a percent of what one point contributes.

/** Nodes to a bandwidth, and nodes along an axis at the most. */
const NODES = 4;
const MOST_NODES = 1024;
/** Of a blur, in bandwidths. */
const BLUR_REACH = 3;

export class PointLattice {
  readonly columns: number;
  readonly rows: number;
  /** Places of the columns and of the rows. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** [rows, columns], of sum 1. */
  readonly shares: Float64Array;
  /** Variance of the kernels to be put on the nodes, along x and along y. */
  readonly variances: readonly [number, number];
  readonly #spacings: readonly [number, number];
  readonly #sigma: number;

  /** `points` [n, 2]. */
  constructor(points: Float32Array, sigma: number) {
    const [x, y] = [axisOf(points, 0, sigma), axisOf(points, 1, sigma)];
    this.columns = x.nodes;
    this.rows = y.nodes;
    this.xs = Float64Array.from({ length: x.nodes }, (_, i) => x.first + i * x.spacing);
    this.ys = Float64Array.from({ length: y.nodes }, (_, j) => y.first + j * y.spacing);
    this.#spacings = [x.spacing, y.spacing];
    this.#sigma = sigma;
    this.variances = [varianceOn(x.spacing, sigma), varianceOn(y.spacing, sigma)];
    this.shares = new Float64Array(x.nodes * y.nodes);
    const weight = 2 / points.length;
    for (let i = 0; i < points.length; i += 2) {
      const across = (points[i] - x.first) / x.spacing;
      const up = (points[i + 1] - y.first) / y.spacing;
      const column = Math.min(Math.floor(across), x.nodes - 2);
      const row = Math.min(Math.floor(up), y.nodes - 2);
      const [right, above] = [across - column, up - row];
      const at = row * x.nodes + column;
      this.shares[at] += weight * (1 - right) * (1 - above);
      this.shares[at + 1] += weight * right * (1 - above);
      this.shares[at + x.nodes] += weight * (1 - right) * above;
      this.shares[at + x.nodes + 1] += weight * right * above;
    }
  }

  /** Nodes where the blurred shares have a local maximum, the highest first, at most so many: near the modes. */
  peaks(most: number): (readonly [number, number])[] {
    const { columns, rows, xs, ys } = this;
    const across = blurred(this.shares, columns, 1, rows, columns, this.#taps(0));
    const heights = blurred(across, rows, columns, columns, 1, this.#taps(1));
    const found: number[] = [];
    for (let at = 0; at < heights.length; at++) {
      if (heights[at] > 0 && isPeak(heights, columns, rows, at)) found.push(at);
    }
    found.sort((a, b) => heights[b] - heights[a]);
    return found.slice(0, most).map((at) => [xs[at % columns], ys[Math.floor(at / columns)]] as const);
  }

  #taps(axis: 0 | 1): Float64Array {
    const spacing = this.#spacings[axis];
    const reach = Math.ceil((BLUR_REACH * this.#sigma) / spacing);
    const deviation = Math.max(this.#sigma, spacing / 2);
    return Float64Array.from({ length: 2 * reach + 1 }, (_, k) =>
      Math.exp(-0.5 * (((k - reach) * spacing) / deviation) ** 2),
    );
  }
}

function axisOf(
  points: Float32Array,
  offset: 0 | 1,
  sigma: number,
): { readonly first: number; readonly spacing: number; readonly nodes: number } {
  let [least, most] = [Infinity, -Infinity];
  for (let i = offset; i < points.length; i += 2) {
    if (points[i] < least) least = points[i];
    if (points[i] > most) most = points[i];
  }
  const wanted = Math.ceil(((most - least) * NODES) / sigma) + 1;
  const nodes = Math.max(2, Math.min(MOST_NODES, wanted));
  const spacing = most > least ? (most - least) / (nodes - 1) : sigma / NODES;
  return { first: least, spacing, nodes };
}

/** A lattice as wide as the kernel itself leaves next to nothing to blur with: its cells do it. */
function varianceOn(spacing: number, sigma: number): number {
  return Math.max(sigma * sigma - (spacing * spacing) / 6, (spacing * spacing) / 64);
}

/** One axis of `length` entries `stride` apart, for each of `lines` that are `apart` from each other. */
function blurred(
  values: Float64Array,
  length: number,
  stride: number,
  lines: number,
  apart: number,
  taps: Float64Array,
): Float64Array {
  const reach = (taps.length - 1) / 2;
  const result = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      const value = values[line * apart + i * stride];
      if (value === 0) continue;
      const [from, to] = [Math.max(0, i - reach), Math.min(length - 1, i + reach)];
      for (let k = from; k <= to; k++) result[line * apart + k * stride] += value * taps[k - i + reach];
    }
  }
  return result;
}

function isPeak(heights: Float64Array, columns: number, rows: number, at: number): boolean {
  const [column, row] = [at % columns, Math.floor(at / columns)];
  for (let j = Math.max(0, row - 1); j <= Math.min(rows - 1, row + 1); j++) {
    for (let i = Math.max(0, column - 1); i <= Math.min(columns - 1, column + 1); i++) {
      const other = j * columns + i;
      // Of two equal neighbours the first one counts.
      if (heights[other] > heights[at] || (heights[other] === heights[at] && other < at)) return false;
    }
  }
  return true;
}
