// How chains move on a density of very many points: every step is an evaluation of the score of all chains, by the engine,
// and an update kernel; the arrays stay on the device. MATHS.md 3.1, 3.3.
import type { Backend, DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { langevinDecide } from '../../kernels/langevin-decide';
import { langevinMove } from '../../kernels/langevin-move';
import { langevinPropose } from '../../kernels/langevin-propose';
import type { ScoreArrays } from '../../score/kernel-score';
import type { PointDensity } from './point-density';
import type { Settings } from './settings';
import { defaultAnnealing, levelAt } from './theory/annealing';

export interface ScoredArrays {
  readonly positions: DeviceArray;
  /** u32 [2]: chain-steps done, proposals accepted. */
  readonly counters: DeviceArray;
  readonly paths: DeviceArray;
}

export interface ScoredOptions {
  readonly label: string;
  readonly count: number;
  /** The first so many chains write their paths, a ring of `pathLength` steps. */
  readonly traced: number;
  readonly pathLength: number;
  readonly arrays: ScoredArrays;
}

export class ScoredMoves {
  readonly density: PointDensity;
  /** Of whatever was evaluated last. */
  readonly results: ScoreArrays;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #options: ScoredOptions;
  /** MALA only: rows (log p, score, nothing) where the chains stand, and where they would go. */
  #mala: { readonly standing: DeviceArray; readonly proposals: DeviceArray } | undefined;
  #stands = false;
  #settings: Settings | undefined;

  constructor(backend: Backend, scope: Scope, density: PointDensity, options: ScoredOptions) {
    this.density = density;
    this.#backend = backend;
    this.#scope = scope;
    this.#options = options;
    this.results = {
      score: scope.create(`${options.label}: score`, 'f32', 2 * options.count),
      logDensity: scope.create(`${options.label}: log density`, 'f32', options.count),
    };
  }

  async configure(settings: Settings): Promise<void> {
    if (settings.method === 'mala') {
      await this.#backend.prepare(langevinPropose, langevinDecide);
      this.#mala ??= this.#createMala();
    } else await this.#backend.prepare(langevinMove);
    const before = this.#settings;
    if (settings.method !== before?.method || bandwidthOf(settings) !== bandwidthOf(before)) this.#stands = false;
    this.#settings = settings;
  }

  /** What the pace of a step depends on. */
  paceAt(step: number): string {
    const { method } = this.#wanted;
    return `${method} of ${this.#options.count} among ${this.density.count} at ${this.#levelAt(step).sigma}`;
  }

  /** Where the chains stand, by the target itself, into `results`. */
  evaluate(signal?: AbortSignal): Promise<void> {
    return this.#evaluate(this.#options.arrays.positions, bandwidthOf(this.#wanted), signal);
  }

  /** Evaluates what `update` needs; rejects with the reason of an aborted signal, and then nothing has moved. */
  async ready(step: number, seed: number, signal?: AbortSignal): Promise<void> {
    const { sigma } = this.#levelAt(step);
    const { positions } = this.#options.arrays;
    if (!this.#mala || this.#wanted.method !== 'mala') return this.#evaluate(positions, sigma, signal);
    const { standing, proposals } = this.#mala;
    if (!this.#stands) {
      await this.#evaluate(positions, sigma, signal);
      this.#decide(step, seed, 1);
      this.#stands = true;
    }
    const { step: stepSize, noise } = this.#wanted;
    this.#backend.dispatch(langevinPropose, {
      arrays: { positions, standing, proposals },
      params: { seed, step, stepSize, noise },
      threads: this.#options.count,
    });
    await this.#evaluate(proposals, sigma, signal);
  }

  /** Records the step itself. */
  update(step: number, seed: number): void {
    if (this.#wanted.method === 'mala') return this.#decide(step, seed, 0);
    const { positions, counters, paths } = this.#options.arrays;
    const { traced, pathLength, count } = this.#options;
    this.#backend.dispatch(langevinMove, {
      arrays: { positions, score: this.results.score, progress: counters, paths },
      params: { seed, step, stepSize: this.#levelAt(step).step, noise: this.#wanted.noise, traced, pathLength },
      threads: count,
    });
  }

  /** What MALA carries from step to step, [count, 4]; a checkpoint without it would go on with other roundings. */
  get standing(): DeviceArray | undefined {
    return this.#stands ? this.#mala?.standing : undefined;
  }

  /** To be told whenever the positions were written from outside; `standing` as it was there, where it is known. */
  placed(standing?: Float32Array): void {
    this.#stands = standing !== undefined;
    if (!standing) return;
    this.#mala ??= this.#createMala();
    this.#backend.write(this.#mala.standing, standing);
  }

  get #wanted(): Settings {
    if (!this.#settings) throw new Error('configure the chains before they are moved');
    return this.#settings;
  }

  #createMala(): { readonly standing: DeviceArray; readonly proposals: DeviceArray } {
    const { label, count } = this.#options;
    return {
      standing: this.#scope.create(`${label}: standing`, 'f32', 4 * count),
      proposals: this.#scope.create(`${label}: proposals`, 'f32', 2 * count),
    };
  }

  async #evaluate(queries: DeviceArray, sigma: number, signal?: AbortSignal): Promise<void> {
    await this.density.evaluate(queries, sigma, this.results, signal);
  }

  #decide(step: number, seed: number, adopt: 0 | 1): void {
    if (!this.#mala) return;
    const { positions, counters, paths } = this.#options.arrays;
    const { traced, pathLength, count } = this.#options;
    const { step: stepSize, noise } = this.#wanted;
    this.#backend.dispatch(langevinDecide, {
      arrays: { positions, ...this.#mala, ...this.results, counters, paths },
      params: { seed, step, stepSize, noise, traced, pathLength, adopt },
      threads: count,
    });
  }

  /** Bandwidth and step size of this step: under annealing √(σ² + σ_l²) and γ_l. */
  #levelAt(step: number): { readonly sigma: number; readonly step: number } {
    const settings = this.#wanted;
    const sigma = bandwidthOf(settings);
    if (settings.method !== 'annealed') return { sigma, step: settings.step };
    const plan = defaultAnnealing(settings.step);
    const level = levelAt(plan, step);
    return { sigma: Math.hypot(sigma, plan.sigmas[level]), step: plan.steps[level] };
  }
}

function bandwidthOf(settings: Settings | undefined): number {
  return settings?.target.kernels?.sigma ?? Number.NaN;
}
