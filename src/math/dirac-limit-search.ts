// The largest step from which small starts do not grow, found by runs. MATHS.md G8, G11, G12.
import { growthOf } from './dirac-growth';
import { operatorOf } from './dirac-linearisation';
import { withStep, type Settings } from './dirac-scheme';

const LANES = 16;
const LEVELS = 4;
/** Between 1/2 and 2 times `around`. */
const RANGE = 2;

/** How far the limit that is found may be from the true one by the search alone, relative: the last level's distance. */
export const SEARCH_RESOLUTION = (2 * Math.log(RANGE)) / (LANES + 1) ** LEVELS;

interface LimitSearch {
  /** The limit is looked for between half of this and twice this. */
  readonly around: number;
  /** Growth a round that counts as growth. */
  readonly threshold: number;
}

/** Mean log growth a round, for each of the steps. */
export type GrowthAt = (steps: readonly number[]) => Promise<readonly number[]>;

/** What runs do where the field is linear to the last digit, h_D in its proportion. */
export function growthOfPowers(settings: Settings, rounds: number): GrowthAt {
  const rateAt = (h: number): number => {
    const [a, b, c, d] = operatorOf(withStep(settings, h));
    return growthOf((players) => {
      const { theta, psi } = players;
      players.theta = a * theta + b * psi;
      players.psi = c * theta + d * psi;
    }, rounds);
  };
  return async (steps) => steps.map(rateAt);
}

/** Sixteen steps at a time, four times over. NaN where all grow or none does. */
export async function searchLimit(growthAt: GrowthAt, { around, threshold }: LimitSearch): Promise<number> {
  let [inside, beyond] = [around / RANGE, around * RANGE];
  let [seenInside, seenBeyond] = [false, false];
  for (let level = 0; level < LEVELS; level++) {
    const steps = Array.from({ length: LANES }, (_, i) => inside * (beyond / inside) ** ((i + 1) / (LANES + 1)));
    const rates = await growthAt(steps);
    const first = rates.findIndex((rate) => !(rate <= threshold));
    seenInside ||= first !== 0;
    seenBeyond ||= first >= 0;
    const last = first < 0 ? LANES : first;
    [inside, beyond] = [steps[last - 1] ?? inside, steps[last] ?? beyond];
  }
  return seenInside && seenBeyond ? Math.sqrt(inside * beyond) : Number.NaN;
}
