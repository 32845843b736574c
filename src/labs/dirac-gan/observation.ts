// Order statistics of a cloud of trajectories, counted on the device.
import { GpuFaultError, type Backend, type DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { diracRadii, radiiElements, radiiThreads, readRadii, type Radii } from '../../kernels/dirac-radii';
import type { TrajectorySet } from './trajectory-set';
import { energyForm, type QuadraticForm } from './theory/orbits';

export interface EnergyStatistics {
  readonly finite: number;
  readonly nonFinite: number;
  /** θ² + ψ², or another form: NaN when no trajectory is finite. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export class Observer {
  readonly #backend: Backend;
  readonly #counts: DeviceArray;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#counts = scope.create('radii', 'u32', radiiElements);
  }

  /** Median and 5 to 95 % band over all trajectories of the set. */
  async energies(set: TrajectorySet, form: QuadraticForm = energyForm): Promise<EnergyStatistics> {
    const radii = await this.#radii(set, form);
    const share = (quantile: number): number => square(radii.quantile(quantile));
    return {
      finite: radii.finite,
      nonFinite: radii.nonFinite,
      low: share(0.05),
      median: share(0.5),
      high: share(0.95),
    };
  }

  async #radii(set: TrajectorySet, form: QuadraticForm): Promise<Radii> {
    const backend = this.#backend;
    await backend.prepare(diracRadii);
    backend.clear(this.#counts);
    const arrays = { positions: set.positions, counts: this.#counts };
    for (const second of [0, 1]) {
      backend.dispatch(diracRadii, { arrays, params: { ...form, second, count: set.size }, threads: radiiThreads });
    }
    const radii = readRadii(await backend.read(this.#counts));
    const counted = radii.finite + radii.nonFinite;
    if (counted !== set.size) throw new GpuFaultError(`the device counted ${counted} trajectories of ${set.size}`);
    return radii;
  }
}

function square(radius: number): number {
  return radius * radius;
}
