// The chains of one run, or of its twin: their arrays, what moves them, and the proof that it did.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import type { Scope } from '../compute/scope';
import { langevinAnnealed } from '../kernels/langevin-annealed';
import { langevinMala } from '../kernels/langevin-mala';
import { langevinUla } from '../kernels/langevin-ula';
import { annealingDefaults, annealingTable, defaultAnnealing } from '../math/annealing';
import type { Target } from '../targets/target';
import { PathRing } from './path-ring';
import { Progress } from './progress';
import { ScoredMoves, type EvaluatedField, type Method } from './scored-moves';
import type { Scored } from './scored-stepper';
import type { Movable } from './stepper';

export interface ChainSettings {
  readonly target: Target;
  readonly method: Method;
  /** γ */
  readonly step: number;
  /** τ */
  readonly noise: number;
}

export class ChainSet implements Movable, Scored {
  readonly count: number;
  readonly positions: DeviceArray;
  /** What moves the chains in place of a kernel of the target, where the score is evaluated for all of them at once. */
  readonly scored: ScoredMoves | undefined;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #ring: PathRing;
  /** Chain-steps done; and, by scored moves, proposals accepted. */
  readonly #progress: Progress;
  readonly #acceptances: DeviceArray;
  readonly #levels: DeviceArray;
  #targetArrays: Record<string, DeviceArray> = {};
  #settings: ChainSettings | undefined;
  #kernel: Kernel | undefined;
  #proposals = 0;
  #acceptedBefore = 0;

  constructor(backend: Backend, scope: Scope, label: string, count: number, field?: EvaluatedField) {
    this.count = count;
    this.#backend = backend;
    this.#scope = scope;
    this.positions = scope.create(`${label}: positions`, 'f32', 2 * count);
    this.#ring = new PathRing(backend, scope, label, count);
    this.#progress = new Progress(backend, scope, label, 'chain-steps', 2);
    this.#acceptances = scope.create(`${label}: acceptances`, 'u32', 1);
    this.#levels = scope.create(`${label}: levels`, 'f32', 2 * annealingDefaults.levels);
    const moved = { label, count, positions: this.positions, counters: this.#progress.counters, ring: this.#ring };
    this.scored = field && new ScoredMoves(backend, scope, field, moved);
  }

  get size(): number {
    return this.count;
  }

  get settings(): ChainSettings {
    if (!this.#settings) throw new Error('the chains have no settings yet');
    return this.#settings;
  }

  /** Compiles what these settings need and switches to them: from the next launch on. */
  async configure(settings: ChainSettings): Promise<void> {
    if (this.scored) {
      await this.scored.configure({ ...settings, sigma: settings.target.kernels?.sigma ?? Number.NaN });
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
    const { paths, traced, pathLength } = this.#ring;
    this.#backend.dispatch(this.#kernel, {
      arrays: {
        positions: this.positions,
        progress: this.#progress.counters,
        paths,
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
        traced,
        pathLength,
        levels: annealingDefaults.levels,
        stepsPerLevel: annealingDefaults.stepsPerLevel,
      },
      threads: count,
    });
    this.#expect(count * steps);
  }

  paceAt(step: number): string {
    return this.#moves.paceAt(step);
  }

  ready(step: number, seed: number, signal?: AbortSignal): Promise<void> {
    return this.#moves.ready(step, seed, signal);
  }

  update(step: number, seed: number): void {
    this.#moves.update(step, seed);
    this.#expect(this.count);
  }

  verify(): Promise<void> {
    return this.#progress.verify();
  }

  /** Acceptance rate since the last call, NaN when nothing was proposed. */
  async readAcceptance(): Promise<number> {
    const proposals = this.#proposals;
    this.#proposals = 0;
    const [array, at] = this.scored ? [this.#progress.counters, 1] : [this.#acceptances, 0];
    const [accepted] = await this.#backend.read(array, at, 1);
    const since = (Number(accepted) - this.#acceptedBefore) >>> 0;
    this.#acceptedBefore = Number(accepted);
    return proposals > 0 ? since / proposals : Number.NaN;
  }

  /** Puts the chains elsewhere after so many steps; `standing`: as `scored.standing` was there, where that is known. */
  place(positions: ArrayLike<number>, step: number, standing?: Float32Array): void {
    this.#backend.write(this.positions, positions);
    this.#ring.beginAt(step);
    this.scored?.placed(standing);
  }

  readPaths(step: number): Promise<Float32Array[]> {
    return this.#ring.read(this.positions, step);
  }

  get #moves(): ScoredMoves {
    if (!this.scored) throw new Error('these chains move by a kernel of their target');
    return this.scored;
  }

  #expect(chainSteps: number): void {
    this.#progress.expect(chainSteps);
    this.#proposals += chainSteps;
  }

  #uploadTarget({ target }: ChainSettings): void {
    for (const [name, values] of Object.entries(target.arrays)) {
      const known = this.#targetArrays[name];
      if (known && known.length !== values.length) this.#scope.release(known);
      const array = known?.length === values.length ? known : this.#scope.create(name, 'f32', values.length);
      this.#backend.write(array, values);
      this.#targetArrays = { ...this.#targetArrays, [name]: array };
    }
  }
}

function kernelFor({ method, target }: ChainSettings): Kernel {
  if (method === 'mala') return langevinMala(target);
  return method === 'annealed' ? langevinAnnealed(target) : langevinUla(target);
}
