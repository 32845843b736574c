// What comes of the readings of a claim. MATHS.md 0.3.
import { atLeast, judged, outside, provided, type Outcome } from './claims';
import type { Reading } from '../math/reading';

/** Of the reading that takes most of its tolerance, one with a flaw before all others. */
export function outcomeOf(readings: readonly Reading[]): Outcome {
  const share = ({ measured, predicted, rounding, flaw, oneSided }: Reading): number => {
    const away = oneSided ? Math.max(0, predicted - measured.value) : Math.abs(measured.value - predicted);
    const [gap, tolerance] = [away, 5 * measured.standardError + rounding];
    return flaw ? Infinity : gap === 0 ? 0 : Number.isNaN(gap / tolerance) ? Infinity : gap / tolerance;
  };
  const worst = readings.reduce((one, other) => (share(other) > share(one) ? other : one));
  const { measured, predicted, rounding, scale, flaw, silent, needs, oneSided } = worst;
  if (silent && !flaw) return outside(needs === undefined ? silent : { reason: silent, needs });
  const words = scale === undefined ? {} : { scale };
  const outcome = oneSided
    ? atLeast(measured.value, predicted, rounding, words)
    : judged(measured, predicted, rounding, words);
  return flaw ? provided(outcome, false, flaw) : outcome;
}
