// A started Langevin lab: the chains and, where wanted, their twin; the exact law followed beside them; and what is
// known of both at the moment.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { initialPositions, startShapes } from '../../kernels/initial-positions';
import { mixtureData } from '../../targets/mixture-data';
import type { Box } from '../../targets/target';
import type {
  Checkpoint,
  ClaimResult,
  Field,
  Frame,
  ParameterValues,
  Run,
  RunData,
  SnapshotArray,
  StartOptions,
} from '../../experiment/lab';
import { checkSteps } from '../../experiment/begin';
import { savedArray } from '../../experiment/checkpoint';
import { withLiveValues } from '../../experiment/parameters';
import { Turns } from '../../experiment/turns';
import { ChainSet } from './chain-set';
import { checkClaims } from './claims';
import { asGaussian } from './claims/context';
import { evaluateField } from './field';
import { Lookahead } from './lookahead';
import { readMemory, type Memory } from './memory';
import { Observer } from './observation';
import { PointDensity } from './point-density';
import { parameters } from './parameters';
import { Portrait } from './portrait';
import { Probe } from './probe';
import { ScoredStepper } from './scored-stepper';
import { readSettings, readStart, twinChange, type Settings } from './settings';
import { Stepper } from '../../dynamics/stepper';
import { movesOtherwise, sinceChange, sinceStart, type Since } from './since';
import { followedStart, followLaw, type FollowedLaw } from './theory/law-rounding';

export class LangevinRun implements Run {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #run: ChainSet;
  readonly #twin: ChainSet | undefined;
  readonly #stepper: Stepper | ScoredStepper;
  /** Of `target: data`: its points, and what evaluates them where they are too many to be listed. */
  readonly #points: Float32Array<ArrayBuffer> | undefined;
  readonly #density: PointDensity | undefined;
  readonly #probe: Probe;
  readonly #observer: Observer;
  readonly #lookahead: Lookahead;
  readonly #portrait: Portrait;
  readonly #turns = new Turns();
  #values: ParameterValues;
  #data: RunData;
  #settings: Settings;
  /** Settings that apply from the next step on, once compiled. */
  #changed = true;
  /** They are others for the run itself, not for its twin alone. */
  #moved = false;
  #step = 0;
  #time = 0;
  #since: Since;
  #law: FollowedLaw | undefined;

  constructor({ backend, params, seed, data }: StartOptions, points?: Float32Array<ArrayBuffer>) {
    this.#backend = backend;
    this.#seed = seed;
    this.#values = params;
    this.#data = data;
    this.#points = points;
    this.#settings = readSettings(params, data, points);
    const scope = (this.#scope = new Scope(backend));
    const { kernels } = this.#settings.target;
    const density = (this.#density = kernels && new PointDensity(backend, kernels.points));
    const count = Number(params['chains']);
    this.#run = new ChainSet(backend, scope, 'run', count, density);
    this.#twin = twinChange(params) ? new ChainSet(backend, scope, 'twin', count, density) : undefined;
    this.#stepper = density ? new ScoredStepper(backend) : new Stepper(backend);
    this.#probe = new Probe(backend, scope, density);
    this.#observer = new Observer(backend, scope, this.#settings.target);
    this.#lookahead = new Lookahead(backend, scope, this.#observer);
    this.#portrait = new Portrait(backend, scope, this.#observer, this.#probe);
    this.#since = sinceStart(readStart(params));
    this.#law = followedStart(readStart(params));
  }

  get step(): number {
    return this.#step;
  }

  /** Draws the first positions, or puts back those of a checkpoint. */
  async begin(resume?: Checkpoint): Promise<void> {
    await this.#apply();
    if (resume) this.#restore(resume);
    else await this.#drawStart();
    await this.#backend.settled();
  }

  async advance(steps: number, signal?: AbortSignal): Promise<void> {
    checkSteps(steps);
    await this.#turns.take(() => this.#advance(steps, signal));
  }

  set(values: Partial<ParameterValues>): void {
    this.#change(withLiveValues(parameters, this.#values, values), this.#data);
  }

  setData(data: RunData): void {
    this.#change(this.#values, data);
  }

  /** The components of a mixture target as data, so that the page can edit them; nothing for other targets. */
  data(): RunData {
    const { id, components = [] } = this.#settings.target;
    return id === 'mixture' ? mixtureData(components) : {};
  }

  frame(): Frame {
    return this.#portrait.frame(this.#state());
  }

  measure(): Promise<Readonly<Record<string, number>>> {
    return this.#turns.take(async () => {
      await this.#measure();
      return this.frame().measures;
    });
  }

  readPaths(): Promise<void> {
    return this.#turns.take(async () => {
      // Ahead of others are some after an abort, until whatever comes next.
      if (!this.#stepper.unfinished) await this.#portrait.readPaths(this.#state());
    });
  }

  claims(): Promise<readonly ClaimResult[]> {
    return this.#turns.take(async () => {
      await this.#measure();
      return checkClaims({
        backend: this.#backend,
        settings: this.#settings,
        start: readStart(this.#values),
        seed: this.#seed,
        step: this.#step,
        time: this.#time,
        since: this.#since,
        chains: this.#run,
        law: this.#law,
        observation: this.#portrait.observation,
        histogram: this.#portrait.histogram,
        probe: this.#probe,
        lookahead: this.#lookahead,
      });
    });
  }

  snapshot(): Promise<Readonly<Record<string, SnapshotArray>>> {
    return this.#turns.take(() => this.#snapshot());
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#turns.take(async () => {
      const arrays = { ...(await this.#snapshot()), ...(await this.#standing()) };
      const { history } = this.#portrait;
      const memory: Memory = { time: this.#time, since: this.#since, law: this.#law, history: history.memory };
      return { step: this.#step, arrays, memory };
    });
  }

  field(box: Box, columns: number, rows: number): Promise<Field> {
    const { target } = this.#settings;
    return this.#density && target.kernels
      ? this.#density.field(box, columns, rows, target.kernels.sigma)
      : evaluateField(this.#backend, target, box, columns, rows);
  }

  dispose(): void {
    this.#density?.dispose();
    this.#scope.dispose();
  }

  get #sets(): readonly ChainSet[] {
    return this.#twin ? [this.#run, this.#twin] : [this.#run];
  }

  #state(): Parameters<Portrait['frame']>[0] {
    return {
      step: this.#step,
      time: this.#time,
      settings: this.#settings,
      law: this.#law,
      run: this.#run,
      twin: this.#twin,
      twinChange: twinChange(this.#values),
    };
  }

  #change(values: ParameterValues, data: RunData): void {
    this.#settings = readSettings(values, data, this.#points);
    this.#moved ||= data !== this.#data || movesOtherwise(this.#values, values);
    this.#values = values;
    this.#data = data;
    this.#changed = true;
  }

  /** Brings both chain sets to the wanted settings; only between blocks of steps, so that all chains agree on them. */
  async #apply(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      if (this.#moved) this.#since = sinceChange(this.#since, this.#run.settings, this.#step, this.#time);
      this.#moved = false;
      await this.#run.configure(this.#settings);
      const change = twinChange(this.#values);
      if (this.#twin && change)
        await this.#twin.configure(readSettings({ ...this.#values, [change[0]]: change[1] }, this.#data, this.#points));
    }
  }

  async #advance(steps: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    if (!this.#stepper.unfinished) await this.#apply();
    const completed = (done: number): void => this.#completed(done);
    await this.#stepper.advance(this.#sets, this.#seed, this.#step, steps, completed, signal);
  }

  /** After an abort some chains may be ahead of others; what was begun is finished before anything is measured. */
  async #measure(): Promise<void> {
    await this.#advance(0);
    await this.#portrait.measure(this.#state());
  }

  async #snapshot(): Promise<Readonly<Record<string, SnapshotArray>>> {
    await this.#advance(0);
    const reading = this.#sets.map((set) => this.#backend.read(set.positions));
    await Promise.all(this.#sets.map((set) => set.verifyProgress()));
    const [run, twin] = await Promise.all(reading);
    const asArray = (values: ArrayLike<number>): SnapshotArray => ({
      data: new Float32Array(values),
      shape: [this.#run.count, 2],
    });
    return { positions: asArray(run ?? []), ...(twin ? { twin: asArray(twin) } : {}) };
  }

  /** What MALA knows of where the chains stand, where it was evaluated as proposals and would come out otherwise again. */
  async #standing(): Promise<Record<string, SnapshotArray>> {
    const arrays: Record<string, SnapshotArray> = {};
    for (const [name, set] of this.#named) {
      const standing = set?.scored?.standing;
      if (!standing) continue;
      arrays[`${name} standing`] = {
        data: Float32Array.from(await this.#backend.read(standing)),
        shape: [this.#run.count, 4],
      };
    }
    return arrays;
  }

  get #named(): readonly (readonly [string, ChainSet | undefined])[] {
    return Object.entries({ positions: this.#run, twin: this.#twin });
  }

  #completed(steps: number): void {
    const { step: stepSize, noise, method } = this.#run.settings;
    const gaussian = asGaussian(this.#run.settings);
    this.#law =
      gaussian && method === 'ula' && this.#law ? followLaw(this.#law, gaussian, stepSize, noise, steps) : undefined;
    this.#step += steps;
    this.#time += steps * stepSize;
  }

  async #drawStart(): Promise<void> {
    const { kind, x, y, scale } = readStart(this.#values);
    await this.#backend.prepare(initialPositions);
    this.#backend.dispatch(initialPositions, {
      arrays: { positions: this.#run.positions },
      params: { seed: this.#seed, shape: startShapes[kind], x, y, scale },
      threads: this.#run.count,
    });
    if (this.#twin) this.#backend.copy(this.#run.positions, this.#twin.positions);
  }

  #restore(checkpoint: Checkpoint): void {
    const { time, since, law } = readMemory(checkpoint);
    for (const [name, set] of this.#named) {
      if (!set) continue;
      this.#backend.write(set.positions, savedArray(checkpoint, name, 2 * set.count, 'chains'));
      const standing = checkpoint.arrays[`${name} standing`]?.data;
      set.placed(checkpoint.step);
      set.scored?.placed(standing?.length === 4 * set.count ? standing : undefined);
    }
    this.#step = checkpoint.step;
    this.#time = time;
    this.#since = since;
    this.#law = law;
    this.#portrait.history.recall(checkpoint);
  }
}
