// The kernel density of many points of the plane at one place in float64: log density, score and Hessian from one pair of
// passes over the points. MATHS.md 3.2, 3.3.

export interface KernelValue {
  /** Nats. */
  readonly logDensity: number;
  readonly score: readonly [number, number];
  /** ∇² log q as [xx, xy, yy]. */
  readonly hessian: readonly [number, number, number];
}

/** A weight below e⁻⁴⁰ of the largest does not change a float64 sum of a million. */
const REACH = 40;
/** Places that are remembered: a search for modes, and whoever shows them, asks for the same ones again and again. */
const MOST_KNOWN = 256;

export class KernelSums {
  readonly #points: Float32Array;
  readonly #variance: number;
  readonly #known = new Map<string, KernelValue>();

  /** `points` [n, 2]. */
  constructor(points: Float32Array, variance: number) {
    this.#points = points;
    this.#variance = variance;
  }

  at(x: number, y: number): KernelValue {
    const key = `${x} ${y}`;
    let value = this.#known.get(key);
    if (!value) {
      value = this.#sum(x, y);
      if (this.#known.size >= MOST_KNOWN) this.#known.delete(this.#known.keys().next().value as string);
      this.#known.set(key, value);
    }
    return value;
  }

  #sum(x: number, y: number): KernelValue {
    const points = this.#points;
    const variance = this.#variance;
    let least = Infinity;
    for (let i = 0; i < points.length; i += 2) {
      const square = (points[i] - x) ** 2 + (points[i + 1] - y) ** 2;
      if (square < least) least = square;
    }
    const cut = least + 2 * variance * REACH;
    let [total, sumX, sumY, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < points.length; i += 2) {
      const dx = points[i] - x;
      const dy = points[i + 1] - y;
      const square = dx * dx + dy * dy;
      if (!(square <= cut)) continue;
      const weight = Math.exp((least - square) / (2 * variance));
      total += weight;
      sumX += weight * dx;
      sumY += weight * dy;
      xx += weight * dx * dx;
      xy += weight * dx * dy;
      yy += weight * dy * dy;
    }
    const [mx, my] = [sumX / total, sumY / total];
    const squared = variance * variance;
    return {
      logDensity: Math.log(total / (points.length * Math.PI * variance)) - least / (2 * variance),
      score: [mx / variance, my / variance],
      hessian: [
        (xx / total - mx * mx) / squared - 1 / variance,
        (xy / total - mx * my) / squared,
        (yy / total - my * my) / squared - 1 / variance,
      ],
    };
  }
}
