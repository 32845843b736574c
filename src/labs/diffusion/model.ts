// Diffusion on the device: particles between noise and data, and what is measured of them and of the bound beside them.
import type { Scope } from '../../compute/scope';
import { DiffusionRun } from '../../diffusion/diffusion-run';
import { exactArrays, remembered, savedExactly } from '../../experiment/checkpoint';
import { boundFigures } from '../../experiment/diffusion-bound-panels';
import { particlePanels } from '../../experiment/diffusion-particle-panels';
import { wayOf } from '../../experiment/diffusion-way';
import { centralBox } from '../../experiment/extent';
import type { Field, Panel, Paths, Way } from '../../experiment/frame';
import { Figures } from '../../experiment/figures';
import type { History } from '../../experiment/history';
import type { Checkpoint, FieldOptions } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { readTrails } from '../../experiment/swarms';
import { figure } from '../../numbers';
import type { Box } from '../../targets/target';
import { NetworkScores } from '../../train/network-scores';
import type { ClaimContext } from './claims/context';
import { settingsOf, type LoadedLaw } from './law';
import { scheduleNames, type Values } from './parameters';

/** Particles whose places tell where most are. */
const LEADING = 4_096;
const names = ['positions', 'twin'] as const;

export class DiffusionModel implements Model<Values, ClaimContext> {
  readonly #options: ModelOptions<Values>;
  readonly #centres: LoadedLaw;
  readonly #run: DiffusionRun;
  #bound: Figures;
  #way: Way;
  #values: Values;
  #wanted: Values;
  /** All steps so far were those of the settings in force. */
  #isStraight = true;
  #refining: Promise<boolean> | undefined;
  #read: { readonly places: Float32Array; readonly seen: Awaited<ReturnType<DiffusionRun['look']>> } | undefined;
  #paths: readonly Paths[] = [];
  #panels: readonly Panel[] = [];

  static async create(options: ModelOptions<Values>, centres: LoadedLaw): Promise<DiffusionModel> {
    const { backend, values, seed, data } = options;
    const { network } = centres;
    const learned = network && ((scope: Scope) => new NetworkScores(backend, scope, network));
    const settings = settingsOf(values, centres);
    const run = { backend, centres, settings, particles: values.particles, initial: data['initial'], seed, learned };
    return new DiffusionModel(options, centres, await DiffusionRun.create(run));
  }

  private constructor(options: ModelOptions<Values>, centres: LoadedLaw, run: DiffusionRun) {
    this.#options = options;
    this.#values = this.#wanted = options.values;
    this.#centres = centres;
    this.#run = run;
    this.#bound = this.#figures();
    this.#way = wayOf(run.processes[0], run.choice?.time);
  }

  get moved(): number {
    return this.#run.swarms.reduce((sum, { size }) => sum + size, 0);
  }

  get unfinished(): boolean {
    return this.#run.unfinished;
  }

  get claimKey(): string {
    return JSON.stringify(this.#values);
  }

  want(values: Values): void {
    this.#wanted = values;
  }

  async apply(step: number): Promise<void> {
    if (this.#wanted === this.#values) return this.#run.prepare();
    this.#values = this.#wanted;
    this.#isStraight = step === 0;
    await this.#refining;
    await this.#run.configure(settingsOf(this.#values, this.#centres));
    this.#bound.dispose();
    this.#bound = this.#figures();
    this.#way = wayOf(this.#run.processes[0], this.#run.choice?.time);
  }

  begin(): Promise<void> {
    this.#isStraight = true;
    return this.#run.begin(this.#options.signal);
  }

  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    return this.#run.advance(step, steps, completed, signal);
  }

  async observe(step: number): Promise<Observation> {
    const reading = await this.#run.read();
    const seen = await this.#run.look(reading);
    const places = Float32Array.from(reading[0]);
    this.#read = { places, seen };
    await this.readPaths(step);
    const measures: Record<string, number> = {};
    for (const [i, { distance, unit, logDensity, variance, finite }] of seen.entries()) {
      const own = { distance: unit * distance, logDensity, variance, finite };
      for (const [name, value] of Object.entries(own)) measures[i === 0 ? name : `twin: ${name}`] = value;
    }
    const { dimension } = this.#centres;
    const extent = centralBox(places.subarray(0, LEADING * dimension), dimension);
    const kept = { ...measures, middle: seen[0].middle ?? Number.NaN };
    return { measures, kept, nonFinite: seen[0].nonFinite, ...(extent ? { extent } : {}) };
  }

  async study(step: number, history: History): Promise<void> {
    const { backend } = this.#options;
    const isGaussian = this.#values.data === 'gaussian' && !this.#centres.network;
    const { processes, choice } = this.#run;
    const { images } = this.#centres;
    const about = { backend, isGaussian, step, history, centres: this.#centres, processes, choice, images };
    this.#panels = await particlePanels(about, this.#read?.seen ?? []);
  }

  picture(): Picture {
    const { noisy, level, swarms, time, denoised } = this.#run;
    const [{ positions, size: count }, twin] = swarms;
    const { data } = this.#options;
    const values = this.#values;
    const own = { layer: 'data', label: 'data, times α', colour: 'second', positions: noisy.drawn } as const;
    const guess = { layer: 'denoised', label: 'x̂, times α', colour: 'second' } as const;
    const limited = `Limited to ${count.toLocaleString('en-GB')} particles, in ${this.#centres.dimension} dimensions.`;
    return {
      clouds: [
        ...(twin
          ? [{ layer: 'twin', label: 'twin', colour: 'second', positions: twin.positions, count } as const]
          : []),
        ...(values.data === 'gaussian' ? [] : [{ ...own, count: noisy.count }]),
        { layer: 'particles', label: 'particles', colour: 'first', positions, count },
        ...(denoised?.positions ? [{ ...guess, positions: denoised.positions, count: denoised.count }] : []),
      ],
      paths: this.#paths,
      way: this.#way,
      heat: { label: 'log density of z at t', stages: noisy.stages, moment: time },
      readouts: [
        { label: 't', value: figure(time), doc: 'From the data, 0, to the noise, 1.' },
        { label: 'log SNR', value: figure(-level.gamma), doc: '−γ at this t.' },
        { label: 'α', value: figure(level.alpha), doc: 'What the data are multiplied by.' },
        { label: 'σ', value: figure(level.sigma), doc: 'Standard deviation of the noise that is added.' },
      ],
      notices: count < values.particles && !data['initial'] ? [limited] : [],
    };
  }

  panels(): readonly Panel[] {
    return [...this.#bound.panels, ...this.#panels];
  }

  async readPaths(step: number): Promise<void> {
    const [run, twin] = this.#run.swarms;
    this.#paths = await readTrails({ run, twin }, step);
  }

  context(step: number): ClaimContext {
    const { backend, seed } = this.#options;
    const [values, isStraight] = [this.#values, this.#isStraight];
    const { dimension, centres } = this.#centres;
    const { schedule } = this.#run.processes[0];
    const points = values.data === 'gaussian' ? undefined : (centres as Float32Array<ArrayBuffer>);
    const positions = async (): Promise<Float32Array> => this.#read?.places ?? new Float32Array();
    return { backend, seed, values, schedule, points, dimension, step, isStraight, positions };
  }

  async snapshot(): Promise<Arrays> {
    const reading = await this.#run.read();
    return Object.fromEntries(
      reading.map((places, i) => [names[i], { data: Float32Array.from(places), shape: this.#shape }]),
    );
  }

  /** To the last bit, also in float64: a way back by a checkpoint leads to the same places. */
  async save(): Promise<{ readonly arrays: Arrays }> {
    const reading = await this.#run.read();
    const arrays: Arrays[] = reading.map((places, i) => exactArrays(names[i], places, this.#shape));
    return { arrays: Object.assign({}, ...arrays) as Arrays };
  }

  load(checkpoint: Checkpoint): void {
    this.#isStraight = remembered(checkpoint.memory, 'isStraight') === true;
    const { processes, length } = this.#run;
    const places = processes.map((_, i) => savedExactly(checkpoint, names[i], length, 'particles'));
    this.#run.place(places, checkpoint.step);
  }

  refine(): Promise<boolean> {
    return (this.#refining = this.#bound.refine());
  }

  /** At the present t. */
  field(box: Box, columns: number, rows: number, { values, ...options }: FieldOptions = {}): Promise<Field> {
    const { noisy, level } = this.#run;
    const [{ spread }] = settingsOf({ ...this.#values, ...values }, this.#centres);
    return noisy.field(box, columns, rows, level, spread, options);
  }

  dispose(): void {
    this.#bound.dispose();
    this.#run.dispose();
  }

  #figures(): Figures {
    const { backend, seed } = this.#options;
    const [process] = this.#run.processes;
    const bound = { backend, centres: this.#centres, process, settings: this.#values, names: scheduleNames, seed };
    return new Figures(boundFigures(bound));
  }

  get #shape(): readonly number[] {
    const { dimension } = this.#centres;
    return [this.#run.length / dimension, dimension];
  }
}
