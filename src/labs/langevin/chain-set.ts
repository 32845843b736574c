// The chains of one run, or of its twin: their arrays, the kernel that moves them, and the proof that it ran.
import { GpuFaultError, type Backend, type DeviceArray } from '../../compute/backend';
import type { Kernel } from '../../compute/kernel';
import type { Scope } from '../../compute/scope';
import { langevinAnnealed } from '../../kernels/langevin-annealed';
import { langevinMala } from '../../kernels/langevin-mala';
import { langevinUla } from '../../kernels/langevin-ula';
import type { PointDensity } from './point-density';
import { ScoredMoves } from './scored-moves';
import type { Settings } from './settings';
import { annealingDefaults, annealingTable, defaultAnnealing } from './theory/annealing';

/** Chains whose paths can be drawn, and the steps that are remembered of each. */
export const TRACED = 24;
export const PATH_LENGTH = 128;

export class ChainSet {
  readonly count: number;
  readonly positions: DeviceArray;
  readonly #backend: Backend;
  readonly #scope: Scope;
  /** Where the target is a density of very many points: what moves the chains in place of a kernel of the target. */
  readonly scored: ScoredMoves | undefined;
  /** Chain-steps done; and, by scored moves, proposals accepted. */
  readonly #progress: DeviceArray;
  readonly #paths: DeviceArray;
  readonly #acceptances: DeviceArray;
  readonly #levels: DeviceArray;
  #targetArrays: Record<string, DeviceArray> = {};
  #settings: Settings | undefined;
  #kernel: Kernel | undefined;
  #expectedProgress = 0;
  /** The records of the ring before this step belong to another place. */
  #tracedFrom = 0;
  #proposals = 0;
  #acceptedBefore = 0;

  constructor(backend: Backend, scope: Scope, label: string, count: number, density?: PointDensity) {
    this.count = count;
    this.#backend = backend;
    this.#scope = scope;
    this.positions = scope.create(`${label}: positions`, 'f32', 2 * count);
    this.#progress = scope.create(`${label}: progress`, 'u32', 2);
    this.#paths = scope.create(`${label}: paths`, 'f32', 2 * TRACED * PATH_LENGTH);
    this.#acceptances = scope.create(`${label}: acceptances`, 'u32', 1);
    this.#levels = scope.create(`${label}: levels`, 'f32', 2 * annealingDefaults.levels);
    const arrays = { positions: this.positions, counters: this.#progress, paths: this.#paths };
    const options = { label, count, traced: Math.min(TRACED, count), pathLength: PATH_LENGTH, arrays };
    this.scored = density && new ScoredMoves(backend, scope, density, options);
  }

  get settings(): Settings {
    if (!this.#settings) throw new Error('the chains have no settings yet');
    return this.#settings;
  }

  /** Compiles what these settings need and switches to them: from the next launch on. */
  async configure(settings: Settings): Promise<void> {
    if (this.scored) {
      await this.scored.configure(settings);
      this.#settings = settings;
      return;
    }
    if (settings.target !== this.#settings?.target || settings.method !== this.#settings.method) {
      const kernel = kernelFor(settings);
      await this.#backend.prepare(kernel);
      this.#kernel = kernel;
      this.#uploadTarget(settings);
    }
    if (settings.method === 'annealed')
      this.#backend.write(this.#levels, annealingTable(defaultAnnealing(settings.step)));
    this.#settings = settings;
  }

  /** The target's own arrays by WGSL name, for any kernel that evaluates it. */
  get targetArrays(): Readonly<Record<string, DeviceArray>> {
    return this.#targetArrays;
  }

  /** Records `steps` steps of chains [from, from + count). */
  dispatch(from: number, count: number, firstStep: number, steps: number, seed: number): void {
    const { step: stepSize, noise } = this.settings;
    if (!this.#kernel) throw new Error('configure the chains before they are moved');
    this.#backend.dispatch(this.#kernel, {
      arrays: {
        positions: this.positions,
        progress: this.#progress,
        paths: this.#paths,
        acceptances: this.#acceptances,
        levels: this.#levels,
        ...this.#targetArrays,
      },
      params: {
        seed,
        firstThread: from,
        firstStep,
        steps,
        stepSize,
        noise,
        traced: Math.min(TRACED, this.count),
        pathLength: PATH_LENGTH,
        levels: annealingDefaults.levels,
        stepsPerLevel: annealingDefaults.stepsPerLevel,
      },
      threads: count,
    });
    this.#count(count * steps);
  }

  /** Of scored moves, as `ScoredStepper` asks for them. */
  paceAt(step: number): string {
    return this.#moves.paceAt(step);
  }

  ready(step: number, seed: number, signal?: AbortSignal): Promise<void> {
    return this.#moves.ready(step, seed, signal);
  }

  update(step: number, seed: number): void {
    this.#moves.update(step, seed);
    this.#count(this.count);
  }

  /** Reads the device's own count of chain-steps; another number than expected is a fault, never a result. */
  async verifyProgress(): Promise<void> {
    const expected = this.#expectedProgress;
    const [done] = await this.#backend.read(this.#progress, 0, 1);
    if (done !== expected)
      throw new GpuFaultError(`the device did ${done} chain-steps where ${expected} were asked for (modulo 2³²)`);
  }

  /** Acceptance rate since the last call, NaN when nothing was proposed. */
  async readAcceptance(): Promise<number> {
    const proposals = this.#proposals;
    this.#proposals = 0;
    const accepted = this.scored ? await this.#acceptedSince() : await this.#takeAccepted();
    return proposals > 0 ? accepted / proposals : Number.NaN;
  }

  /** The chains were put elsewhere: their paths begin anew at `step`. */
  placed(step: number): void {
    this.#tracedFrom = step;
  }

  /** The recent positions of the traced chains as lines, oldest first, up to where they are after `step` steps. */
  async readPaths(step: number): Promise<Float32Array[]> {
    const traced = Math.min(TRACED, this.count);
    const length = Math.min(step - this.#tracedFrom, PATH_LENGTH);
    const ring = await (length > 0
      ? this.#backend.read(this.#paths)
      : this.#backend.read(this.positions, 0, 2 * traced));
    const rows = Math.max(1, length);
    return Array.from({ length: traced }, (_, chain) => {
      const line = new Float32Array(2 * rows);
      for (let i = 0; i < rows; i++) {
        const row = length > 0 ? (step - length + 1 + i) % PATH_LENGTH : 0;
        line.set([Number(ring[2 * (row * traced + chain)]), Number(ring[2 * (row * traced + chain) + 1])], 2 * i);
      }
      return line;
    });
  }

  get #moves(): ScoredMoves {
    if (!this.scored) throw new Error('these chains move by a kernel of their target');
    return this.scored;
  }

  #count(chainSteps: number): void {
    this.#expectedProgress = (this.#expectedProgress + chainSteps) >>> 0;
    this.#proposals += chainSteps;
  }

  async #takeAccepted(): Promise<number> {
    const reading = this.#backend.read(this.#acceptances);
    this.#backend.clear(this.#acceptances);
    return Number((await reading)[0]);
  }

  async #acceptedSince(): Promise<number> {
    const before = this.#acceptedBefore;
    this.#acceptedBefore = Number((await this.#backend.read(this.#progress, 1, 1))[0]);
    return (this.#acceptedBefore - before) >>> 0;
  }

  #uploadTarget({ target }: Settings): void {
    for (const [name, values] of Object.entries(target.arrays)) {
      const known = this.#targetArrays[name];
      if (known && known.length !== values.length) this.#scope.release(known);
      const array = known?.length === values.length ? known : this.#scope.create(name, 'f32', values.length);
      this.#backend.write(array, values);
      this.#targetArrays = { ...this.#targetArrays, [name]: array };
    }
  }
}

function kernelFor({ method, target }: Settings): Kernel {
  if (method === 'mala') return langevinMala(target);
  return method === 'annealed' ? langevinAnnealed(target) : langevinUla(target);
}
