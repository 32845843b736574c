// The next few steps, taken by a copy of the chains: the same kernel, the same random numbers, so the run itself will
// pass through the very same positions. It gives lag correlations and acceptance rates at one moment of the run.
import type { Backend } from '../compute/backend';
import type { Scope } from '../compute/scope';
import type { Vector2 } from '../targets/target';
import { ChainSet } from './chain-set';
import type { ObserveOptions, Observer } from './moments';
import { Stepper } from './stepper';

/** Where a run is: its chains after so many steps. */
export interface Moment {
  readonly chains: ChainSet;
  readonly seed: number;
  readonly step: number;
}

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

  /** Correlation along the axis between now and `lag` steps later, over all finite chains. Centres: predicted means, now and then. */
  async correlate(
    now: Moment,
    lag: number,
    options: Omit<ObserveOptions, 'later'> & { readonly laterCentre: Vector2 },
  ): Promise<{ correlation: number; pairs: number }> {
    const { positions: later } = await this.#advance(now, lag);
    const m = await this.#observer.observe(now.chains, { ...options, later });
    const n = m.finite;
    const [u, v] = [m.ux / n, m.vx / n];
    const spread = Math.sqrt((m.uxx / n - u * u) * (m.vxx / n - v * v));
    return { correlation: (m.uxvx / n - u * v) / spread, pairs: n };
  }

  /** Proposals accepted in the next step of every chain. */
  async acceptance(now: Moment): Promise<{ accepted: number; proposed: number }> {
    const ahead = await this.#advance(now, 1);
    const rate = await ahead.readAcceptance();
    return { accepted: Math.round(rate * ahead.count), proposed: ahead.count };
  }

  async #advance({ chains, seed, step }: Moment, steps: number): Promise<ChainSet> {
    const copy = (this.#copy ??= new ChainSet(this.#backend, this.#scope, 'lookahead', chains.count));
    await copy.configure(chains.settings);
    await copy.readAcceptance();
    this.#backend.copy(chains.positions, copy.positions);
    await this.#stepper.advance([copy], seed, step, steps, () => undefined);
    await copy.verify();
    return copy;
  }
}
