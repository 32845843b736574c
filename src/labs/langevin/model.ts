// Langevin chains on the device: a run and, where wanted, its twin; the exact law followed beside them; and what is
// measured of both.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { ChainSet, type ChainSettings } from '../../dynamics/chain-set';
import { Lookahead } from '../../dynamics/lookahead';
import { NoiseFreeMap } from '../../dynamics/noise-free-map';
import { ScoredStepper } from '../../dynamics/scored-stepper';
import { Stepper } from '../../dynamics/stepper';
import { savedArray } from '../../experiment/checkpoint';
import { boxOfHeads } from '../../experiment/extent';
import type { Field, Histogram, Panel, Paths, Spectrum, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import { marginals } from '../../experiment/marginals';
import type { Checkpoint, RunData, SnapshotArray } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { each, readPositions, readTrails, type Swarms } from '../../experiment/swarms';
import { initialPositions, startShapes } from '../../kernels/initial-positions';
import { eigenvalues } from '../../math/spectrum';
import type { Start } from '../../math/start-law';
import { evaluatePoints } from '../../score/evaluate-points';
import { gridOver, latticeNodes } from '../../score/lattice';
import { PointDensity } from '../../score/point-density';
import { mixtureData } from '../../targets/mixture-data';
import type { Box } from '../../targets/target';
import { chainSettings } from './chain-settings';
import type { ClaimContext } from './claims/context';
import { Elapsed } from './elapsed';
import { MOST_MODES, predictedSpectrum, traces } from './panels';
import { twinLabels, type Values } from './parameters';
import { RunObserver, type Reading } from './run-observer';
import { divergenceOf, readouts } from './stability';

export class LangevinModel implements Model<Values, ClaimContext> {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #start: Start;
  /** Of `target: data`: its points, and what evaluates them where they are too many to be listed. */
  readonly #points: Float32Array<ArrayBuffer> | undefined;
  readonly #density: PointDensity | undefined;
  readonly #swarms: Swarms<ChainSet>;
  readonly #stepper: Stepper | ScoredStepper;
  readonly #map: NoiseFreeMap;
  readonly #observer: RunObserver;
  readonly #lookahead: Lookahead;
  readonly #elapsed: Elapsed;
  #values: Values;
  #data: RunData;
  #settings: ChainSettings;
  /** The settings wanted are others for the run itself, not for its twin alone. */
  #moved = false;
  /** Counts changes of the data. */
  #revision = 0;
  #reading: Reading | undefined;
  #paths: readonly Paths[] = [];
  #histograms: readonly Histogram[] = [];
  #traces: readonly Trace[] = [];
  #spectrum: Spectrum | undefined;
  /** The settings that the spectrum was measured at. */
  #spectrumOf: ChainSettings | undefined;

  constructor(options: ModelOptions<Values>, settings: ChainSettings, points?: Float32Array<ArrayBuffer>) {
    const { backend, values, seed, data } = options;
    this.#backend = backend;
    this.#seed = seed;
    this.#values = values;
    this.#data = data;
    this.#points = points;
    this.#settings = settings;
    const scope = (this.#scope = new Scope(backend));
    const { kernels } = settings.target;
    const density = (this.#density = kernels && new PointDensity(backend, kernels.points));
    const chains = (label: string): ChainSet => new ChainSet(backend, scope, label, values.chains, density);
    this.#swarms = { run: chains('run'), twin: values.twin === 'off' ? undefined : chains('twin') };
    this.#stepper = density ? new ScoredStepper(backend) : new Stepper(backend);
    this.#map = new NoiseFreeMap(backend, density);
    this.#observer = new RunObserver(backend, scope, settings.target);
    this.#lookahead = new Lookahead(backend, scope, this.#observer.moments);
    this.#start = { kind: values.init, x: values.initX, y: values.initY, scale: values.initScale };
    this.#elapsed = new Elapsed(this.#start);
  }

  get moved(): number {
    return each(this.#swarms).reduce((sum, { count }) => sum + count, 0);
  }

  get unfinished(): boolean {
    return this.#stepper.unfinished;
  }

  want(values: Values, data: RunData): void {
    this.#settings = chainSettings(values, data, this.#points);
    this.#moved ||= data !== this.#data || changesRun(this.#values, values);
    if (data !== this.#data) this.#revision++;
    this.#values = values;
    this.#data = data;
  }

  async apply(step: number): Promise<void> {
    const { run, twin } = this.#swarms;
    if (this.#moved) this.#elapsed.changed(run.settings, step);
    this.#moved = false;
    await run.configure(this.#settings);
    const { twin: key, twinValue } = this.#values;
    if (twin) await twin.configure(chainSettings({ ...this.#values, [key]: twinValue }, this.#data, this.#points));
  }

  async begin(): Promise<void> {
    const { run, twin } = this.#swarms;
    const { kind, x, y, scale } = this.#start;
    await this.#backend.prepare(initialPositions);
    this.#backend.dispatch(initialPositions, {
      arrays: { positions: run.positions },
      params: { seed: this.#seed, shape: startShapes[kind], x, y, scale },
      threads: run.count,
    });
    if (twin) this.#backend.copy(run.positions, twin.positions);
  }

  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    const follow = (done: number): void => {
      this.#elapsed.steps(this.#swarms.run.settings, done);
      completed(done);
    };
    return this.#stepper.advance(each(this.#swarms), this.#seed, step, steps, follow, signal);
  }

  async observe(step: number): Promise<Observation> {
    this.#reading = await this.#observer.read(this.#swarms, this.#settings, this.#elapsed.law);
    await this.readPaths(step);
    const extent = boxOfHeads(this.#paths);
    const { measures, kept, moments } = this.#reading;
    return { measures, kept, nonFinite: moments.nonFinite, ...(extent ? { extent } : {}) };
  }

  async study(_: number, history: History): Promise<void> {
    const settings = this.#settings;
    const reading = this.#read;
    this.#histograms = marginals(settings.target.domain, reading);
    this.#traces = traces(history, settings, reading.floor);
    if (this.#spectrumOf === settings) return;
    const jacobians = await this.#map.jacobians(settings, settings.target.modes.slice(0, MOST_MODES));
    const { twin } = this.#swarms;
    this.#spectrum = {
      kind: 'spectrum',
      id: 'spectrum',
      title: 'Spectrum of I + γ∇² log p',
      predicted: predictedSpectrum(settings),
      measured: jacobians.flatMap(eigenvalues),
      ...(twin ? { twinPredicted: predictedSpectrum(twin.settings) } : {}),
    };
    this.#spectrumOf = settings;
  }

  picture(step: number): Picture {
    const { run, twin } = this.#swarms;
    const settings = this.#settings;
    const labels = twinLabels(this.#values);
    const nonFinite = this.#reading?.moments.nonFinite ?? 0;
    const divergence = divergenceOf(settings, { step, chains: run.count, nonFinite });
    const { components = [], id } = settings.target;
    return {
      clouds: [
        { layer: 'run', label: labels?.run ?? 'chains', colour: 'first', positions: run.positions, count: run.count },
        ...(twin && labels
          ? [
              {
                layer: 'twin',
                label: labels.twin,
                colour: 'second',
                positions: twin.positions,
                count: twin.count,
              } as const,
            ]
          : []),
      ],
      paths: this.#paths,
      ...(divergence ? { divergence } : {}),
      readouts: readouts(settings),
      handles: (id === 'mixture' ? components : []).map(({ mean: [x, y], weight }, i) => {
        return { x, y, weight, label: `component ${i + 1}` };
      }),
    };
  }

  panels(): readonly Panel[] {
    return [...(this.#spectrum ? [this.#spectrum] : []), ...this.#traces, ...this.#histograms];
  }

  async readPaths(step: number): Promise<void> {
    this.#paths = await readTrails(this.#swarms, step);
  }

  context(step: number): ClaimContext {
    const { moments, counts, law } = this.#read;
    return {
      backend: this.#backend,
      settings: this.#settings,
      start: this.#start,
      seed: this.#seed,
      step,
      time: this.#elapsed.time,
      since: this.#elapsed.since,
      chains: this.#swarms.run,
      law: this.#elapsed.law,
      observation: moments,
      histogram: law && { counts, law },
      map: this.#map,
      points: this.#density,
      lookahead: this.#lookahead,
    };
  }

  get claimKey(): string {
    const { noise: _, twin: __, twinValue: ___, ...asked } = this.#values;
    return JSON.stringify([asked, this.#revision]);
  }

  snapshot(): Promise<Arrays> {
    return readPositions(this.#backend, this.#swarms);
  }

  /** With what MALA knows of where the chains stand, where it was evaluated as proposals and would come out otherwise again. */
  async save(): Promise<{ readonly arrays: Arrays; readonly memory: Readonly<Record<string, unknown>> }> {
    const arrays: Record<string, SnapshotArray> = { ...(await this.snapshot()) };
    for (const [name, set] of this.#named) {
      const standing = set?.scored?.standing;
      if (!standing) continue;
      const data = Float32Array.from(await this.#backend.read(standing));
      arrays[`${name} standing`] = { data, shape: [set.count, 4] };
    }
    return { arrays, memory: { ...this.#elapsed.memory } };
  }

  load(checkpoint: Checkpoint): void {
    const { step, arrays } = checkpoint;
    this.#elapsed.recall(checkpoint);
    for (const [name, set] of this.#named) {
      if (!set) continue;
      const standing = arrays[`${name} standing`]?.data;
      const positions = savedArray(checkpoint, name, 2 * set.count, 'chains');
      set.place(positions, step, standing?.length === 4 * set.count ? standing : undefined);
    }
  }

  /** The components of a mixture target as data, so that the page can edit them; nothing for other targets. */
  data(): RunData {
    const { id, components = [] } = this.#settings.target;
    return id === 'mixture' ? mixtureData(components) : {};
  }

  async field(box: Box, columns: number, rows: number): Promise<Field> {
    const { target } = this.#settings;
    const lattice = gridOver(box, columns, rows);
    const values =
      this.#density && target.kernels
        ? await this.#density.picture(lattice, target.kernels.sigma)
        : await evaluatePoints(this.#backend, target, latticeNodes(lattice));
    return { box, columns, rows, ...values };
  }

  dispose(): void {
    this.#density?.dispose();
    this.#scope.dispose();
  }

  get #read(): Reading {
    if (!this.#reading) throw new Error('nothing was observed yet');
    return this.#reading;
  }

  get #named(): readonly (readonly [string, ChainSet | undefined])[] {
    return Object.entries({ positions: this.#swarms.run, twin: this.#swarms.twin });
  }
}

/** Whether anything but the twin is set differently. */
function changesRun(before: Values, after: Values): boolean {
  const { twin: _, twinValue: __, ...own } = after;
  return Object.entries(own).some(([key, value]) => value !== before[key as keyof typeof own]);
}
