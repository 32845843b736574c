// The Dirac-GAN on the device: the trajectories and, where wanted, those of the twin scheme; the law of their energy followed
// beside them; and what is tried and measured near the equilibrium.
import { Stepper } from '../../dynamics/stepper';
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { remembered, rememberedNumber, savedArray } from '../../experiment/checkpoint';
import type { Cloud, Field, Frame, Panel, Paths, Spectrum, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { Checkpoint, SnapshotArray } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { each, readPositions, readTrails, type Swarms } from '../../experiment/swarms';
import { advanceEnergyLaw, lawfulEnergy, startEnergyLaw, type EnergyLaw } from '../../math/dirac-energy';
import type { GrowthFit } from '../../math/dirac-growth';
import { conservedForm, conservesForm } from '../../math/dirac-orbits';
import type { Settings } from '../../math/dirac-scheme';
import type { Box } from '../../targets/target';
import { contextOf, type ClaimContext } from './claims/context';
import { divergenceOf } from './divergence';
import { EnergyQuantiles, type Quantiles } from '../../dynamics/energy-quantiles';
import { settingsOf, twinSettings, type Values } from './parameters';
import { readouts } from './readouts';
import { spectrumPanel } from './spectrum';
import { StabilityMapper } from './stability-map';
import { readInitial, startPositions } from './start';
import { growthNow, tracesOf } from './traces';
import { TrajectorySet } from '../../dynamics/trajectory-set';
import { Trials } from '../../dynamics/trials';
import { vectorField } from './vector-field';

export class DiracModel implements Model<Values, ClaimContext> {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #initial: Float32Array | undefined;
  readonly #swarms: Swarms<TrajectorySet>;
  readonly #stepper: Stepper;
  readonly #trials: Trials;
  readonly #quantiles: EnergyQuantiles;
  readonly #mapper: StabilityMapper;
  #values: Values;
  #settings: Settings;
  /** The single point was moved: everything is put there. */
  #moved = false;
  #law: EnergyLaw | undefined;
  /** θ² + ψ² of the start (median), for the circle. */
  #startEnergy = Number.NaN;
  #guides: NonNullable<Frame['guides']> = [];
  #energy: Quantiles | undefined;
  #paths: readonly Paths[] = [];
  #traces: readonly Trace[] = [];
  #spectrum: Spectrum | undefined;
  /** The growth of small starts, and the settings at which it and the spectrum were measured. */
  #growth: { readonly fit: GrowthFit | undefined; readonly key: string } | undefined;

  constructor({ backend, values, seed, data }: ModelOptions<Values>) {
    this.#initial = readInitial(data);
    this.#backend = backend;
    this.#seed = seed;
    this.#values = values;
    this.#settings = settingsOf(values);
    const scope = (this.#scope = new Scope(backend));
    const size = this.#initial ? this.#initial.length / 2 : values.trajectories;
    const run = new TrajectorySet(backend, scope, 'run', size);
    this.#swarms = { run, twin: values.twin === 'off' ? undefined : new TrajectorySet(backend, scope, 'twin', size) };
    this.#stepper = new Stepper(backend);
    this.#trials = new Trials(backend, scope);
    this.#quantiles = new EnergyQuantiles(backend, scope);
    this.#mapper = new StabilityMapper(backend, scope);
  }

  get moved(): number {
    const { run, twin } = this.#swarms;
    return run.size + (twin?.size ?? 0);
  }

  get unfinished(): boolean {
    return this.#stepper.unfinished;
  }

  want(values: Values): void {
    const { theta0, psi0 } = this.#values;
    this.#moved ||= this.#isPoint && (values.theta0 !== theta0 || values.psi0 !== psi0);
    this.#values = values;
    this.#settings = settingsOf(values);
  }

  async apply(step: number): Promise<void> {
    const { run, twin } = this.#swarms;
    await run.configure(this.#settings, step);
    const other = twinSettings(this.#values);
    if (twin && other) await twin.configure(other, step);
    if (this.#moved) this.#place(step);
  }

  begin(): void {
    this.#place(0);
  }

  async advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    const done = (rounds: number): void => {
      this.#law = advanceEnergyLaw(this.#law, this.#swarms.run.settings, rounds);
      completed(rounds);
    };
    await this.#stepper.advance(each(this.#swarms), this.#seed, step, steps, done, signal);
  }

  async observe(step: number): Promise<Observation> {
    const { run, twin } = this.#swarms;
    for (const set of each(this.#swarms)) await set.verify();
    const energy = (this.#energy = await this.#quantiles.of(run));
    const twinEnergy = twin && (await this.#quantiles.of(twin));
    const form = conservesForm(this.#settings)
      ? (await this.#quantiles.of(run, conservedForm(this.#settings.pace))).median
      : Number.NaN;
    await this.readPaths(step);
    const { finite, nonFinite, low: energyLow, median, high: energyHigh } = energy;
    const kept = { energy: median, energyLow, energyHigh, energyLaw: lawfulEnergy(this.#law), form };
    const extent = extentOf(twinEnergy ? [energy, twinEnergy] : [energy]);
    return {
      measures: finiteOnly({ finite, nonFinite, ...kept, twinEnergy: twinEnergy?.median ?? Number.NaN }),
      kept: { ...kept, ...(twinEnergy ? { 'twin: energy': twinEnergy.median } : {}) },
      nonFinite,
      ...(extent ? { extent } : {}),
    };
  }

  async study(_: number, history: History): Promise<void> {
    const settings = this.#settings;
    this.#traces = tracesOf(history, settings, this.#law);
    const key = this.claimKey;
    if (key === this.#growth?.key) return;
    const fit = await this.#trials.growthFit(settings);
    this.#spectrum = await spectrumPanel(this.#trials, settings, twinSettings(this.#values), fit);
    this.#growth = { fit, key };
  }

  picture(step: number, history: History): Picture {
    const [settings, { theta0: x, psi0: y }] = [this.#settings, this.#values];
    const { nonFinite = 0, median: energy = Number.NaN } = this.#energy ?? {};
    const observed = { nonFinite, count: this.#swarms.run.size, energy, factor: growthNow(history) };
    const fit = this.#growth?.key === this.claimKey ? this.#growth.fit : undefined;
    const divergence = divergenceOf(settings, step, observed, fit);
    return {
      clouds: this.#clouds(),
      paths: this.#paths,
      guides: this.#guides,
      ...(divergence ? { divergence } : {}),
      readouts: readouts(settings),
      handles: this.#isPoint ? [{ x, y, weight: 1, label: 'initial point' }] : [],
    };
  }

  panels(): readonly Panel[] {
    return [this.#spectrum, this.#mapper.panel, ...this.#traces].filter((panel) => panel !== undefined);
  }

  async readPaths(step: number): Promise<void> {
    this.#paths = await readTrails(this.#swarms, step);
  }

  context(): ClaimContext {
    return contextOf(this.#settings, this.#trials);
  }

  get claimKey(): string {
    return JSON.stringify(this.#settings);
  }

  snapshot(): Promise<Arrays> {
    return readPositions(this.#backend, this.#swarms);
  }

  async save(): Promise<{ readonly arrays: Arrays; readonly memory: Readonly<Record<string, unknown>> }> {
    const arrays: Record<string, SnapshotArray> = { ...(await this.snapshot()) };
    for (const [i, { owed, size }] of each(this.#swarms).entries()) {
      const data = new Float32Array(await this.#backend.read(owed, 0, 2 * size));
      arrays[i === 0 ? 'owed' : 'twinOwed'] = { data, shape: [size, 2] };
    }
    return { arrays, memory: { law: this.#law, startEnergy: this.#startEnergy } };
  }

  load(checkpoint: Checkpoint): void {
    const law = rememberedLaw(checkpoint.memory);
    const startEnergy = rememberedNumber(checkpoint.memory, 'startEnergy');
    for (const [i, set] of each(this.#swarms).entries()) {
      const saved = (name: string): Float32Array => savedArray(checkpoint, name, 2 * set.size, 'trajectories');
      const [positions, owed] = i === 0 ? ['positions', 'owed'] : ['twin', 'twinOwed'];
      set.place(saved(positions), checkpoint.step, saved(owed));
    }
    this.#follow(law, startEnergy);
  }

  field(box: Box, columns: number, rows: number): Promise<Field> {
    return vectorField(this.#backend, this.#settings, box, columns, rows);
  }

  refine(values: Values): Promise<boolean> {
    this.#mapper.want(values);
    return this.#mapper.refine();
  }

  /** On the CPU alone, so that it waits for nothing. */
  sketch(values: Values): Promise<boolean> {
    this.#mapper.want(values);
    return this.#mapper.sketch();
  }

  dispose(): void {
    this.#scope.dispose();
  }

  get #isPoint(): boolean {
    return this.#values.init === 'point' && !this.#initial;
  }

  #place(step: number): void {
    const positions = this.#initial ?? startPositions(this.#values, this.#swarms.run.size, this.#seed);
    for (const set of each(this.#swarms)) set.place(positions, step);
    const energy = medianEnergy(positions);
    this.#follow(startEnergyLaw(energy), energy);
    this.#moved = false;
  }

  #follow(law: EnergyLaw | undefined, startEnergy: number): void {
    this.#law = law;
    this.#startEnergy = startEnergy;
    this.#guides = circle(Math.sqrt(startEnergy));
  }

  #clouds(): Cloud[] {
    const names = each(this.#swarms).map(({ settings }) => schemeName(settings));
    return each(this.#swarms).map(({ positions, size: count }, i) =>
      i === 0
        ? { layer: 'run', label: names[1] ? names[0] : 'trajectories', colour: 'first', positions, count }
        : { layer: 'twin', label: `twin: ${names[i]}`, colour: 'second', positions, count },
    );
  }
}

function schemeName({ rule: { scheme } }: Settings): string {
  return scheme === 'flow' ? 'continuous flow' : `${scheme} steps`;
}

/** The circle of constant θ² + ψ² through the start. */
function circle(radius: number): NonNullable<Frame['guides']> {
  if (!(Number.isFinite(radius) && radius > 0)) return [];
  const line = Float32Array.from({ length: 2 * 181 }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / 180;
    return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
  return [{ label: 'θ² + ψ² of the start', line }];
}

/** A law that cannot be read is followed no further; what was not finite is null in JSON, and such a law has been left. */
function rememberedLaw(memory: unknown): EnergyLaw | undefined {
  const law = remembered(memory, 'law');
  const exact = remembered(law, 'exact');
  const numbers = ['logEnergy', 'error', 'swing'].map((key) => remembered(law, key));
  if (typeof exact !== 'boolean' || !numbers.every((value) => typeof value === 'number')) return undefined;
  const [logEnergy, error, swing] = numbers;
  return { logEnergy, exact, error, swing };
}

/** Of θ² + ψ² over the trajectories. */
function medianEnergy(positions: ArrayLike<number>): number {
  const energies = Float64Array.from(
    { length: positions.length / 2 },
    (_, i) => positions[2 * i] ** 2 + positions[2 * i + 1] ** 2,
  ).toSorted();
  return energies[energies.length >> 1];
}

/** Around the equilibrium, which is the middle of every picture. */
function extentOf(energies: readonly Quantiles[]): Box | undefined {
  const radius = Math.sqrt(Math.max(...energies.filter(({ finite }) => finite > 0).map(({ high }) => high)));
  return radius >= 0 ? { minX: -radius, maxX: radius, minY: -radius, maxY: radius } : undefined;
}

/** NaN is never shown: what cannot be told is left out. */
function finiteOnly(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}
