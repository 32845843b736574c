// Variational inference on the device: the starts of the run and of its twin, and what is read of them.
import type { DeviceArray } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { savedArray } from '../../experiment/checkpoint';
import { centralBox, unitedBox } from '../../experiment/extent';
import type { Figures } from '../../experiment/figures';
import type { Panel } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { Checkpoint } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { boundPanels, followedFigures } from '../../experiment/variational-panels';
import {
  guidesOf,
  leadingPlaces,
  nearestPlace,
  planeAbout,
  readoutsOf,
  responsibilitiesAt,
  startArrays,
} from '../../experiment/variational-picture';
import { principalMaximum } from '../../math/pca-maximum';
import { row } from '../../math/vectors';
import type { Box } from '../../targets/target';
import { startPlaces } from '../../variational/start-places';
import { gapsAt, keptOf, type StartShape } from '../../variational/start-shape';
import { StartsRun, type Seen } from '../../variational/starts-run';
import type { ClaimContext } from './claims/context';
import type { LabData } from './data';
import { shapeOf, waysOf, type Values } from './parameters';

/** The name under which chosen starts travel: means, f32 [R, K, 2]. */
const INITIAL = 'initial';
/** Data on which claims are tried, places that are drawn one by one. */
const CLAIM_POINTS = { webgpu: 512, reference: 128 } as const;
const MOST_DRAWN = 8_192;

export class VariationalModel implements Model<Values, ClaimContext> {
  readonly #options: ModelOptions<Values>;
  readonly #scope: Scope;
  readonly #data: LabData;
  readonly #shape: StartShape;
  readonly #run: StartsRun;
  readonly #plane: DeviceArray;
  readonly #means: DeviceArray;
  readonly #dataBox: Box | undefined;
  readonly #figures: Figures;
  #values: Values;
  #seen: Seen | undefined;
  #before: ClaimContext['before'];
  #settingsOfBefore = '';
  #lastStep = 0;
  /** The means as they were last drawn. */
  #drawn: Float32Array = new Float32Array();
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
    const drawn = planeAbout(data.x.subarray(0, data.dimension * MOST_DRAWN), data.centre, data.dimension);
    this.#plane = this.#scope.create('data in the plane', 'f32', drawn.length);
    backend.write(this.#plane, drawn);
    this.#dataBox = centralBox(drawn);
    const places = Math.min(starts * this.#shape.components, MOST_DRAWN);
    this.#means = this.#scope.create('means of the starts', 'f32', 2 * places);
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
    const { theta, lost } = seen;
    const count = this.#means.length / 2;
    const means = planeAbout(leadingPlaces(theta, this.#shape, this.#run.rows, count), this.#data.centre);
    this.#drawn = means;
    this.#options.backend.write(this.#means, means);
    const kept = keptOf(seen);
    const gaps = gapsAt(seen, this.#index(seen), this.#shape, waysOf(this.#values)[0]);
    const others = Object.entries(twin ? keptOf(twin) : {}).map(([name, value]) => [`twin: ${name}`, value]);
    const extent = unitedBox([this.#dataBox, centralBox(means)]);
    return {
      measures: { ...kept, dataTouched: step * this.#run.touched[0] },
      kept: { ...kept, ...gaps, ...(Object.fromEntries(others) as Record<string, number>) },
      nonFinite: lost,
      ...(extent ? { extent } : {}),
    };
  }

  study(_: number, history: History): void {
    const { model, latents } = this.#shape;
    const most = model === 'pca' ? principalMaximum(this.#data.principal, latents) : undefined;
    this.#panels = boundPanels(history, this.#run.touched, most);
  }

  picture(): Picture {
    const { count, centre } = this.#data;
    const drawn = this.#plane.length / 2;
    const context = this.#context();
    const label = this.#shape.model === 'pca' ? 'offsets of the starts' : 'means of the starts';
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
      pick: (x, y, reach) => {
        const place = nearestPlace(this.#drawn, x, y, reach);
        return place === undefined ? undefined : { follow: 1 + Math.floor(place / this.#shape.components) };
      },
      ...(context ? { guides: guidesOf(context.theta, this.#shape, centre) } : {}),
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
