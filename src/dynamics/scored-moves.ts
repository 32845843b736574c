// How chains move along a score that is evaluated for all of them at once, as that of a density of very many points: every
// step is an evaluation and an update kernel, and the arrays stay on the device. MATHS.md 3.1, 3.3.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { langevinDecide } from '../kernels/langevin-decide';
import { langevinMove } from '../kernels/langevin-move';
import { langevinPropose } from '../kernels/langevin-propose';
import { annealingPlan, annealingDefaults, defaultAnnealing, levelAt } from '../math/annealing';
import type { ScoreArrays } from '../score/kernel-score';
import type { PathRing } from './path-ring';

export type Method = 'ula' | 'mala' | 'annealed';

/** A score, and where there is one a log density, at places that are on the device. */
export interface EvaluatedField {
  /** What an evaluation costs grows with it: points that every place meets. */
  readonly count: number;
  /** Of the field smoothed to a bandwidth of sigma; rejects with the reason of an aborted signal. */
  evaluate(places: DeviceArray, sigma: number, into: ScoreArrays, signal?: AbortSignal): Promise<void>;
}

export interface ScoredSettings {
  readonly method: Method;
  /** γ */
  readonly step: number;
  /** τ */
  readonly noise: number;
  readonly sigma: number;
  /** Noise levels of annealing, falling, at which the field itself is asked. Default: what is added to `sigma`. */
  readonly levels?: Float64Array<ArrayBuffer>;
}

/** The chains that are moved. */
interface Moved {
  readonly label: string;
  readonly count: number;
  readonly positions: DeviceArray;
  /** u32 [2]: chain-steps done, proposals accepted. */
  readonly counters: DeviceArray;
  readonly ring: PathRing;
}

export class ScoredMoves {
  /** Of whatever was evaluated last. */
  readonly results: ScoreArrays;
  readonly #field: EvaluatedField;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #chains: Moved;
  /** MALA only: rows (log p, score, nothing) where the chains stand, and where they would go. */
  #mala: { readonly standing: DeviceArray; readonly proposals: DeviceArray } | undefined;
  #stands = false;
  #settings: ScoredSettings | undefined;

  constructor(backend: Backend, scope: Scope, field: EvaluatedField, chains: Moved) {
    this.#field = field;
    this.#backend = backend;
    this.#scope = scope;
    this.#chains = chains;
    this.results = {
      score: scope.create(`${chains.label}: score`, 'f32', 2 * chains.count),
      logDensity: scope.create(`${chains.label}: log density`, 'f32', chains.count),
    };
  }

  async configure(settings: ScoredSettings): Promise<void> {
    if (settings.method === 'mala') {
      await this.#backend.prepare(langevinPropose, langevinDecide);
      this.#mala ??= this.#createMala();
    } else await this.#backend.prepare(langevinMove);
    const before = this.#settings;
    if (settings.method !== before?.method || settings.sigma !== before.sigma) this.#stands = false;
    this.#settings = settings;
  }

  /** What the time of a step depends on. */
  paceAt(step: number): string {
    return `${this.#wanted.method} of ${this.#chains.count} among ${this.#field.count} at ${this.#levelAt(step).sigma}`;
  }

  /** Where the chains stand, by the target itself, into `results`. */
  evaluate(signal?: AbortSignal): Promise<void> {
    return this.#field.evaluate(this.#chains.positions, this.#wanted.sigma, this.results, signal);
  }

  /** Evaluates what `update` needs; rejects with the reason of an aborted signal, and then nothing has moved. */
  async ready(step: number, seed: number, signal?: AbortSignal): Promise<void> {
    const { sigma } = this.#levelAt(step);
    const { positions, count } = this.#chains;
    if (!this.#mala || this.#wanted.method !== 'mala')
      return this.#field.evaluate(positions, sigma, this.results, signal);
    const { standing, proposals } = this.#mala;
    if (!this.#stands) {
      await this.#field.evaluate(positions, sigma, this.results, signal);
      this.#decide(step, seed, 1);
      this.#stands = true;
    }
    const { step: stepSize, noise } = this.#wanted;
    this.#backend.dispatch(langevinPropose, {
      arrays: { positions, standing, proposals },
      params: { seed, step, stepSize, noise },
      threads: count,
    });
    await this.#field.evaluate(proposals, sigma, this.results, signal);
  }

  /** Records the step itself. */
  update(step: number, seed: number): void {
    if (this.#wanted.method === 'mala') return this.#decide(step, seed, 0);
    const { positions, counters, count, ring } = this.#chains;
    const { paths, traced, pathLength } = ring;
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

  get #wanted(): ScoredSettings {
    if (!this.#settings) throw new Error('configure the chains before they are moved');
    return this.#settings;
  }

  #createMala(): { readonly standing: DeviceArray; readonly proposals: DeviceArray } {
    const { label, count } = this.#chains;
    return {
      standing: this.#scope.create(`${label}: standing`, 'f32', 4 * count),
      proposals: this.#scope.create(`${label}: proposals`, 'f32', 2 * count),
    };
  }

  #decide(step: number, seed: number, adopt: 0 | 1): void {
    if (!this.#mala) return;
    const { positions, counters, count, ring } = this.#chains;
    const { paths, traced, pathLength } = ring;
    const { step: stepSize, noise } = this.#wanted;
    this.#backend.dispatch(langevinDecide, {
      arrays: { positions, ...this.#mala, ...this.results, counters, paths },
      params: { seed, step, stepSize, noise, traced, pathLength, adopt },
      threads: count,
    });
  }

  /** Bandwidth and step size of this step: under annealing √(σ² + σ_l²), or σ_l itself, and γ_l. */
  #levelAt(step: number): { readonly sigma: number; readonly step: number } {
    const settings = this.#wanted;
    if (settings.method !== 'annealed') return settings;
    const { levels, sigma } = settings;
    const plan = levels
      ? annealingPlan(levels, settings.step, annealingDefaults.stepsPerLevel)
      : defaultAnnealing(settings.step);
    const level = levelAt(plan, step);
    return { sigma: levels ? levels[level] : Math.hypot(sigma, plan.sigmas[level]), step: plan.steps[level] };
  }
}
