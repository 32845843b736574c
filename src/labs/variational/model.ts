// Variational inference on the device: the data, the starts of the run and of its twin, and what is read of them.
import type { Backend, DeviceArray } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { savedArray } from '../../experiment/checkpoint';
import { centralBox, unitedBox } from '../../experiment/extent';
import type { Figures } from '../../experiment/figures';
import type { Panel } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { Checkpoint, RunData } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import type { PacedWork } from '../../score/paced-work';
import type { Box } from '../../targets/target';
import { Batches } from '../../variational/batches';
import type { Ensemble, StepLength } from '../../variational/ensemble';
import { mixtureBound } from '../../variational/mixture';
import type { ClaimContext } from './claims/context';
import { labFigures } from './figures';
import type { Values } from './parameters';
import { circlesOf, meansOf, placeBetween, readoutsOf } from './picture';
import { isModel, keptOf, look, mixtureOf, type Seen } from './seen';
import { createEnsemble, DIMENSION, INITIAL, mixtureStart, pcaStart, type LabData } from './start';
import { boundPlot } from './traces';
import { mixtureArrays, pcaArrays } from './snapshot';

/** Data on which claims are tried, places that are drawn one by one. */
const CLAIM_POINTS = { webgpu: 512, reference: 128 } as const;
const MOST_DRAWN = 8_192;

export class VariationalModel implements Model<Values, ClaimContext> {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #user: RunData;
  readonly #data: LabData;
  readonly #run: Ensemble;
  readonly #twin: Ensemble | undefined;
  readonly #batches: Batches;
  readonly #plane: DeviceArray;
  readonly #means: DeviceArray;
  readonly #dataBox: Box | undefined;
  readonly #figures: Figures;
  #values: Values;
  /** The step under way has moved the run, and not yet the twin. */
  #isAhead = false;
  #seen: Seen | undefined;
  #before: ClaimContext['before'];
  #settingsOfBefore = '';
  #lastStep = 0;
  #panels: readonly Panel[] = [];

  constructor({ backend, values, seed, data: user }: ModelOptions<Values>, data: LabData) {
    this.#backend = backend;
    this.#seed = seed;
    this.#user = user;
    this.#data = data;
    this.#values = values;
    const scope = (this.#scope = new Scope(backend));
    const points = scope.create('data', 'f32', data.x.length);
    backend.write(points, data.x);
    const ensemble = (method: string): Ensemble => createEnsemble(backend, scope, values, points, data.count, method);
    this.#run = ensemble(values.model === 'pca' ? values.steps : values.method);
    this.#twin = values.model === 'mixture' && values.twin !== 'none' ? ensemble(values.twin) : undefined;
    this.#batches = new Batches(backend, scope, seed, data.count);
    const drawn = placeBetween(data.x.subarray(0, 2 * MOST_DRAWN), data.centre);
    this.#plane = scope.create('data in the plane', 'f32', drawn.length);
    backend.write(this.#plane, drawn);
    this.#dataBox = centralBox(drawn);
    const perStart = values.model === 'pca' ? 1 : values.components;
    this.#means = scope.create('means of the starts', 'f32', 2 * Math.min(values.restarts * perStart, MOST_DRAWN));
    this.#figures = labFigures(() => this.#context());
  }

  get moved(): number {
    return this.#run.count;
  }

  get unfinished(): boolean {
    return this.#isAhead || this.#run.unfinished || (this.#twin?.unfinished ?? false);
  }

  want(values: Values): void {
    this.#values = values;
  }

  async apply(): Promise<void> {
    const picked = this.#values.batch < this.#data.count;
    await Promise.all([this.#run.prepare(picked), this.#twin?.prepare(picked)]);
  }

  begin(): void {
    const theta = this.#startPlaces();
    for (const ensemble of this.#ensembles()) {
      ensemble.place(theta);
      for (const array of Object.values(ensemble.beside)) this.#backend.clear(array);
    }
    this.#before = undefined;
  }

  async advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    const work = this.#run.paced(Infinity);
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

  async observe(step: number): Promise<Observation> {
    const seen = await look(this.#run);
    const twin = this.#twin ? await look(this.#twin) : undefined;
    const settings = JSON.stringify(this.#values);
    const isSame = settings === this.#settingsOfBefore;
    this.#before = this.#seen && isSame ? { step: this.#lastStep, evidence: this.#seen.evidence } : undefined;
    [this.#seen, this.#settingsOfBefore, this.#lastStep] = [seen, settings, step];
    const means = this.#drawMeans(seen.theta);
    const kept = keptOf(seen);
    const others = twin ? Object.entries(keptOf(twin)).map(([name, value]) => [`twin: ${name}`, value] as const) : [];
    const extent = unitedBox([this.#dataBox, centralBox(means)]);
    return {
      measures: { ...kept, dataTouched: step * this.#touched(this.#run) },
      kept: { ...kept, ...Object.fromEntries(others) },
      nonFinite: seen.lost,
      ...(extent ? { extent } : {}),
    };
  }

  study(_: number, history: History): void {
    const touched = { run: this.#touched(this.#run), twin: this.#twin ? this.#touched(this.#twin) : 0 };
    this.#panels = [boundPlot(history, touched, this.#values, this.#data)];
  }

  picture(): Picture {
    const { count } = this.#data;
    const drawn = this.#plane.length / 2;
    const context = this.#context();
    const { model } = this.#values;
    const label = model === 'pca' ? 'offsets of the starts' : 'means of the starts';
    return {
      clouds: [
        {
          layer: 'data',
          label: drawn < count ? `data (${drawn} of ${count})` : 'data',
          colour: 'first',
          positions: this.#plane,
          count: drawn,
        },
        { layer: 'particles', label, colour: 'second', positions: this.#means, count: this.#means.length / 2 },
      ],
      ...(context ? { guides: circlesOf(this.#values, context.theta, this.#data.centre) } : {}),
      readouts: context ? readoutsOf(context) : [],
    };
  }

  panels(): readonly Panel[] {
    return [...this.#panels, ...this.#figures.panels];
  }

  context(): ClaimContext {
    return this.#context() as ClaimContext;
  }

  refine(): Promise<boolean> {
    return this.#figures.refine();
  }

  /** As the lab's contract says; places are those of the data as they came. */
  async snapshot(): Promise<Arrays> {
    const seen = await look(this.#run);
    const { centre, x, count } = this.#data;
    const shared = { values: this.#values, seen, centre };
    if (this.#values.model === 'pca') return pcaArrays(shared);
    const { components } = this.#values;
    const own = this.#row(seen.theta, this.#index(seen.best));
    const even = Float32Array.from({ length: count * components }, () => 1 / components);
    if (!isModel(own, this.#values)) return mixtureArrays(shared, even.fill(Number.NaN));
    const { posterior } = await mixtureBound(this.#backend, { x, r: even, ...mixtureOf(own, components) });
    return mixtureArrays(shared, posterior);
  }

  async save(): Promise<{ readonly arrays: Arrays }> {
    const saved = this.#saved().map(async ([name, ensemble, array]) => {
      const data = Float32Array.from(await ensemble.read(array));
      return [name, { data, shape: [ensemble.count, data.length / ensemble.count] }] as const;
    });
    return { arrays: Object.fromEntries(await Promise.all(saved)) };
  }

  load(checkpoint: Checkpoint): void {
    for (const [name, ensemble, array] of this.#saved()) {
      const length = (ensemble.count * array.length) / ensemble.stride;
      ensemble.place(savedArray(checkpoint, name, length, 'starts'), array);
    }
    this.#before = undefined;
    this.#seen = undefined;
  }

  dispose(): void {
    this.#figures.dispose();
    this.#scope.dispose();
  }

  #ensembles(): readonly Ensemble[] {
    return this.#twin ? [this.#run, this.#twin] : [this.#run];
  }

  /** What a checkpoint holds, by name. */
  #saved(): readonly (readonly [name: string, of: Ensemble, array: DeviceArray])[] {
    return this.#ensembles().flatMap((ensemble, i) => {
      const name = i === 0 ? 'positions' : 'twin';
      const beside = Object.entries(ensemble.beside).map(
        ([suffix, array]) => [`${name} ${suffix}`, ensemble, array] as const,
      );
      return [[name, ensemble, ensemble.theta] as const, ...beside];
    });
  }

  #startPlaces(): Float32Array {
    if (this.#values.model === 'pca') return pcaStart(this.#values, this.#data, this.#seed);
    return mixtureStart(this.#values, this.#data, this.#seed, this.#user);
  }

  /** One step of the run and of its twin, or what an abort has left of it. */
  async #step(work: PacedWork, step: number, signal?: AbortSignal): Promise<void> {
    if (!this.#isAhead) await this.#move(this.#run, work, step, signal);
    if (this.#run.unfinished || !this.#twin) return;
    this.#isAhead = true;
    await this.#move(this.#twin, work, step, signal);
    this.#isAhead = this.#twin.unfinished;
  }

  #move(ensemble: Ensemble, work: PacedWork, step: number, signal?: AbortSignal): Promise<void> {
    const batch = ensemble.takesBatches ? this.#batches.at(step, this.#values.batch) : undefined;
    return ensemble.step(work, this.#length(ensemble, step, batch?.count ?? this.#data.count), batch, signal);
  }

  #length(ensemble: Ensemble, step: number, taken: number): StepLength {
    const { tau, kappa, rate, mistake } = this.#values;
    const share = this.#data.count / taken;
    const factor = mistake === 'scaleTwice' ? share : mistake === 'scaleNever' ? 1 / share : 1;
    const rho = ensemble.takesBatches ? (step + tau) ** -kappa : 1;
    return { rho: Math.min(1, factor * rho), rate: factor * rate, floor: this.#floor };
  }

  get #floor(): number {
    return Math.fround(this.#values.floor * this.#data.variance);
  }

  /** Data that a step looks at. */
  #touched(ensemble: Ensemble): number {
    return ensemble.takesBatches ? Math.min(this.#values.batch, this.#data.count) : this.#data.count;
  }

  #index(best: number): number {
    const { follow, restarts } = this.#values;
    return follow === 0 ? best : Math.min(follow, restarts) - 1;
  }

  #row(theta: Float64Array, start: number): Float64Array {
    const { rows } = this.#run;
    return theta.slice(start * rows, (start + 1) * rows);
  }

  #followed(): Float64Array {
    return this.#seen ? this.#row(this.#seen.theta, this.#index(this.#seen.best)) : new Float64Array(this.#run.rows);
  }

  #context(): ClaimContext | undefined {
    const seen = this.#seen;
    if (!seen) return undefined;
    const { x, count, principal } = this.#data;
    return {
      principal,
      backend: this.#backend,
      values: this.#values,
      seed: this.#seed,
      step: this.#lastStep,
      x: x.slice(0, DIMENSION * CLAIM_POINTS[this.#backend.kind]),
      count,
      floor: this.#floor,
      theta: this.#followed(),
      evidence: seen.evidence,
      bound: seen.bound,
      followed: this.#index(seen.best),
      chosen: this.#user[INITIAL] !== undefined,
      before: this.#before,
    };
  }

  /** The means of the leading starts, where they are drawn from. */
  #drawMeans(theta: Float64Array): Float32Array {
    const drawn = placeBetween(meansOf(this.#values, theta, this.#means.length / 2), this.#data.centre);
    this.#backend.write(this.#means, drawn);
    return drawn;
  }
}
