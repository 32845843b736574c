// A run of many starts and its twin, which begins at the same places and takes the same batches another way. MATHS.md 1.3 to 1.5.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { nonFiniteRows } from '../math/vectors';
import type { PacedWork } from '../score/paced-work';
import { Batches } from './batches';
import type { Ensemble, StartBounds, StepLength } from './ensemble';
import { MixtureEnsemble } from './mixture-ensemble';
import { PcaEnsemble } from './pca-ensemble';
import type { RunPoints } from './start-places';
import type { StartShape } from './start-shape';
import { scaleOf, type Way } from './ways';

/** What may change on the way. */
export interface StepSettings {
  readonly batch: number;
  /** ρ = (t + τ)^−κ */
  readonly tau: number;
  readonly kappa: number;
  readonly rate: number;
  /** Least variance, as a share of the data's. */
  readonly floor: number;
}

export interface StartsRunOptions {
  readonly backend: Backend;
  readonly seed: number;
  readonly points: RunPoints;
  readonly shape: StartShape;
  /** R */
  readonly starts: number;
  readonly innerSteps: number;
  /** Of the run, and of its twin where there is one. */
  readonly ways: readonly [Way, ...Way[]];
  readonly settings: StepSettings;
}

/** What was read of one ensemble. */
export interface Seen extends StartBounds {
  /** Row-major [R, rows]. */
  readonly theta: Float64Array<ArrayBuffer>;
  /** Starts with a number that is not finite. */
  readonly lost: number;
  /** The start with the largest evidence. */
  readonly best: number;
}

interface Moving {
  readonly ensemble: Ensemble;
  readonly way: Way;
}

export class StartsRun {
  readonly #points: RunPoints;
  readonly #scope: Scope;
  readonly #batches: Batches;
  readonly #backend: Backend;
  readonly #moving: readonly [Moving, ...Moving[]];
  #settings: StepSettings;
  /** Which of them the step under way has come to. */
  #turn = 0;

  constructor({ backend, seed, points, ways, settings, ...options }: StartsRunOptions) {
    this.#backend = backend;
    this.#points = points;
    this.#settings = settings;
    this.#scope = new Scope(backend);
    const data = this.#scope.create('data', 'f32', points.x.length);
    backend.write(data, points.x);
    this.#batches = new Batches(backend, this.#scope, seed, points.count);
    this.#moving = ways.map((way) => ({ way, ensemble: this.#ensemble(data, way, options) })) as unknown as [Moving];
  }

  get count(): number {
    return this.#moving[0].ensemble.count;
  }

  /** Numbers of a start. */
  get rows(): number {
    return this.#moving[0].ensemble.rows;
  }

  get unfinished(): boolean {
    return this.#turn > 0 || this.#moving.some(({ ensemble }) => ensemble.unfinished);
  }

  /** Least variance in force. */
  get floor(): number {
    return Math.fround(this.#settings.floor * this.#points.variance);
  }

  /** Length of the run's natural step at a step. */
  rhoAt(step: number): number {
    const [{ ensemble, way }] = this.#moving;
    return this.#length(ensemble, way, step).rho;
  }

  /** Data that a step of the run, and of its twin, looks at. */
  get touched(): readonly number[] {
    return this.#moving.map(({ ensemble }) => Math.min(this.#batchOf(ensemble), this.#points.count));
  }

  async configure(settings: StepSettings): Promise<void> {
    this.#settings = settings;
    const picked = settings.batch < this.#points.count;
    await Promise.all(this.#moving.map(({ ensemble }) => ensemble.prepare(picked)));
  }

  /** Puts all of them where `theta`, row-major [R, rows], says, as they begin. */
  place(theta: ArrayLike<number>): void {
    this.#turn = 0;
    for (const { ensemble } of this.#moving) {
      ensemble.place(theta);
      for (const array of Object.values(ensemble.beside)) this.#backend.clear(array);
    }
  }

  async advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    const work = this.#moving[0].ensemble.paced(Infinity);
    let taken = 0;
    while (taken < steps || this.unfinished) {
      if (signal?.aborted) return;
      await this.#step(work, step + taken, signal);
      if (this.unfinished) return;
      taken++;
      completed(1);
    }
    work.end();
  }

  /** Of the run, and of its twin. */
  async look(): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (const { ensemble } of this.#moving) seen.push(await lookAt(ensemble));
    return seen;
  }

  /** What a checkpoint holds, by name: `positions` are the starts of the run. */
  get saved(): readonly { readonly name: string; readonly ensemble: Ensemble; readonly array: DeviceArray }[] {
    return this.#moving.flatMap(({ ensemble }, i) => {
      const name = i === 0 ? 'positions' : 'twin';
      const beside = Object.entries(ensemble.beside);
      return [
        { name, ensemble, array: ensemble.theta },
        ...beside.map(([suffix, array]) => ({ name: `${name} ${suffix}`, ensemble, array })),
      ];
    });
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #ensemble(
    data: DeviceArray,
    way: Way,
    { shape, starts, innerSteps }: Pick<StartsRunOptions, 'shape' | 'starts' | 'innerSteps'>,
  ): Ensemble {
    const { model, components, dimension } = shape;
    const { method, mistake, encoder, family } = way;
    const shared = { data, points: this.#points.count, starts, dimension };
    if (model === 'mixture') {
      const own = { ...shared, components, method, innerSteps, encoder, mistake };
      return new MixtureEnsemble(this.#backend, this.#scope, own);
    }
    if (method === 'inner' || method === 'amortised') throw new RangeError(`PCA has no method ${method}`);
    return new PcaEnsemble(this.#backend, this.#scope, { ...shared, method, family });
  }

  /** One step of the run and of its twin, or what an abort has left of it. */
  async #step(work: PacedWork, step: number, signal?: AbortSignal): Promise<void> {
    for (; this.#turn < this.#moving.length; this.#turn++) {
      const { ensemble, way } = this.#moving[this.#turn];
      const batch = this.#batches.at(step, this.#batchOf(ensemble));
      await ensemble.step(work, this.#length(ensemble, way, step), batch, signal);
      if (ensemble.unfinished) return;
    }
    this.#turn = 0;
  }

  #batchOf(ensemble: Ensemble): number {
    return ensemble.takesBatches ? this.#settings.batch : Infinity;
  }

  #length(ensemble: Ensemble, { mistake }: Way, step: number): StepLength {
    const { tau, kappa, rate } = this.#settings;
    const { count } = this.#points;
    const factor = scaleOf(mistake, count / Math.min(count, this.#batchOf(ensemble)));
    const rho = ensemble.takesBatches ? (step + tau) ** -kappa : 1;
    return { rho: Math.min(1, factor * rho), rate: factor * rate, floor: this.floor };
  }
}

async function lookAt(ensemble: Ensemble): Promise<Seen> {
  const bounds = await ensemble.measure();
  const theta = await ensemble.read();
  const { evidence } = bounds;
  const best = evidence.reduce(
    (one, value, start) => (!(value <= evidence[one]) && Number.isFinite(value) ? start : one),
    0,
  );
  return { ...bounds, theta, lost: nonFiniteRows(ensemble.count, [theta]), best };
}
