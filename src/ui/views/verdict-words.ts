// A verdict as it is written beside a number: a mark and a word.
import type { Verdict } from '../../experiment/lab';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: '✓ holds',
  fails: '✕ fails',
  weak: '≈ cannot tell',
  outside: '–',
};
