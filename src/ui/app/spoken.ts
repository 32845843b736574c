// What is spoken of a run to those who do not see it: one polite sentence for an event, and not too many of them.
import type { ClaimResult, Divergence } from '../../experiment/lab';
import type { RunStatus } from '../controllers/run-plan';
import { grouped } from '../../numbers';

/** What is heard of a page with each of its updates. */
export interface Heard {
  readonly lab: string;
  readonly status: RunStatus;
  readonly step: number;
  readonly claims: readonly ClaimResult[];
  readonly divergence: Divergence | undefined;
}

export interface SpokenOptions {
  say(sentence: string): void;
  now(): number;
  /** Calls back after so many milliseconds; what it returns takes that back. */
  later(ms: number, work: () => void): () => void;
}

/** A sentence every so often at most; of those that come sooner the last is kept. */
const APART_MS = 10_000;

export class Spoken {
  readonly #options: SpokenOptions;
  #before: Heard | undefined;
  #last = -Infinity;
  #kept: string | undefined;
  #takeBack: (() => void) | undefined;

  constructor(options: SpokenOptions) {
    this.#options = options;
  }

  hear(now: Heard): void {
    const before = this.#before;
    this.#before = now;
    // Of another lab its heading is read, and of a start that it begins.
    if (before?.lab !== now.lab || before.status === 'loading') return this.stop();
    const sentence = eventOf(before, now);
    if (sentence) this.#say(sentence);
  }

  /** What waits is not said any more. */
  stop(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
    this.#kept = undefined;
  }

  #say(sentence: string): void {
    const { now, later, say } = this.#options;
    const wait = this.#last + APART_MS - now();
    if (wait <= 0) {
      this.stop();
      this.#last = now();
      say(sentence);
      return;
    }
    this.#kept = sentence;
    this.#takeBack ??= later(wait, () => {
      const kept = this.#kept;
      this.stop();
      if (kept) this.#say(kept);
    });
  }
}

/** What has happened between two updates; of several things the gravest. */
function eventOf(before: Heard, { status, step, claims, divergence }: Heard): string | undefined {
  if (divergence && !before.divergence) return divergence.sentence;
  const turned = turnedClaim(before.claims, claims);
  if (status !== before.status) {
    if (status === 'done') return `Done after ${grouped(step)} steps. ${verdictsOf(claims)}`.trim();
    if (status === 'paused') return `Paused at step ${grouped(step)}.`;
    if (status === 'running') return 'Running.';
  }
  return turned && `${turned.id} ${turned.verdict === 'fails' ? 'fails' : 'holds'} now: ${turned.statement}.`;
}

function turnedClaim(before: readonly ClaimResult[], now: readonly ClaimResult[]): ClaimResult | undefined {
  const verdicts = new Map(before.map(({ id, verdict }) => [id, verdict]));
  const judged = (verdict: string | undefined): boolean => verdict === 'holds' || verdict === 'fails';
  const turned = now.filter(({ id, verdict }) => {
    const earlier = verdicts.get(id);
    return judged(earlier) && judged(verdict) && earlier !== verdict;
  });
  return turned.find(({ verdict }) => verdict === 'fails') ?? turned[0];
}

function verdictsOf(claims: readonly ClaimResult[]): string {
  const count = (wanted: string): number => claims.filter(({ verdict }) => verdict === wanted).length;
  const [holding, failing] = [count('holds'), count('fails')];
  if (holding + failing === 0) return '';
  return `${holding} ${holding === 1 ? 'claim holds' : 'claims hold'}${failing > 0 ? `, ${failing} fail` : ''}.`;
}
