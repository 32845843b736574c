// Variational inference on the device: the starts of the run and of its twin, and what is read of them.
import { Scope } from '../../compute/scope';
import { savedArray } from '../../experiment/checkpoint';
import type { Figures } from '../../experiment/figures';
import type { Panel } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { Checkpoint } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { boundPanels, followedFigures } from '../../experiment/variational-panels';
import { StartClouds } from '../../experiment/variational-clouds';
import { guidesOf, readoutsOf, responsibilitiesAt, startArrays } from '../../experiment/variational-picture';
import { principalMaximum } from '../../math/pca-maximum';
import { row } from '../../math/vectors';
import { startPlaces } from '../../variational/start-places';
import { gapsAt, keptOf, type StartShape } from '../../variational/start-shape';
import { StartsRun, type Seen } from '../../variational/starts-run';
import type { ClaimContext } from './claims/context';
import type { LabData } from './data';
import { shapeOf, waysOf, type Values } from './parameters';

/** The name under which chosen starts travel: means, f32 [R, K, 2]. */
const INITIAL = 'initial';
/** Data on which claims are tried. */
const CLAIM_POINTS = { webgpu: 512, reference: 128 } as const;

export class VariationalModel implements Model<Values, ClaimContext> {
  readonly #options: ModelOptions<Values>;
  readonly #scope: Scope;
  readonly #data: LabData;
  readonly #shape: StartShape;
  readonly #run: StartsRun;
  readonly #clouds: StartClouds;
  readonly #figures: Figures;
  #values: Values;
  #seen: Seen | undefined;
  #before: ClaimContext['before'];
  #settingsOfBefore = '';
  #lastStep = 0;
  #panels: readonly Panel[] = [];

  constructor(options: ModelOptions<Values>, data: LabData) {
    const { backend, values, seed } = options;
    this.#options = options;
    this.#values = values;
    this.#data = data;
    this.#shape = shapeOf(values, data.dimension);
    const { restarts: starts, innerSteps } = values;
    const run = { backend, seed, points: data, shape: this.#shape, starts, innerSteps };
    this.#run = new StartsRun({ ...run, ways: waysOf(values), settings: values });
    this.#scope = new Scope(backend);
    this.#clouds = new StartClouds(backend, this.#scope, data, this.#shape, starts);
    this.#figures = followedFigures(() => this.#context());
  }

  get moved(): number {
    return this.#run.count;
  }

  get unfinished(): boolean {
    return this.#run.unfinished;
  }

  want(values: Values): void {
    this.#values = values;
  }

  apply(): Promise<void> {
    return this.#run.configure(this.#values);
  }

  begin(): void {
    const { seed, data } = this.#options;
    const { restarts: starts, init } = this.#values;
    const chosen = this.#shape.model === 'pca' ? undefined : data[INITIAL];
    this.#run.place(startPlaces(this.#shape, this.#data, { starts, isSpread: init === 'spread', seed }, chosen));
    this.#before = undefined;
  }

  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    return this.#run.advance(step, steps, completed, signal);
  }

  async observe(step: number): Promise<Observation> {
    const [seen, twin] = await this.#run.look();
    const settings = JSON.stringify(this.#values);
    const isSame = settings === this.#settingsOfBefore;
    this.#before = this.#seen && isSame ? { step: this.#lastStep, evidence: this.#seen.evidence } : undefined;
    [this.#seen, this.#settingsOfBefore, this.#lastStep] = [seen, settings, step];
    const extent = this.#clouds.move(seen.theta, row(seen.theta, this.#run.rows, this.#index(seen)));
    const kept = keptOf(seen);
    const gaps = gapsAt(seen, this.#index(seen), this.#shape, waysOf(this.#values)[0]);
    const others = Object.entries(twin ? keptOf(twin) : {}).map(([name, value]) => [`twin: ${name}`, value]);
    return {
      measures: { ...kept, dataTouched: step * this.#run.touched[0] },
      kept: { ...kept, ...gaps, ...(Object.fromEntries(others) as Record<string, number>) },
      nonFinite: seen.lost,
      ...(extent ? { extent } : {}),
    };
  }

  study(_: number, history: History): void {
    const { model, latents } = this.#shape;
    const most = model === 'pca' ? principalMaximum(this.#data.principal, latents) : undefined;
    this.#panels = boundPanels(history, this.#run.touched, most);
  }

  picture(): Picture {
    const context = this.#context();
    return {
      clouds: this.#clouds.clouds,
      pick: (x, y, reach) => this.#clouds.pick(x, y, reach),
      ...(context ? { guides: guidesOf(context.theta, this.#shape, this.#data.centre) } : {}),
      readouts: context ? readoutsOf(context.theta, this.#shape, context.evidence, context.floor) : [],
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

  /** As the lab's contract says, with `responsibilities` [N, K] of the followed start of a mixture. */
  async snapshot(): Promise<Arrays> {
    const [seen] = await this.#run.look();
    const arrays = startArrays(seen, this.#shape, this.#data.centre);
    if (this.#shape.model === 'pca') return arrays;
    const own = row(seen.theta, this.#run.rows, this.#index(seen));
    return {
      ...arrays,
      responsibilities: await responsibilitiesAt(this.#options.backend, own, this.#shape, this.#data),
    };
  }

  async save(): Promise<{ readonly arrays: Arrays }> {
    const saved = this.#run.saved.map(async ({ name, ensemble, array }) => {
      const data = Float32Array.from(await ensemble.read(array));
      return [name, { data, shape: [ensemble.count, data.length / ensemble.count] }] as const;
    });
    return { arrays: Object.fromEntries(await Promise.all(saved)) };
  }

  load(checkpoint: Checkpoint): void {
    for (const { name, ensemble, array } of this.#run.saved) {
      const length = (ensemble.count * array.length) / ensemble.stride;
      ensemble.place(savedArray(checkpoint, name, length, 'starts'), array);
    }
    this.#before = this.#seen = undefined;
  }

  dispose(): void {
    this.#figures.dispose();
    this.#run.dispose();
    this.#scope.dispose();
  }

  #index({ best }: Seen): number {
    const { follow, restarts } = this.#values;
    return follow === 0 ? best : Math.min(follow, restarts) - 1;
  }

  #context(): ClaimContext | undefined {
    const seen = this.#seen;
    if (!seen) return undefined;
    const { backend, seed, data } = this.#options;
    const { x, count, principal, dimension } = this.#data;
    const followed = this.#index(seen);
    return {
      backend,
      seed,
      count,
      principal,
      dimension,
      followed,
      shape: this.#shape,
      components: this.#shape.components,
      values: this.#values,
      batch: this.#values.batch,
      mistake: this.#values.mistake,
      step: this.#lastStep,
      x: x.slice(0, dimension * CLAIM_POINTS[backend.kind]),
      floor: this.#run.floor,
      rho: this.#shape.model === 'pca' || this.#values.method === 'plain' ? 1 : this.#run.rhoAt(this.#lastStep),
      theta: row(seen.theta, this.#run.rows, followed),
      evidence: seen.evidence,
      bound: seen.bound,
      chosen: data[INITIAL] !== undefined,
      before: this.#before,
    };
  }
}
