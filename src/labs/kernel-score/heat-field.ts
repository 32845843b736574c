// Log density and score on a grid, in stages: a few points on a coarse grid at once, then more, then all. In more than two
// dimensions the picture is that of the first two coordinates, whose kernel density is the marginal of the whole one.
import type { Backend } from '../../compute/backend';
import type { Box } from '../../targets/target';
import type { Field, FieldOptions } from '../../experiment/lab';
import type { Lattice } from '../../score/lattice';
import { planeOf, type PointCloud } from '../../experiment/point-cloud';
import { leadingRows, Probe } from '../../score/density-probe';
import type { Settings } from './parameters';

/** Points of the quick picture and of the one between. */
const QUICK_POINTS = 2_048;
const MIDDLE_POINTS = 65_536;
/** The quick picture has a sixteenth of the nodes: some six million pairs, below a tenth of a second anywhere. */
const QUICK_SHARE = 1 / 16;
/** Pairs that a CPU in double precision goes through in about half a second. */
const REFERENCE_PAIRS = 2e6;

export class HeatField {
  readonly #backend: Backend;
  readonly #cloud: PointCloud;
  readonly #points: Float32Array;
  readonly #width: 1 | 2;
  readonly #sizes: readonly number[];
  readonly #probes = new Map<number, Probe>();

  constructor(backend: Backend, cloud: PointCloud) {
    this.#backend = backend;
    this.#cloud = cloud;
    this.#width = cloud.dimension === 1 ? 1 : 2;
    this.#points = cloud.dimension === 1 ? cloud.values : planeOf(cloud);
    this.#sizes = [...new Set([QUICK_POINTS, MIDDLE_POINTS, cloud.count].filter((size) => size <= cloud.count))];
  }

  /** How many stages there are; the last is exact. */
  get stages(): number {
    return this.#sizes.length;
  }

  get label(): string {
    return this.#cloud.dimension > 2 ? 'log density of the first two coordinates' : 'log density';
  }

  async evaluate(
    box: Box,
    columns: number,
    rows: number,
    current: Settings,
    { values = {}, stage = this.stages - 1, signal }: FieldOptions = {},
  ): Promise<Field> {
    const { sigma, method: chosen } = { ...current, ...values };
    const isQuick = stage === 0 && this.stages > 1;
    // Choosing a method costs more than the quick picture.
    const method = isQuick ? 'direct' : chosen === 'grid' && this.#width === 1 ? 'auto' : chosen;
    const probe = this.#probe(Math.min(stage, this.stages - 1));
    const grid = this.#grid(box, columns, rows, probe.count, stage);
    const queries = gridNodes(grid, this.#width);
    const { score, logDensity } = await probe.ask({
      queries,
      sigma,
      method,
      // The slider may move any moment, and the quick picture is to come soon then.
      ...(isQuick ? { urgent: true } : { background: true }),
      ...(signal ? { signal } : {}),
    });
    return this.#width === 2 ? { ...grid, logDensity, score } : stretched(grid, logDensity, score);
  }

  dispose(): void {
    for (const probe of this.#probes.values()) probe.dispose();
  }

  #probe(stage: number): Probe {
    const size = this.#sizes[stage];
    const known =
      this.#probes.get(size) ?? new Probe(this.#backend, leadingRows(this.#points, this.#width, size), this.#width);
    this.#probes.set(size, known);
    return known;
  }

  #grid(box: Box, columns: number, rows: number, points: number, stage: number): Grid {
    const quick = stage < this.stages - 1 && stage === 0 ? QUICK_SHARE : 1;
    const affordable = this.#backend.kind === 'reference' ? REFERENCE_PAIRS / (points * columns * rows) : 1;
    const shrink = Math.sqrt(Math.min(quick, affordable, 1));
    return { box, columns: Math.max(8, Math.round(columns * shrink)), rows: Math.max(8, Math.round(rows * shrink)) };
  }
}

type Grid = Pick<Field, 'box' | 'columns' | 'rows'>;

/** The lattice of the nodes; on a line its columns alone, [columns, 1]. */
function gridNodes({ box, columns, rows }: Grid, width: 1 | 2): Float32Array | Lattice {
  const axis = (from: number, to: number, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
  const xs = axis(box.minX, box.maxX, columns);
  return width === 1 ? xs : { xs, ys: axis(box.minY, box.maxY, rows) };
}

/** One row repeated: on a line nothing depends on the height. */
function stretched(grid: Grid, line: Float32Array, slope: Float32Array): Field {
  const { columns, rows } = grid;
  const logDensity = new Float32Array(columns * rows);
  const score = new Float32Array(2 * columns * rows);
  for (let i = 0; i < columns * rows; i++) {
    logDensity[i] = line[i % columns];
    score[2 * i] = slope[i % columns];
  }
  return { ...grid, logDensity, score };
}
