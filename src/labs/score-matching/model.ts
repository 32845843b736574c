// Score matching on the device: a model in training with the chains that it moves, and a twin where wanted.
import type { Backend, DeviceArray } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { savedArray } from '../../experiment/checkpoint';
import { centralBox, unitedBox } from '../../experiment/extent';
import type { Divergence, Field, Panel, Paths } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { Checkpoint, FieldOptions } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { planeOf, type PointCloud } from '../../experiment/point-cloud';
import { ScoreBench } from '../../experiment/score-bench';
import { trainingSpectrum } from '../../experiment/score-model-panels';
import { each, readPositions, readTrails, type Swarms } from '../../experiment/swarms';
import { trainedMapPanel } from '../../experiment/trained-map-panel';
import { linearTraining } from '../../math/linear-training';
import { momentsOf, type Moments } from '../../math/score-matching';
import { rowsOf } from '../../math/vectors';
import { figure, grouped } from '../../numbers';
import { DensityField } from '../../score/density-field';
import { DensityQueue } from '../../score/density-queue';
import { gridOver, latticeNodes } from '../../score/lattice';
import type { Box } from '../../targets/target';
import { linearTrainingMap } from '../../train/gradient-check';
import { distances } from '../../train/exact-law';
import { Learner } from '../../train/learner';
import { layerTensors } from '../../train/network-file';
import { TrainedMaps } from '../../train/trained-map';
import { takeSteps } from '../../train/training-steps';
import type { ClaimContext } from './claims/context';
import { Observer, type Reading } from './observer';
import { traces } from './panels';
import { lossFactor, modelOf, noiseLevels, trainingOf, twinValues, type Values } from './parameters';

/** Data that are drawn one by one. */
const MOST_DRAWN = 8192;

export class ScoreMatchingModel implements Model<Values, ClaimContext> {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #points: Float32Array<ArrayBuffer>;
  readonly #moments: Moments;
  readonly #plane: DeviceArray;
  readonly #swarms: Swarms<Learner>;
  readonly #density: DensityQueue;
  readonly #heat: DensityField;
  readonly #observer: Observer;
  readonly #bench: ScoreBench | undefined;
  readonly #maps: TrainedMaps;
  #values: Values;
  #reading: Reading | undefined;
  #paths: readonly Paths[] = [];
  #traces: readonly Panel[] = [];
  #training: Panel | undefined;
  #map: Panel | undefined;
  #trainingKey = '';
  #divergence: Divergence | undefined;
  /** The step of the last reading, at which the arrows were another field. */
  #moment: { readonly moment?: number } = {};

  constructor({ backend, values, seed }: ModelOptions<Values>, cloud: PointCloud) {
    this.#backend = backend;
    this.#values = values;
    this.#seed = seed;
    const data = (this.#points = planeOf(cloud));
    this.#moments = momentsOf(data, 2);
    const scope = (this.#scope = new Scope(backend));
    const learner = (label: string, own: Values): Learner =>
      new Learner(backend, scope, { label, model: modelOf(own), chains: own.chains, data, seed });
    const twin = twinValues(values);
    try {
      this.#swarms = { run: learner('run', values), twin: twin && learner('twin', twin) };
    } catch (error) {
      scope.dispose();
      throw error;
    }
    this.#plane = scope.create('points in the plane', 'f32', Math.min(data.length, 2 * MOST_DRAWN));
    backend.write(this.#plane, data.subarray(0, this.#plane.length));
    this.#density = new DensityQueue(backend, data, 2);
    this.#heat = new DensityField(backend, data, 2);
    this.#bench = ScoreBench.over(backend, cloud, seed);
    this.#observer = new Observer(backend, this.#density, seed);
    this.#maps = new TrainedMaps(backend, this.#density, seed);
  }

  get moved(): number {
    return each(this.#swarms).reduce((sum, { size }) => sum + size, 0);
  }

  want(values: Values): void {
    this.#values = values;
  }

  async apply(): Promise<void> {
    const { run, twin } = this.#swarms;
    const values = this.#values;
    await run.configure(trainingOf(values));
    await twin?.configure(trainingOf(twinValues(values) ?? values));
  }

  async begin(): Promise<void> {
    for (const learner of each(this.#swarms)) await learner.begin();
  }

  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    return takeSteps(this.#backend, each(this.#swarms), step, steps, completed, signal);
  }

  async observe(step: number): Promise<Observation> {
    const { run, twin } = this.#swarms;
    const { sigma } = this.#values;
    const { exact, losses, rotation } = (this.#reading = await this.#observer.read(run, sigma));
    const other = twin && (await this.#observer.read(twin, sigma)).losses;
    const { positions } = await readPositions(this.#backend, this.#swarms);
    await this.#bench?.said(await run.scores(this.#bench.queries, sigma), sigma);
    await this.readPaths(step);
    const nonFinite = rowsOf(positions.data, 2).filter((place) => !place.every(Number.isFinite)).length;
    this.#divergence = this.#divergenceOf(step, nonFinite);
    this.#moment = this.#values.arrows === 'exact' ? {} : { moment: step };
    const means = { loss: losses.loss.value, excess: losses.excess.value, explicit: losses.explicit.value };
    const far = distances(positions.data, exact, this.#points);
    const extent = unitedBox([centralBox(this.#points), centralBox(positions.data)]);
    const { loss, explicit } = other ?? {};
    return {
      measures: {
        ...means,
        lossStandardError: losses.loss.standardError,
        excessStandardError: losses.excess.standardError,
        floor: exact.validation.floor.value,
        floorStandardError: exact.validation.floor.standardError,
        rotation,
        ...far,
        ...(loss && explicit ? { twinLoss: loss.value, twinExplicit: explicit.value } : {}),
      },
      kept: {
        ...means,
        ...far,
        ...(loss && explicit ? { 'twin: loss': loss.value, 'twin: explicit': explicit.value } : {}),
      },
      nonFinite,
      ...(extent ? { extent } : {}),
    };
  }

  async study(_: number, history: History): Promise<void> {
    if (!this.#reading) return;
    this.#traces = traces(history, this.#reading.exact, this.#swarms.twin !== undefined);
    const values = this.#values;
    if (values.model !== 'linear' || this.#trainingKey === this.claimKey) return;
    this.#trainingKey = this.claimKey;
    const training = linearTraining(this.#moments, values.sigma, lossFactor(values));
    const measured = await linearTrainingMap(this.#backend, training.weights, this.#points, values);
    this.#training = trainingSpectrum(values.rate, training, measured);
  }

  picture(): Picture {
    const { run, twin } = this.#swarms;
    const [count, drawn] = [this.#points.length / 2, this.#plane.length / 2];
    const label = drawn < count ? `data (${grouped(drawn)} of ${grouped(count)})` : 'data';
    const chains = { label: 'chains on the learned score', colour: 'first' } as const;
    return {
      clouds: [
        { layer: 'data', label, colour: 'second', positions: this.#plane, count: drawn },
        { layer: 'run', ...chains, positions: run.positions, count: run.size },
        ...(twin ? [{ ...twinChains, positions: twin.positions, count: twin.size }] : []),
      ],
      paths: this.#paths,
      ...(this.#divergence ? { divergence: this.#divergence } : {}),
      heat: { label: 'log density of the noisy data', stages: this.#heat.stages, ...this.#moment },
      readouts: this.#readouts(),
      notices: this.#notices(),
    };
  }

  panels(): readonly Panel[] {
    const { spectrum, layers = [] } = this.#reading ?? {};
    const own = [this.#map, this.#bench?.panel(), this.#training, spectrum].filter((panel) => panel !== undefined);
    return [...this.#traces, ...own, ...layers];
  }

  async readPaths(step: number): Promise<void> {
    this.#paths = await readTrails(this.#swarms, step);
  }

  context(): ClaimContext {
    if (!this.#reading) throw new Error('observe before claims are asked');
    const { network, said, exact, beside } = this.#reading;
    const shared = { backend: this.#backend, values: this.#values, seed: this.#seed, density: this.#density };
    return { ...shared, validation: exact.validation, network, said, beside };
  }

  get claimKey(): string {
    const { rate, optimiser, weighting } = this.#values;
    return JSON.stringify([noiseLevels(this.#values), rate, optimiser, weighting]);
  }

  /** The chains [n, 2], the weights [count] as they are averaged, and each layer by name: W [from, to] and b [to]. */
  async snapshot(): Promise<Arrays> {
    const { network } = await this.#swarms.run.read();
    const { weights } = network;
    const whole = { weights: { data: Float32Array.from(weights), shape: [weights.length] } };
    const layers = layerTensors(network).map(([name, { values: data, shape }]) => [name, { data, shape }] as const);
    const places = await readPositions(this.#backend, this.#swarms);
    return { ...places, ...whole, ...Object.fromEntries(layers) };
  }

  async save(): Promise<{ readonly arrays: Arrays }> {
    const states = await Promise.all(each(this.#swarms).map((learner) => learner.readState()));
    const named = states.map((data, i) => [i === 0 ? 'state' : 'twinState', { data, shape: [data.length] }] as const);
    return { arrays: { ...(await readPositions(this.#backend, this.#swarms)), ...Object.fromEntries(named) } };
  }

  load(checkpoint: Checkpoint): void {
    const saved = each(this.#swarms).map((learner, i) => ({
      learner,
      state: savedArray(checkpoint, i === 0 ? 'state' : 'twinState', learner.stateLength, 'weights'),
      places: savedArray(checkpoint, i === 0 ? 'positions' : 'twin', 2 * learner.size, 'chains'),
    }));
    for (const { learner, state, places } of saved) learner.restore(state, places, checkpoint.step);
  }

  /** The exact density of the noisy data, and whichever score the arrows are to show. */
  async field(box: Box, columns: number, rows: number, options: FieldOptions = {}): Promise<Field> {
    const { values, ...rest } = options;
    const { sigma, arrows } = { ...this.#values, ...values } as Values;
    const exact = await this.#heat.evaluate(box, columns, rows, { sigma, ...rest });
    if (arrows === 'exact') return exact;
    const nodes = latticeNodes(gridOver(exact.box, exact.columns, exact.rows));
    const learned = await this.#swarms.run.scores(nodes, sigma);
    return { ...exact, score: arrows === 'learned' ? learned : learned.map((value, k) => value - exact.score[k]) };
  }

  async refine(values: Values): Promise<boolean> {
    const map = this.#maps.at({ ...values, model: modelOf({ ...values, levels: 1, layers: 2, width: 16 }) });
    const more = [await map?.refine(), await this.#bench?.refine()];
    this.#map = map && trainedMapPanel(map, values);
    return more.includes(true);
  }

  dispose(): void {
    this.#bench?.dispose();
    this.#maps.dispose();
    this.#heat.dispose();
    this.#density.dispose();
    this.#scope.dispose();
  }

  #readouts(): NonNullable<Picture['readouts']> {
    const { losses, exact, rotation = Number.NaN } = this.#reading ?? {};
    const above = losses && exact ? (100 * losses.explicit.value) / exact.validation.floor.value : Number.NaN;
    const said = (value: number): string => (Number.isFinite(value) ? `${figure(value)} %` : '–');
    const { size } = this.#swarms.run.trainer;
    return [
      { label: 'weights', value: grouped(size), doc: 'Weights and biases of the model.' },
      { label: 'above the floor', value: said(above), doc: 'J_ESM as a share of C: what could still be learned.' },
      { label: 'rotation', value: said(100 * rotation), doc: 'How much of all its slopes the learned field turns.' },
    ];
  }

  #notices(): readonly string[] {
    const { model } = this.#swarms.run;
    if (model.model === 'linear' || model.width === this.#values.width) return [];
    return [`Widths go by fours: this network has ${model.width} neurons in a layer.`];
  }

  #divergenceOf(step: number, nonFinite: number): Divergence | undefined {
    if (nonFinite === 0) return undefined;
    const { rate, model, sigma, optimiser, step: chainStep } = this.#values;
    const { limit } = linearTraining(this.#moments, sigma, lossFactor(this.#values));
    const why =
      model === 'linear' && optimiser === 'sgd'
        ? `Plain steps of this model converge for rates below ${figure(limit)}; the rate is ${figure(rate)}.`
        : `Steps of the weights, or of the chains, are too long: the rate is ${figure(rate)}, γ is ${figure(chainStep)}.`;
    return { nonFinite, step, sentence: `${grouped(nonFinite)} chains have left the finite range. ${why}` };
  }
}

const twinChains = { layer: 'twin', label: 'chains of the twin', colour: 'second' } as const;
