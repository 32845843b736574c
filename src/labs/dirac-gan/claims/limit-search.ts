// The largest step from which small starts do not grow, found by real runs.
import type { Probe } from '../probe';
import type { Settings } from '../settings';

const LANES = 16;
const LEVELS = 4;

export interface LimitSearch {
  /** The limit is looked for between these multiples of `around`. */
  readonly around: number;
  readonly rounds: number;
  /** Growth a round that counts as growth. */
  readonly threshold: number;
}

/** Sixteen runs at a time, four times over: h to 1e-5. NaN where all grow or none does. */
export async function searchLimit(
  probe: Probe,
  settings: Settings,
  { around, rounds, threshold }: LimitSearch,
): Promise<number> {
  let [inside, beyond] = [around / 2, around * 2];
  let [seenInside, seenBeyond] = [false, false];
  for (let level = 0; level < LEVELS; level++) {
    const steps = Array.from({ length: LANES }, (_, i) => inside * (beyond / inside) ** ((i + 1) / (LANES + 1)));
    const rates = await probe.growth(settings, 'h', steps, rounds);
    const first = rates.findIndex((rate) => !(rate <= threshold));
    seenInside ||= first !== 0;
    seenBeyond ||= first >= 0;
    const last = first < 0 ? LANES : first;
    [inside, beyond] = [steps[last - 1] ?? inside, steps[last] ?? beyond];
  }
  return seenInside && seenBeyond ? Math.sqrt(inside * beyond) : Number.NaN;
}
