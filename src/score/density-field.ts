// Score and log density of a point set on a grid of the plane, in stages: a few points on a coarse grid at once, then more,
// then all.
import type { Backend } from '../compute/backend';
import type { Box } from '../targets/target';
import { DensityQueue, leadingRows, type DensityRequest } from './density-queue';
import { gridOver, type Lattice } from './lattice';

/** Points of the quick picture and of the one between. */
const QUICK_POINTS = 2_048;
const MIDDLE_POINTS = 65_536;
/** The quick picture has a sixteenth of the nodes: some six million pairs, below a tenth of a second anywhere. */
const QUICK_SHARE = 1 / 16;
/** Pairs that a CPU in double precision goes through in about half a second. */
const REFERENCE_PAIRS = 2e6;

export interface FieldRequest extends Pick<DensityRequest, 'sigma' | 'method' | 'signal'> {
  /** Default: the last, which is exact. */
  readonly stage?: number | undefined;
  /** A quick picture on a sixteenth of the nodes; default: in the first of several stages. */
  readonly isQuick?: boolean;
}

/** At the nodes of a regular grid whose corners are the box's, row by row from minY. */
export interface GridScore {
  readonly box: Box;
  readonly columns: number;
  readonly rows: number;
  /** [rows, columns] */
  readonly logDensity: Float32Array;
  /** [rows, columns, 2] */
  readonly score: Float32Array;
}

export class DensityField {
  readonly #backend: Backend;
  readonly #points: Float32Array;
  readonly #width: 1 | 2;
  readonly #sizes: readonly number[];
  readonly #densities = new Map<string, DensityQueue>();

  /** `points` [n, width], any leading rows as good a sample as any others; on a line nothing depends on the height. */
  constructor(backend: Backend, points: Float32Array, width: 1 | 2) {
    this.#backend = backend;
    this.#points = points;
    this.#width = width;
    const count = points.length / width;
    this.#sizes = [...new Set([QUICK_POINTS, MIDDLE_POINTS, count].filter((size) => size <= count))];
  }

  /** How many stages there are; the last is exact. */
  get stages(): number {
    return this.#sizes.length;
  }

  async evaluate(box: Box, columns: number, rows: number, request: FieldRequest): Promise<GridScore> {
    const { stage = this.stages - 1, method = 'auto', isQuick = stage === 0 && this.stages > 1, ...rest } = request;
    const isLine = this.#width === 1;
    const density = this.#densityOf(Math.min(stage, this.stages - 1), isQuick);
    const shrink = Math.sqrt(this.#share(density.count * columns * rows, isQuick));
    const size = (nodes: number): number => Math.max(8, Math.round(nodes * shrink));
    const lattice = gridOver(box, size(columns), size(rows));
    const answer = await density.ask({
      ...rest,
      queries: isLine ? lattice.xs : lattice,
      // Choosing a method costs more than the quick picture.
      method: isQuick ? 'direct' : method,
      // The slider may move any moment, and the quick picture is to come soon then.
      ...(isQuick ? { urgent: true } : { background: true }),
    });
    const grid = { box, columns: lattice.xs.length, rows: lattice.ys.length };
    return { ...grid, ...(isLine ? stretched(lattice, answer) : answer) };
  }

  /** Idempotent. */
  dispose(): void {
    for (const density of this.#densities.values()) density.dispose();
  }

  /** The quick picture stands in no queue behind others: they wait for it. */
  #densityOf(stage: number, isQuick: boolean): DensityQueue {
    const size = this.#sizes[stage];
    const key = `${size} ${isQuick}`;
    const known =
      this.#densities.get(key) ??
      new DensityQueue(this.#backend, leadingRows(this.#points, this.#width, size), this.#width);
    this.#densities.set(key, known);
    return known;
  }

  /** Of the nodes. */
  #share(pairs: number, isQuick: boolean): number {
    const affordable = this.#backend.kind === 'reference' ? REFERENCE_PAIRS / pairs : 1;
    return Math.min(isQuick ? QUICK_SHARE : 1, affordable);
  }
}

/** One row repeated. */
function stretched(
  { xs, ys }: Lattice,
  line: Pick<GridScore, 'logDensity' | 'score'>,
): Pick<GridScore, 'logDensity' | 'score'> {
  const nodes = xs.length * ys.length;
  const score = new Float32Array(2 * nodes);
  for (let i = 0; i < nodes; i++) score[2 * i] = line.score[i % xs.length];
  return { score, logDensity: Float32Array.from({ length: nodes }, (_, i) => line.logDensity[i % xs.length]) };
}
