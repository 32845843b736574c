// All starts together, and the sweep as a map. MATHS.md V18, V19.
import { judged, outside, tooFew, within } from '../../../experiment/claims';
import { frequencyError, frequencyTail } from '../../../math/statistics';
import { sweepAtOptimum } from '../spectrum';
import { onlyMixture } from './bound';
import type { Claim } from './context';

const missingInformation: Claim = {
  id: 'V18',
  statement: 'the largest eigenvalue of one sweep at the optimum is the largest share of missing information',
  tex: '\\partial\\theta_{t+1}/\\partial\\theta_t=I-I_c^{-1}I_o',
  on: 'moved copies of the optimum',
  excuse: onlyMixture,
  async check(context) {
    const found = await sweepAtOptimum(context);
    if (typeof found === 'string') return outside(found);
    const { predicted, measured } = found;
    const tolerance = context.backend.kind === 'webgpu' ? 5e-3 : 1e-5;
    return within(measured[0][0], predicted[0][0], tolerance, { scale: 1 });
  },
};

/** Of the evidence per datum, within which starts have reached the same optimum. */
const SAME = 1e-3;

const basins: Claim = {
  id: 'V19',
  statement: 'as many starts of one half as of the other are at the best optimum (difference of the shares)',
  tex: 'p_1-p_2=0\\pm5\\,\\mathrm{SE}',
  on: 'the run',
  excuse: ({ evidence, chosen }) =>
    chosen ? 'the starts were chosen and not drawn' : tooFew(Math.floor(evidence.length / 2), 'starts'),
  check({ evidence }) {
    const half = Math.floor(evidence.length / 2);
    const best = evidence.reduce((most, value) => Math.max(most, value), -Infinity);
    const share = (from: number): number => {
      let hits = 0;
      for (let start = from; start < from + half; start++) if (evidence[start] >= best - SAME) hits++;
      return hits / half;
    };
    const [one, other] = [share(0), share(half)];
    const standardError = Math.SQRT2 * frequencyError((one + other) / 2, half);
    return judged({ value: one - other, standardError }, 0, 2 * frequencyTail(half), { scale: 1 });
  },
};

export const startClaims: readonly Claim[] = [missingInformation, basins];
