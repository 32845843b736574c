// The claims of the lab, and how they are all asked: answers stay until what they depend on changes.
import type { ClaimResult } from '../../../experiment/lab';
import { ascentClaims } from './ascent';
import { unmet, type Claim, type ClaimContext, type Outcome } from './context';
import { costClaims } from './cost';
import { drawbackClaims } from './drawbacks';
import { densityClaims } from './density';
import { identityClaims } from './identities';
import { matchingClaims } from './matching';

const order = (id: string): number =>
  'KSL'.indexOf(id[0]) * 100 + Number.parseInt(id.slice(1), 10) + (id.endsWith('b') ? 0.5 : 0);

export const claims: readonly Claim[] = [
  ...densityClaims,
  ...identityClaims,
  ...costClaims,
  ...drawbackClaims,
  ...matchingClaims,
  ...ascentClaims,
].toSorted((a, b) => order(a.id) - order(b.id));

/** The answers of one run. */
export class ClaimBook {
  readonly #answers = new Map<string, { readonly key: string; readonly outcome: Outcome }>();

  /** Answers every claim, one after the other; only what may have changed is measured again. */
  async check(context: ClaimContext): Promise<ClaimResult[]> {
    const results: ClaimResult[] = [];
    for (const claim of claims) results.push(await this.#answer(claim, context));
    return results;
  }

  async #answer(claim: Claim, context: ClaimContext): Promise<ClaimResult> {
    const { id, tex, on, per, check } = claim;
    const key = per === 'points' ? '' : JSON.stringify([context.settings, context.dimensionErrors.length]);
    const known = this.#answers.get(id);
    const outcome = known?.key === key ? known.outcome : (unmet(claim, context) ?? (await check(context)));
    this.#answers.set(id, { key, outcome });
    return { id, tex, on, statement: statementOf(claim, context), ...outcome };
  }
}

/** With the points that it was tried on, where those are not all. */
function statementOf({ statement, probes }: Claim, { probe, cloud }: ClaimContext): string {
  if (!probes || probe.count === cloud.count) return statement;
  const [some, all] = [probe.count, cloud.count].map((count) => count.toLocaleString('en-GB'));
  return `${statement}; on ${some} of the ${all} points`;
}
