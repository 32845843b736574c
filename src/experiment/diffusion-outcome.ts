// What comes of the readings of a claim about the diffusion. MATHS.md 0.3.
import type { Reading } from '../diffusion/trial';
import { judged, outside, provided, type Outcome } from './claims';

/** Of the reading that takes most of its tolerance, one with a flaw before all others. */
export function outcomeOf(readings: readonly Reading[]): Outcome {
  const share = ({ measured, predicted, rounding, flaw }: Reading): number => {
    const [gap, tolerance] = [Math.abs(measured.value - predicted), 5 * measured.standardError + rounding];
    return flaw ? Infinity : gap === 0 ? 0 : Number.isNaN(gap / tolerance) ? Infinity : gap / tolerance;
  };
  const worst = readings.reduce((one, other) => (share(other) > share(one) ? other : one));
  const { measured, predicted, rounding, scale, flaw, silent } = worst;
  if (silent && !flaw) return outside({ reason: silent, needs: 'another schedule' });
  const outcome = judged(measured, predicted, rounding, scale === undefined ? {} : { scale });
  return flaw ? provided(outcome, false, flaw) : outcome;
}
