// A started Dirac-GAN lab: the trajectories and, where wanted, those of the twin scheme; the law of their energy followed
// beside them; and what is known of both at the moment.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { diracField } from '../../kernels/dirac-field';
import type { Box } from '../../targets/target';
import type {
  Checkpoint,
  ClaimResult,
  Field,
  Frame,
  ParameterValues,
  Run,
  SnapshotArray,
  StartOptions,
} from '../../experiment/lab';
import { checkSteps } from '../../experiment/begin';
import { remembered, rememberedNumber, savedArray } from '../../experiment/checkpoint';
import { withLiveValues } from '../../experiment/parameters';
import type { HistoryMemory } from '../../experiment/history';
import { Stepper } from '../../dynamics/stepper';
import { Turns } from '../../experiment/turns';
import { checkClaims } from './claims';
import { advanceEnergyLaw, startEnergyLaw, type EnergyLaw } from './energy-law';
import { parameters } from './parameters';
import { Portrait, type RunState } from './portrait';
import { Probe } from './probe';
import { readMapAxes, readSettings, readStart, readTwin, sameSettings, type Settings } from './settings';
import { StabilityMapper } from './stability-map';
import { readInitial, startPositions } from './start';
import { TrajectorySet } from './trajectory-set';

/** What a checkpoint remembers beside the positions. */
interface Memory {
  readonly law: EnergyLaw | undefined;
  /** θ² + ψ² of the start (median), for the circle. */
  readonly startEnergy: number;
  readonly history: HistoryMemory;
}

export class DiracRun implements Run {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #initial: Float32Array | undefined;
  readonly #run: TrajectorySet;
  readonly #twin: TrajectorySet | undefined;
  readonly #stepper: Stepper;
  readonly #probe: Probe;
  readonly #mapper: StabilityMapper;
  readonly #portrait: Portrait;
  readonly #turns = new Turns();
  #values: ParameterValues;
  #settings: Settings;
  /** Settings that apply from the next step on, once compiled; and whether the start was moved. */
  #changed = true;
  #moved = false;
  #step = 0;
  #law: EnergyLaw | undefined;
  #startEnergy = Number.NaN;
  /** The claims depend on the settings alone. */
  #claims: { readonly at: Settings; readonly results: readonly ClaimResult[] } | undefined;

  constructor({ backend, params, seed, data }: StartOptions) {
    this.#backend = backend;
    this.#seed = seed;
    this.#values = params;
    this.#initial = readInitial(data);
    this.#settings = readSettings(params);
    const scope = (this.#scope = new Scope(backend));
    const size = this.#initial ? this.#initial.length / 2 : Number(params['trajectories']);
    this.#run = new TrajectorySet(backend, scope, 'run', size);
    this.#twin = readTwin(params) ? new TrajectorySet(backend, scope, 'twin', size) : undefined;
    this.#stepper = new Stepper(backend);
    this.#probe = new Probe(backend, scope);
    this.#mapper = new StabilityMapper(backend, scope);
    this.#portrait = new Portrait(backend, scope, this.#probe, this.#mapper);
  }

  get step(): number {
    return this.#step;
  }

  /** Places the trajectories, or puts back those of a checkpoint. */
  async begin(resume?: Checkpoint): Promise<void> {
    await this.#apply();
    if (resume) this.#restore(resume);
    else this.#placeStart();
    await this.#backend.settled();
  }

  async advance(steps: number, signal?: AbortSignal): Promise<void> {
    checkSteps(steps);
    await this.#turns.take(() => this.#advance(steps, signal));
  }

  set(values: Partial<ParameterValues>): void {
    const before = this.#values;
    this.#values = withLiveValues(parameters, before, values);
    const point = this.#values['init'] === 'point' && !this.#initial;
    this.#moved ||= point && (before['theta0'] !== this.#values['theta0'] || before['psi0'] !== this.#values['psi0']);
    this.#settings = readSettings(this.#values);
    this.#changed = true;
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
      const settings = this.#settings;
      if (!sameSettings(this.#claims?.at, settings)) {
        this.#claims = { at: settings, results: await checkClaims({ settings, probe: this.#probe }) };
      }
      return this.#claims?.results ?? [];
    });
  }

  snapshot(): Promise<Readonly<Record<string, SnapshotArray>>> {
    return this.#turns.take(() => this.#snapshot());
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#turns.take(async () => {
      const arrays: Record<string, SnapshotArray> = { ...(await this.#snapshot()) };
      for (const [i, set] of this.#sets.entries()) {
        const owed = await this.#backend.read(set.owed, 0, 2 * set.size);
        arrays[i === 0 ? 'owed' : 'twinOwed'] = { data: new Float32Array(owed), shape: [set.size, 2] };
      }
      const { history } = this.#portrait;
      const memory: Memory = { law: this.#law, startEnergy: this.#startEnergy, history: history.memory };
      return { step: this.#step, arrays, memory };
    });
  }

  async #advance(steps: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    if (!this.#stepper.unfinished) await this.#apply();
    await this.#stepper.advance(this.#sets, this.#seed, this.#step, steps, (done) => this.#completed(done), signal);
  }

  async #measure(): Promise<void> {
    await this.#advance(0);
    await this.#portrait.measure(this.#state());
  }

  async #snapshot(): Promise<Readonly<Record<string, SnapshotArray>>> {
    await this.#advance(0);
    const reading = this.#sets.map((set) => this.#backend.read(set.positions, 0, 2 * set.size));
    await Promise.all(this.#sets.map((set) => set.verifyProgress()));
    const [run, twin] = await Promise.all(reading);
    const asArray = (values: ArrayLike<number>): SnapshotArray => ({
      data: new Float32Array(values),
      shape: [this.#run.size, 2],
    });
    return { positions: asArray(run ?? []), ...(twin ? { twin: asArray(twin) } : {}) };
  }

  /** The height −½(θ² + ψ²), whose contours are the orbits of the flow, and the vector field. */
  async field(box: Box, columns: number, rows: number): Promise<Field> {
    const { rule, pace } = this.#settings;
    const kernel = diracField(rule);
    await this.#backend.prepare(kernel);
    const at = (min: number, max: number, i: number, n: number): number => min + ((max - min) * i) / Math.max(1, n - 1);
    const nodes = Float32Array.from({ length: 2 * columns * rows }, (_, i) => {
      const node = i >> 1;
      return i % 2 === 0
        ? at(box.minX, box.maxX, node % columns, columns)
        : at(box.minY, box.maxY, Math.floor(node / columns), rows);
    });
    const scope = new Scope(this.#backend);
    try {
      const arrays = {
        points: scope.create('field points', 'f32', nodes.length),
        velocity: scope.create('field', 'f32', nodes.length),
      };
      this.#backend.write(arrays.points, nodes);
      const { sigma, gamma, g0 } = pace;
      this.#backend.dispatch(kernel, { arrays, params: { sigma, gamma, g0 }, threads: columns * rows });
      const score = Float32Array.from(await this.#backend.read(arrays.velocity), (value) =>
        Number.isFinite(value) ? value : 0,
      );
      const logDensity = Float32Array.from(
        { length: columns * rows },
        (_, i) => 0 - 0.5 * (nodes[2 * i] ** 2 + nodes[2 * i + 1] ** 2),
      );
      return { box, columns, rows, logDensity, score };
    } finally {
      scope.dispose();
    }
  }

  /** On the CPU alone, so that it waits for no turn. */
  sketchMap(values: ParameterValues): Promise<boolean> {
    this.#mapper.want(readSettings(values), readMapAxes(values));
    return this.#mapper.sketch();
  }

  refineMap(values = this.#values): Promise<boolean> {
    this.#mapper.want(readSettings(values), readMapAxes(values));
    return this.#mapper.refine();
  }

  dispose(): void {
    this.#scope.dispose();
  }

  get #sets(): readonly TrajectorySet[] {
    return this.#twin ? [this.#run, this.#twin] : [this.#run];
  }

  #state(): RunState {
    return {
      step: this.#step,
      settings: this.#settings,
      run: this.#run,
      twin: this.#twin,
      twinSettings: readTwin(this.#values),
      law: this.#law,
      start: this.#initial ? undefined : readStart(this.#values),
    };
  }

  /** Brings both sets to the wanted settings; only between blocks of steps, so that all trajectories agree on them. */
  async #apply(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      await this.#run.configure(this.#settings, this.#step);
      const twin = readTwin(this.#values);
      if (this.#twin && twin) await this.#twin.configure(twin, this.#step);
    }
    if (this.#moved) this.#placeStart();
    this.#moved = false;
  }

  #completed(steps: number): void {
    this.#law = advanceEnergyLaw(this.#law, this.#run.settings, steps);
    this.#step += steps;
  }

  #placeStart(): void {
    const positions = this.#initial ?? startPositions(readStart(this.#values), this.#run.size, this.#seed);
    for (const set of this.#sets) set.place(positions, this.#step);
    this.#follow(startEnergyLaw(medianEnergy(positions)), medianEnergy(positions));
  }

  #follow(law: EnergyLaw | undefined, startEnergy: number): void {
    this.#law = law;
    this.#startEnergy = startEnergy;
    this.#portrait.drawOrbit(startEnergy);
  }

  #restore(checkpoint: Checkpoint): void {
    const { step } = checkpoint;
    const { law, startEnergy } = readMemory(checkpoint);
    for (const [positions, owed, set] of [
      ['positions', 'owed', this.#run],
      ['twin', 'twinOwed', this.#twin],
    ] as const) {
      if (!set) continue;
      const saved = (name: string): Float32Array => savedArray(checkpoint, name, 2 * set.size, 'trajectories');
      set.place(saved(positions), step, saved(owed));
    }
    this.#step = step;
    this.#follow(law, startEnergy);
    this.#portrait.history.recall(checkpoint);
  }
}

/** Throws RangeError where there is no energy; a law that cannot be read is followed no further. */
function readMemory({ memory }: Checkpoint): Omit<Memory, 'history'> {
  const law = remembered(memory, 'law');
  const [logEnergy, exact] = [remembered(law, 'logEnergy'), remembered(law, 'exact')];
  const [error, swing] = [remembered(law, 'error'), remembered(law, 'swing')];
  const startEnergy = rememberedNumber(memory, 'startEnergy');
  if (typeof logEnergy !== 'number' || typeof exact !== 'boolean') return { law: undefined, startEnergy };
  // What is not finite is null in JSON: then the law has been left.
  const known = (value: unknown): number => (typeof value === 'number' ? value : Infinity);
  return { law: { logEnergy, exact, error: known(error), swing: known(swing) }, startEnergy };
}

/** Of θ² + ψ² over the trajectories. */
function medianEnergy(positions: ArrayLike<number>): number {
  const energies = Float64Array.from(
    { length: positions.length / 2 },
    (_, i) => positions[2 * i] ** 2 + positions[2 * i + 1] ** 2,
  ).toSorted();
  return energies[energies.length >> 1];
}
