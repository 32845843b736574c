// The law of unadjusted chains in the plane, on any target with a bounded curvature, step by step on a grid:
// p'(y) = ∫ p(x) N(y; x + γ s(x), 2γτ² I) dx. MATHS.md 3.1, claim L12.
//
// p is a sum of Gaussians as wide as the noise, so that the trapezoidal rule at 0.8 of their deviation is exact to about 10⁻⁶; where the
// step is steep the Gaussian is narrower in x than it is in y, and the nodes stand closer. The last step goes from the nodes to cells by
// error functions.
import { addProduct, intervalRun, nodeRun, type Run } from '../math/gaussian-runs';
import { logNormalDensity } from '../math/special';
import { symmetricSpectrum } from '../math/spectrum';
import type { Start } from '../math/start-law';
import type { CellLaw, Grid } from './cell-law';
import type { Box, Target, Vector2 } from './target';

type Source = Pick<Target, 'logDensity' | 'score' | 'hessian' | 'modes' | 'domain' | 'components'>;

interface Lattice {
  readonly minX: number;
  readonly minY: number;
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
}

/** Masses at the nodes of a square lattice, row by row. */
interface Masses extends Lattice {
  readonly values: Float64Array;
}

/** In deviations of the noise: the spacing; the same where it is seen from x; that of a start with an edge; and where tails are cut. */
const SPACING = 0.8;
const STEEP_SPACING = 1.75;
const EDGE_SPACING = 0.4;
const REACH = 5.5;
const NEGLIGIBLE = 1e-11;
/** The lattice holds the domain and this share of it more on every side, and in the beginning wherever the law is. */
const MARGIN = 0.2;
/** Steps after which it is chosen anew: each of the first, while a wide start falls in; then now and then. */
const RESETTLED = { first: 16, every: 32 } as const;
/** A lattice of more nodes than this over both is for the most part the way between: then it goes with the law, step by step. */
const MOST_BETWEEN = 2;
/** Nodes of any lattice: 8 MiB. A law that needs more is flung ever farther out. */
const MOST_NODES = 2 ** 20;
/** What may be lost over its edges. */
const LOST = 1e-4;
/** The law is at rest when it changes by less than this, summed over the nodes, in so many steps. */
const AT_REST = { change: 1e-6, steps: 32 } as const;
/** Saddles lower than this below the highest mode carry no mass to speak of. */
const SADDLE_DEPTH = 12;

/** Where the noise of one node goes to along each axis. */
interface Spread {
  readonly x: Run;
  readonly y: Run;
}

export class PlaneLaw {
  readonly #target: Source;
  readonly #step: number;
  readonly #deviation: number;
  readonly #spacing: number;
  #law: Masses;
  /** From the nodes of the lattice onto the same, as far as they were needed. */
  #spreads: (Spread | undefined)[] = [];
  #done = 0;
  #atRest = false;
  /** The lattice is where the law is now, not where it goes to. */
  #isAway = false;
  #isLost = false;
  #before: Float64Array = new Float64Array(0);

  /** For γ below the limit of every mode and τ > 0. */
  constructor(target: Source, start: Start, step: number, noise: number) {
    this.#target = target;
    this.#step = step;
    this.#deviation = noise * Math.sqrt(2 * step);
    this.#spacing = this.#deviation * Math.min(SPACING, STEEP_SPACING / steepness(target, step));
    this.#law = startMasses(start, this.#deviation);
  }

  /** Nodes of a lattice over the domain: what a step costs is in proportion. */
  get size(): number {
    const { minX, maxX, minY, maxY } = this.#target.domain;
    return ((maxX - minX) * (maxY - minY)) / this.#spacing ** 2;
  }

  /** Nodes that carry mass at the moment. */
  get width(): number {
    return occupied(this.#law).length;
  }

  /** It has left every lattice: nothing more is known of it. */
  get isLost(): boolean {
    return this.#isLost || sum(this.#law.values) <= 1 - LOST;
  }

  /** Goes on to `steps` steps, or as far as so many products reach; whether it is there. */
  follow(steps: number, budget: number): boolean {
    for (let left = budget; this.#done < steps && !this.#atRest && !this.#isLost;) {
      if (left <= 0) return false;
      left -= this.#advance();
      if (this.#done % AT_REST.steps === 0) this.#compare();
    }
    return !this.isLost;
  }

  /** The masses of cells after one step more than have been followed. */
  cells(grid: Grid): CellLaw {
    const { box, columns, rows } = grid;
    const probabilities = new Float64Array(columns * rows);
    const inX = { min: box.minX, width: (box.maxX - box.minX) / columns, count: columns };
    const inY = { min: box.minY, width: (box.maxY - box.minY) / rows, count: rows };
    for (const at of occupied(this.#law)) {
      const [x, y] = this.#image(at);
      const across = intervalRun(inX, x, this.#deviation, REACH);
      const up = intervalRun(inY, y, this.#deviation, REACH);
      addProduct(probabilities, columns, this.#law.values[at], across, up);
    }
    return { ...grid, probabilities, outside: Math.max(0, 1 - sum(probabilities)) };
  }

  /** One step; the products that it cost. */
  #advance(): number {
    const nodes = occupied(this.#law);
    const isNew = this.#isAway || this.#done < RESETTLED.first || this.#done % RESETTLED.every === 0;
    const images = isNew ? nodes.map((at) => this.#image(at)) : [];
    const to = isNew ? this.#latticeAround(images) : this.#law;
    this.#isLost = !to;
    if (!to) return 0;
    const result = new Float64Array(to.columns * to.rows);
    let cost = 0;
    nodes.forEach((at, k) => {
      const spread = isNew
        ? this.#spread(images[k] as Vector2, to)
        : (this.#spreads[at] ??= this.#spread(this.#image(at), to));
      cost += addProduct(result, to.columns, this.#law.values[at], spread.x, spread.y);
    });
    if (isNew) this.#spreads = [];
    this.#law = { ...to, values: result };
    this.#done++;
    return cost + (isNew ? nodes.length * (this.#target.components?.length ?? 1) : 0);
  }

  #image(at: number): Vector2 {
    const { minX, minY, spacing, columns } = this.#law;
    const [x, y] = [minX + (at % columns) * spacing, minY + Math.floor(at / columns) * spacing];
    const [scoreX, scoreY] = this.#target.score(x, y);
    return [x + this.#step * scoreX, y + this.#step * scoreY];
  }

  /** Over the domain and wherever the law goes to, or, of a law far off, there alone; undefined beyond what can be held. */
  #latticeAround(images: readonly Vector2[]): Lattice | undefined {
    const reach = REACH * this.#deviation;
    const around = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
    for (const [x, y] of images) {
      [around.minX, around.maxX] = [Math.min(around.minX, x - reach), Math.max(around.maxX, x + reach)];
      [around.minY, around.maxY] = [Math.min(around.minY, y - reach), Math.max(around.maxY, y + reach)];
    }
    const home = latticeOver(widened(this.#target.domain), this.#spacing);
    const apart = latticeOver(around, this.#spacing);
    const both = latticeOver(hull(widened(this.#target.domain), around), this.#spacing);
    this.#isAway = !(
      both.columns * both.rows <=
      MOST_BETWEEN * (home.columns * home.rows + apart.columns * apart.rows)
    );
    const chosen = this.#isAway ? apart : both;
    // Also where the steps have left every bound, and the numbers are none.
    return chosen.columns * chosen.rows <= MOST_NODES ? chosen : undefined;
  }

  #spread([x, y]: Vector2, { minX, minY, spacing: width, columns, rows }: Lattice): Spread {
    return {
      x: nodeRun({ min: minX, width, count: columns }, x, this.#deviation, REACH),
      y: nodeRun({ min: minY, width, count: rows }, y, this.#deviation, REACH),
    };
  }

  #compare(): void {
    const { values } = this.#law;
    const before = this.#before;
    const isSameLattice = before.length === values.length;
    this.#atRest =
      isSameLattice && values.reduce((total, value, i) => total + Math.abs(value - before[i]), 0) < AT_REST.change;
    this.#before = values;
  }
}

function widened({ minX, maxX, minY, maxY }: Box): Box {
  const [x, y] = [MARGIN * (maxX - minX), MARGIN * (maxY - minY)];
  return { minX: minX - x, maxX: maxX + x, minY: minY - y, maxY: maxY + y };
}

function hull(a: Box, b: Box): Box {
  return {
    minX: Math.min(a.minX, b.minX),
    maxX: Math.max(a.maxX, b.maxX),
    minY: Math.min(a.minY, b.minY),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

function latticeOver({ minX, maxX, minY, maxY }: Box, spacing: number): Lattice {
  const [columns, rows] = [maxX - minX, maxY - minY].map((length) => Math.ceil(length / spacing) + 1) as [
    number,
    number,
  ];
  return { minX, minY, spacing, columns, rows };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function occupied({ values }: Masses): number[] {
  const nodes: number[] = [];
  values.forEach((value, at) => {
    if (value > NEGLIGIBLE) nodes.push(at);
  });
  return nodes;
}

/** A normal start at nodes as any smooth density, a uniform one in cells that end where it ends. */
function startMasses({ kind, x, y, scale }: Start, deviation: number): Masses {
  if (kind === 'point') return { minX: x, minY: y, spacing: 0, columns: 1, rows: 1, values: Float64Array.of(1) };
  const half = kind === 'normal' ? REACH * scale : scale;
  const wanted = kind === 'normal' ? SPACING * Math.min(deviation, scale) : EDGE_SPACING * deviation;
  const count = Math.ceil((2 * half) / wanted);
  const spacing = (2 * half) / count;
  const nodes = Float64Array.from({ length: count }, (_, i) => (i + 0.5) * spacing - half);
  const line = nodes.map((node) =>
    kind === 'normal' ? spacing * Math.exp(logNormalDensity(node, scale * scale)) : 1 / count,
  );
  const values = Float64Array.from(
    { length: count * count },
    (_, at) => line[at % count] * line[Math.floor(at / count)],
  );
  return { minX: x + nodes[0], minY: y + nodes[0], spacing, columns: count, rows: count, values };
}

/** The largest stretch of x + γ s(x) on the saddles between modes, where it is steeper than 1. */
function steepness({ modes, logDensity, hessian }: Source, step: number): number {
  const top = modes.reduce((most, mode) => Math.max(most, logDensity(...mode)), -Infinity);
  let steepest = 1;
  modes.forEach(([x, y], i) => {
    for (const [u, v] of modes.slice(0, i)) {
      const middle = [(x + u) / 2, (y + v) / 2] as const;
      if (logDensity(...middle) < top - SADDLE_DEPTH) continue;
      steepest = Math.max(steepest, 1 + step * symmetricSpectrum(hessian(...middle)).values[1]);
    }
  });
  return steepest;
}
