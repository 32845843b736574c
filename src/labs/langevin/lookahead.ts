// The next few steps, taken by a copy of the chains: the same kernel, the same random numbers, so the run itself will
// pass through the very same positions. It gives lag correlations and acceptance rates at one moment of the run.
import type { Backend } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import type { Vector2 } from '../../targets/target';
import { ChainSet } from './chain-set';
import type { ClaimContext } from './claims/context';
import type { Observer } from './observation';
import { Stepper } from '../../dynamics/stepper';

export class Lookahead {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #observer: Observer;
  readonly #stepper: Stepper;
  #copy: ChainSet | undefined;

  constructor(backend: Backend, scope: Scope, observer: Observer) {
    this.#backend = backend;
    this.#scope = scope;
    this.#observer = observer;
    this.#stepper = new Stepper(backend);
  }

  /** Correlation along `axis` between now and `lag` steps later, over all finite chains. `means`: predicted, now and then. */
  async correlate(
    context: ClaimContext,
    lag: number,
    axis: Vector2,
    means: readonly [Vector2, Vector2],
  ): Promise<{ correlation: number; pairs: number }> {
    const ahead = await this.#advance(context, lag);
    const { varianceX, varianceY } = context.observation.statistics;
    const scale = Math.sqrt(varianceX.value + varianceY.value) || 1;
    const m = await this.#observer.observe(context.chains, {
      centre: means[0],
      laterCentre: means[1],
      axis,
      scale,
      later: ahead.positions,
    });
    const n = m.finite;
    const [u, v] = [m.ux / n, m.vx / n];
    const spread = Math.sqrt((m.uxx / n - u * u) * (m.vxx / n - v * v));
    return { correlation: (m.uxvx / n - u * v) / spread, pairs: n };
  }

  /** Proposals accepted in the next step of every chain. */
  async acceptance(context: ClaimContext): Promise<{ accepted: number; proposed: number }> {
    const ahead = await this.#advance(context, 1);
    const rate = await ahead.readAcceptance();
    return { accepted: Math.round(rate * ahead.count), proposed: ahead.count };
  }

  async #advance({ chains, seed, step, settings }: ClaimContext, steps: number): Promise<ChainSet> {
    const copy = (this.#copy ??= new ChainSet(this.#backend, this.#scope, 'lookahead', chains.count));
    await copy.configure(settings);
    await copy.readAcceptance();
    this.#backend.copy(chains.positions, copy.positions);
    await this.#stepper.advance([copy], seed, step, steps, () => undefined);
    await copy.verifyProgress();
    return copy;
  }
}
