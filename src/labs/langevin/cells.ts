// The histogram of the chains on a grid, against the exact law of the cells: marginals, and the distance to the law.
import { GpuFaultError, type Backend, type DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { cellCounts } from '../../kernels/cell-counts';
import type { Target } from '../../targets/target';
import type { Histogram } from '../../experiment/lab';
import type { ChainSet } from './chain-set';
import type { Settings } from './settings';
import { divergenceFloor, gridDivergence } from './theory/grid-divergence';
import { cellLaw, marginalDensities, type CellLaw } from './theory/grid-law';

/** Cells in each direction. */
const SIDE = 64;

export interface CellReading {
  /** [rows, columns, then outside (non-finite chains included)] */
  readonly counts: Float64Array;
  readonly finite: number;
}

/** Below it a mode is far narrower than a cell, and along a ridge the integral over cells takes seconds. */
const LEAST_NOISE = 0.03;

export class Cells {
  readonly #backend: Backend;
  readonly #counts: DeviceArray;
  #lawOf: { readonly target: Target; readonly temperature: number; readonly law: CellLaw } | undefined;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#counts = scope.create('cell counts', 'u32', SIDE * SIDE + 2);
  }

  async count(chains: ChainSet): Promise<CellReading> {
    const { domain } = chains.settings.target;
    await this.#backend.prepare(cellCounts);
    this.#backend.clear(this.#counts);
    const arrays = { positions: chains.positions, counts: this.#counts };
    this.#backend.dispatch(cellCounts, {
      arrays,
      params: { ...domain, columns: SIDE, rows: SIDE },
      threads: chains.count,
    });
    const raw = await this.#backend.read(this.#counts);
    const counts = Float64Array.from(raw.subarray(0, SIDE * SIDE + 1));
    const nonFinite = Number(raw[SIDE * SIDE + 1]);
    counts[SIDE * SIDE]! += nonFinite;
    const total = counts.reduce((sum, value) => sum + value, 0);
    if (total !== chains.count)
      throw new GpuFaultError(`the device sorted ${total} chains of ${chains.count} into cells`);
    return { counts, finite: chains.count - nonFinite };
  }

  /** The law that the chains tend to: p, or p^(1/τ²); undefined where it is no more than its modes, as without noise. */
  law({ target, noise }: Settings): CellLaw | undefined {
    if (noise < LEAST_NOISE) return undefined;
    const temperature = noise * noise;
    if (this.#lawOf?.target !== target || this.#lawOf.temperature !== temperature) {
      this.#lawOf = { target, temperature, law: cellLaw(target, target.domain, SIDE, SIDE, temperature) };
    }
    return this.#lawOf.law;
  }
}

/** KL from the law in nats, with what exact draws of the same number would show. */
export function divergence(
  reading: CellReading,
  law: CellLaw,
): { readonly value: number; readonly floor: number; readonly deviation: number } {
  const chains = reading.counts.reduce((sum, value) => sum + value, 0);
  const { mean, deviation } = divergenceFloor(law, chains);
  return { value: gridDivergence(reading.counts, law), floor: mean, deviation };
}

/** Both marginals as densities over the domain. */
export function marginals(
  target: Target,
  run: CellReading,
  twin: CellReading | undefined,
  law: CellLaw | undefined,
): Histogram[] {
  const { domain } = target;
  const exact = law && marginalDensities(law);
  const none = new Float64Array(SIDE).fill(Number.NaN);
  const measured = densities(run, domain.maxX - domain.minX, domain.maxY - domain.minY);
  const other = twin && densities(twin, domain.maxX - domain.minX, domain.maxY - domain.minY);
  return (['x', 'y'] as const).map((axis) => ({
    title: `Marginal of ${axis}`,
    axis: axis === 'x' ? 0 : 1,
    unit: law ? 'histogram, exact law' : 'histogram',
    min: axis === 'x' ? domain.minX : domain.minY,
    max: axis === 'x' ? domain.maxX : domain.maxY,
    measured: measured[axis],
    exact: exact?.[axis] ?? none,
    ...(other ? { twin: other[axis] } : {}),
  }));
}

function densities(
  { counts }: CellReading,
  width: number,
  height: number,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const total = counts.reduce((sum, value) => sum + value, 0);
  const x = new Float64Array(SIDE);
  const y = new Float64Array(SIDE);
  for (let cell = 0; cell < SIDE * SIDE; cell++) {
    const share = Number(counts[cell]) / total;
    x[cell % SIDE]! += (share * SIDE) / width;
    y[Math.floor(cell / SIDE)]! += (share * SIDE) / height;
  }
  return { x, y };
}
