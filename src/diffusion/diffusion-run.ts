// A diffusion under way: a process and perhaps another one on the same noise, their particles, and where the data are meanwhile.
import type { Backend, HostArray } from '../compute/backend';
import type { NoiseLevel } from '../math/diffusion-schedule';
import { Scope } from '../compute/scope';
import type { EvaluatedField } from '../dynamics/scored-moves';
import { Denoised } from './denoised';
import { closenessOf, type Closeness } from './closeness';
import { middleShare, modeChoice, type ModeChoice } from './mode-choice';
import { NoisyData } from './noisy-data';
import type { Process } from './process';
import { processOf, startOf, type DataCentres, type ProcessSettings } from './process-settings';
import { isFused, type FusedSwarm, type MeanSwarm } from './swarm';
import { SwarmSteps } from './swarm-steps';

export interface DiffusionRunOptions {
  readonly backend: Backend;
  readonly centres: DataCentres;
  /** Of the run and of its twin; a step of the run is a step of the first. */
  readonly settings: readonly ProcessSettings[];
  readonly particles: number;
  /** Where all begin instead, row-major [n, dimension]. */
  readonly initial?: Float32Array | undefined;
  readonly seed: number;
  /** Makes the score that stands for the exact denoiser, where the settings say so; what it puts on the device is freed with the run. */
  readonly learned?: ((scope: Scope) => EvaluatedField) | undefined;
}

/** What is known of one swarm. */
export interface Seen extends Closeness {
  /** Mean log q_t of z, nats. */
  readonly logDensity: number;
  /** The share of them where the run chooses; undefined where it does not. */
  readonly middle: number | undefined;
  /** √SNR(0), what distances are multiplied by to be in units of h₀, the bandwidth that remains. */
  readonly unit: number;
}

/** Numbers of all particles where they have more than two dimensions. */
const MOST_NUMBERS = { webgpu: 2 ** 20, reference: 2 ** 15 } as const;

export class DiffusionRun {
  readonly noisy: NoisyData;
  /** Of the run; undefined where no fused step makes it. */
  readonly denoised: Denoised | undefined;
  readonly #centres: DataCentres;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  /** Where all begin instead. */
  readonly #initial: Float32Array | undefined;
  readonly #count: number;
  readonly #steps: SwarmSteps;
  readonly #horizon: number;
  #processes: readonly Process[];
  #choice: ModeChoice | undefined;
  #step = 0;

  /** Throws RangeError where `initial` is not row-major [n, dimension]. */
  static async create(options: DiffusionRunOptions): Promise<DiffusionRun> {
    const { backend, centres, settings, initial, seed } = options;
    const { dimension } = centres;
    if (initial && (initial.length === 0 || initial.length % dimension !== 0))
      throw new RangeError(`data.initial has ${initial.length} numbers; rows of ${dimension} are allowed`);
    return new DiffusionRun(options, await processesOf(backend, settings, centres, seed));
  }

  private constructor(
    { backend, centres, particles, initial, seed, learned: learnedIn }: DiffusionRunOptions,
    processes: readonly Process[],
  ) {
    this.#processes = processes;
    this.#centres = centres;
    this.#backend = backend;
    this.#scope = new Scope(backend);
    this.#seed = seed;
    this.#initial = initial;
    const most = centres.dimension === 2 ? Infinity : Math.floor(MOST_NUMBERS[backend.kind] / centres.dimension);
    this.#count = initial ? initial.length / centres.dimension : Math.min(particles, most);
    this.#horizon = processes[0].steps;
    const { centres: data, dimension } = centres;
    const learned = learnedIn?.(this.#scope);
    const common = { data, dimension, count: this.#count, seed, horizon: this.#horizon, learned };
    this.#steps = new SwarmSteps(
      backend,
      processes.map((process, i) => ({ ...common, process, label: i === 0 ? 'particles' : 'twin' })),
    );
    this.noisy = new NoisyData(backend, centres);
    if (isFused({ data, dimension, learned })) this.denoised = new Denoised(backend, centres, this.#count);
    this.#choice = modeChoice(centres, processes[0]);
  }

  get processes(): readonly Process[] {
    return this.#processes;
  }

  /** When samples leave the data mean; undefined where they do not. */
  get choice(): ModeChoice | undefined {
    return this.#choice;
  }

  get swarms(): readonly (FusedSwarm | MeanSwarm)[] {
    return this.#steps.swarms;
  }

  get unfinished(): boolean {
    return this.#steps.unfinished;
  }

  /** Numbers of the places of one swarm. */
  get length(): number {
    return this.#count * this.#centres.dimension;
  }

  /** t of the picture. */
  get time(): number {
    return this.processes[0].timeAt(this.#share);
  }

  get level(): NoiseLevel {
    return this.processes[0].levelAt(this.#share);
  }

  prepare(): Promise<void> {
    return this.#steps.prepare();
  }

  /** Between steps: settings with the same way, steps and sampler, from the step to come on. */
  async configure(settings: readonly ProcessSettings[]): Promise<void> {
    const processes = await processesOf(this.#backend, settings, this.#centres, this.#seed);
    await this.#steps.configure(processes);
    this.#processes = processes;
    this.#choice = modeChoice(this.#centres, processes[0]);
    this.#stand(this.#step);
  }

  /** Puts the swarms at their starts; rejects with the reason of an aborted signal. */
  async begin(signal?: AbortSignal): Promise<void> {
    const starts: Float32Array[] = [];
    for (const process of this.#processes)
      starts.push(this.#initial ?? (await startOf(process, this.#centres, this.#count, this.#seed, signal)));
    this.place(starts, 0);
  }

  /** Puts the swarms where they were after so many steps. */
  place(places: readonly ArrayLike<number>[], step: number): void {
    for (const [i, swarm] of this.swarms.entries()) swarm.place(places[i], step);
    this.#stand(step);
  }

  /** As `Model.advance`. */
  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    const follow = (done: number): void => {
      this.#stand(this.#step + done);
      completed(done);
    };
    return this.#steps.advance(step, steps, follow, signal);
  }

  /** Places of all swarms, [n, dimension] each, proven. */
  async read(): Promise<readonly HostArray[]> {
    const reading = this.swarms.map(({ places }) => this.#backend.read(places));
    await Promise.all(this.swarms.map((swarm) => swarm.verify()));
    return Promise.all(reading);
  }

  /** What these places of the present step are like. */
  async look(reading: readonly ArrayLike<number>[]): Promise<readonly Seen[]> {
    await this.denoised?.update(this.swarms[0].positions, this.level, this.#processes[0]);
    return Promise.all(
      this.processes.map(async (process, i) => {
        const level = process.levelAt(this.#share);
        const seen = closenessOf(this.#centres, reading[i], level.alpha);
        const logDensity = await this.noisy.meanLogDensity(seen.sample, level, process.smoothing ?? 0);
        const middle = this.#choice && middleShare(this.#choice, reading[i], level.alpha);
        return { ...seen, logDensity, middle, unit: Math.sqrt(process.schedule.at(0).snr) };
      }),
    );
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.noisy.dispose();
    this.denoised?.dispose();
    this.#steps.dispose();
    this.#scope.dispose();
  }

  get #share(): number {
    return this.#step / this.#horizon;
  }

  #stand(step: number): void {
    this.#step = step;
    this.noisy.draw(this.level.alpha);
  }
}

async function processesOf(
  backend: Backend,
  settings: readonly ProcessSettings[],
  centres: DataCentres,
  seed: number,
): Promise<readonly Process[]> {
  const processes: Process[] = [];
  for (const own of settings) processes.push(await processOf(backend, own, centres, seed));
  return processes;
}
