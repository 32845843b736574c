// Order statistics of θ² + ψ² over a set of trajectories, counted on the device.
import { GpuFaultError, type Backend, type DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { diracRadii, radiiElements, radiiThreads, readRadii, type Radii } from '../kernels/dirac-radii';
import { energyForm, type QuadraticForm } from '../math/dirac-orbits';

export interface Quantiles {
  readonly finite: number;
  readonly nonFinite: number;
  /** θ² + ψ², or another form, at 5, 50 and 95 %, to 1e-5 of itself: NaN when no trajectory is finite. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

type Trajectories = Readonly<{ positions: DeviceArray; size: number }>;

/** Shares of the trajectories below the numbers that are told. */
const SHARES = [0.05, 0.5, 0.95] as const;

export class EnergyQuantiles {
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

  /** Over all trajectories of the set, interpolated between neighbours. */
  async of(set: Trajectories, form: QuadraticForm = energyForm): Promise<Quantiles> {
    await this.#backend.prepare(diracRadii);
    this.#backend.clear(this.#counts);
    for (const second of [0, 1]) this.#count(set, form, this.#counts, second);
    const radii = readRadii(await this.#backend.read(this.#counts));
    const { finite, nonFinite } = radii;
    const counted = finite + nonFinite;
    if (counted !== set.size) throw new GpuFaultError(`the device counted ${counted} trajectories of ${set.size}`);
    if (finite === 0) return { finite, nonFinite, low: Number.NaN, median: Number.NaN, high: Number.NaN };
    const ranks = SHARES.map((share) => share * (finite - 1));
    const neighbours = ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]);
    const squares = await this.#squares(set, form, radii, neighbours);
    const [low, median, high] = ranks.map((rank, i) => {
      const [first, last] = [squares[2 * i], squares[2 * i + 1]];
      return first + (rank - Math.floor(rank)) * (last - first);
    });
    return { finite, nonFinite, low, median, high };
  }

  /** Of the radii of these ranks: the bin of each is divided as finely as all were before. */
  #squares(set: Trajectories, form: QuadraticForm, radii: Radii, ranks: readonly number[]): Promise<number[]> {
    const square = async (rank: number, i: number): Promise<number> => {
      const { edges, below } = radii.binOf(rank);
      const counts = this.#parts[i];
      this.#backend.clear(counts);
      this.#backend.write(counts, edges);
      this.#count(set, form, counts, 1);
      return readRadii(await this.#backend.read(counts)).at(rank - below) ** 2;
    };
    return Promise.all(ranks.map(square));
  }

  #count({ positions, size }: Trajectories, form: QuadraticForm, counts: DeviceArray, second: number): void {
    const params = { ...form, second, count: size };
    this.#backend.dispatch(diracRadii, { arrays: { positions, counts }, params, threads: radiiThreads });
  }
}
