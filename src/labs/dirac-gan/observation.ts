// Order statistics of a cloud of trajectories, counted on the device.
import { GpuFaultError, type Backend, type DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { diracRadii, radiiElements, radiiThreads, readRadii, type Radii } from '../../kernels/dirac-radii';
import type { TrajectorySet } from './trajectory-set';
import { energyForm, type QuadraticForm } from './theory/orbits';

export interface EnergyStatistics {
  readonly finite: number;
  readonly nonFinite: number;
  /** θ² + ψ², or another form, to 1e-5 of itself: NaN when no trajectory is finite. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Shares of the trajectories below the numbers that are told. */
const SHARES = [0.05, 0.5, 0.95] as const;

export class Observer {
  readonly #backend: Backend;
  readonly #counts: DeviceArray;
  readonly #parts: readonly DeviceArray[];

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#counts = scope.create('radii', 'u32', radiiElements);
    this.#parts = SHARES.flatMap((share) => [share, share]).map((share) =>
      scope.create(`radii near ${share}`, 'u32', radiiElements),
    );
  }

  /** Median and 5 to 95 % band over all trajectories of the set, interpolated between neighbours. */
  async energies(set: TrajectorySet, form: QuadraticForm = energyForm): Promise<EnergyStatistics> {
    const radii = await this.#radii(set, form);
    const { finite, nonFinite } = radii;
    const ranks = SHARES.map((share) => share * (finite - 1));
    if (finite === 0) return { finite, nonFinite, low: Number.NaN, median: Number.NaN, high: Number.NaN };
    // The bin of each neighbour once more, divided as finely as all were before.
    const neighbours = ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]);
    const squares = await this.#refined(set, form, radii, neighbours);
    const [low, median, high] = ranks.map((rank, i) => {
      const [first, last] = [squares[2 * i], squares[2 * i + 1]];
      return first + (rank - Math.floor(rank)) * (last - first);
    });
    return { finite, nonFinite, low, median, high };
  }

  /** Squares of the radii of these ranks. */
  async #refined(set: TrajectorySet, form: QuadraticForm, radii: Radii, ranks: readonly number[]): Promise<number[]> {
    const parts = ranks.map((rank) => radii.binOf(rank));
    const known = new Map<number, Promise<Radii>>();
    for (const { edges } of parts) {
      if (known.has(edges[0])) continue;
      const counts = this.#parts[known.size];
      this.#backend.clear(counts);
      this.#backend.write(counts, edges);
      this.#count(set, form, counts, 1);
      known.set(edges[0], this.#backend.read(counts).then(readRadii));
    }
    await Promise.all(known.values());
    return Promise.all(
      parts.map(async ({ edges, below }, i) => ((await known.get(edges[0]))?.at(ranks[i] - below) ?? Number.NaN) ** 2),
    );
  }

  async #radii(set: TrajectorySet, form: QuadraticForm): Promise<Radii> {
    const backend = this.#backend;
    await backend.prepare(diracRadii);
    backend.clear(this.#counts);
    for (const second of [0, 1]) this.#count(set, form, this.#counts, second);
    const radii = readRadii(await backend.read(this.#counts));
    const counted = radii.finite + radii.nonFinite;
    if (counted !== set.size) throw new GpuFaultError(`the device counted ${counted} trajectories of ${set.size}`);
    return radii;
  }

  #count(set: TrajectorySet, form: QuadraticForm, counts: DeviceArray, second: number): void {
    const arrays = { positions: set.positions, counts };
    this.#backend.dispatch(diracRadii, { arrays, params: { ...form, second, count: set.size }, threads: radiiThreads });
  }
}
