// How the claims of a lab are asked: one after the other, and again only when what an answer depends on has changed.
import { outside, type Excuse, type Outcome } from './claims';
import type { ClaimQuestion, ClaimResult } from './lab';
import { grouped } from '../numbers';

/** A numbered statement of MATHS.md, and how it is checked at the current settings. */
export interface Claim<C> {
  readonly id: string;
  readonly statement: string | ((context: C) => string);
  readonly tex: string;
  /** What it is measured on, in two or three words: 'the run', 'near the mode'. */
  readonly on: string;
  /**
   * What the answer depends on: nothing that changes within a run, or the settings. Such a claim does not look at the particles.
   * Default: it does, and is asked every time.
   */
  readonly per?: 'run' | 'settings';
  /** Why it cannot be asked here, if it cannot. */
  readonly excuse?: (context: C) => string | Excuse | undefined;
  readonly check: (context: C) => Outcome | Promise<Outcome>;
}

export class ClaimBook<C> {
  readonly #claims: readonly Claim<C>[];
  /** What the lab calls its particles. */
  readonly #particles: string;
  readonly #answers = new Map<string, { readonly key: string; readonly outcome: Outcome }>();

  constructor(claims: readonly Claim<C>[], particles: string) {
    this.#claims = claims;
    this.#particles = particles;
  }

  /** Answers every claim, one after the other: they share what they measure with. */
  async ask(
    context: C,
    settingsKey: string,
    nonFinite: number,
    { ids, plant }: ClaimQuestion = {},
  ): Promise<ClaimResult[]> {
    const results: ClaimResult[] = [];
    const planted = plant ? (plant(context as object) as C) : undefined;
    for (const claim of this.#claims) {
      if (ids && !ids.includes(claim.id)) continue;
      const { id, statement, tex, on } = claim;
      const outcome = await (planted ? answer(claim, planted) : this.#answer(claim, context, settingsKey, nonFinite));
      const said = typeof statement === 'string' ? statement : statement(context);
      results.push({ id, statement: said, tex, ...(outcome.verdict === 'outside' ? {} : { on }), ...outcome });
    }
    return results;
  }

  async #answer(claim: Claim<C>, context: C, settingsKey: string, nonFinite: number): Promise<Outcome> {
    if (!claim.per) {
      if (nonFinite === 0) return answer(claim, context);
      return outside(`${grouped(nonFinite)} ${this.#particles} have left the finite range`);
    }
    const key = claim.per === 'run' ? '' : settingsKey;
    const known = this.#answers.get(claim.id);
    if (known?.key === key) return known.outcome;
    const outcome = await answer(claim, context);
    this.#answers.set(claim.id, { key, outcome });
    return outcome;
  }
}

async function answer<C>({ excuse, check }: Claim<C>, context: C): Promise<Outcome> {
  const reason = excuse?.(context);
  return reason === undefined ? check(context) : outside(reason);
}
