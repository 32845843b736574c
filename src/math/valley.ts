// The lowest point of a curve over the logarithm of x, found by measuring closer and closer around it.

/** `count` values from `from` to `to`, evenly in the logarithm. */
export function logSpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}

export interface Minimum {
  readonly x: number;
  readonly y: number;
  /** Whether the curve rises on both sides. */
  readonly inside: boolean;
}

/** The lowest point of a curve; inside, that of the parabola through its neighbours in log x. NaN values are passed over. */
export function lowest(x: readonly number[], y: readonly number[]): Minimum | undefined {
  let best = -1;
  y.forEach((value, i) => {
    if (Number.isFinite(value) && (best < 0 || value < y[best])) best = i;
  });
  if (best < 0) return undefined;
  const [left, middle, right] = [y[best - 1], y[best], y[best + 1]];
  if (!Number.isFinite(left) || !Number.isFinite(right)) return { x: x[best], y: middle, inside: false };
  const bend = left - 2 * middle + right;
  const shift = bend > 0 ? (left - right) / (2 * bend) : 0;
  const step = Math.log(x[best + 1] / x[best]);
  return { x: x[best] * Math.exp(shift * step), y: middle - ((left - right) * shift) / 4, inside: true };
}

/** Of the grid's step: how far the three places stand apart from which the lowest point is read, coarse to fine. */
const FINER = [1 / 4, 1 / 32] as const;
/** A lowest point that keeps running away is given up. */
const MOST_TRIES = 8;

/**
 * A curve that is measured on a grid, even in log x, and then closer and closer around its lowest point, until the parabola
 * through three places leaves less of that than is shown: a ten-thousandth.
 */
export class Valley {
  readonly #grid: readonly number[];
  readonly #values: number[] = [];
  #three: { readonly x: readonly number[]; readonly y: number[] } | undefined;
  #best: Minimum | undefined;
  #level = 0;
  #tries = 0;

  constructor(grid: readonly number[]) {
    this.#grid = grid;
  }

  /** Where to measure next; undefined once all is known. */
  get next(): number | undefined {
    if (this.#values.length < this.#grid.length) return this.#grid[this.#values.length];
    return this.#three?.x[this.#three.y.length];
  }

  add(value: number): void {
    if (this.#values.length < this.#grid.length) {
      this.#values.push(value);
      if (this.#values.length === this.#grid.length) this.#draw(lowest(this.#grid, this.#values));
      return;
    }
    const three = this.#three;
    if (three?.y.push(value) !== 3) return;
    const found = lowest(three.x, three.y);
    if (found?.inside) this.#level++;
    this.#draw(found && { ...found, inside: true });
  }

  /** On the grid, as far as measured. */
  get curve(): { readonly x: readonly number[]; readonly y: readonly number[] } {
    return { x: this.#grid.slice(0, this.#values.length), y: this.#values };
  }

  /** Once all is known. */
  get best(): Minimum | undefined {
    return this.next === undefined ? this.#best : undefined;
  }

  /** How much of the grid is measured. */
  get done(): number {
    return this.#values.length / this.#grid.length;
  }

  /** Takes the lowest point known so far, and chooses three places around it for the next look. */
  #draw(best: Minimum | undefined): void {
    this.#best = best;
    const more = best?.inside && this.#level < FINER.length && this.#tries++ < MOST_TRIES;
    const reach = Math.log(this.#grid[1] / this.#grid[0]) * FINER[this.#level];
    this.#three = more ? { x: [-1, 0, 1].map((side) => best.x * Math.exp(side * reach)), y: [] } : undefined;
  }
}
