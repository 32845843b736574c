// K4: time is linear in N and in M, by times that were taken in turn. MATHS.md 3.4, 3.7.
import { judged, outside, provided, type Outcome } from '../../../experiment/claims';
import { medianEstimate } from '../../../math/statistics';
import { doublingTimes, type DoublingTimes } from '../../../score/doubling-times';
import type { Claim } from './context';
import { figure, grouped } from '../../../numbers';

const RATIO = { predicted: 2, tolerance: 0.5 } as const;

const cost: Claim = {
  id: 'K4',
  statement: 'time is linear in N and in M: ratio of times when N doubles (2 ± 0.5)',
  tex: 'T(2N,M)\\approx T(N,2M)\\approx2\\,T(N,M)',
  on: 'one timing',
  per: 'run',
  async check({ backend, cloud: { values, dimension }, settings: { sigma } }) {
    const times = await doublingTimes(backend, { values, dimension, sigma, method: 'direct' });
    return typeof times === 'string' ? outside(times) : judgeTimes(times);
  },
};

/** A verdict only where the rounds agree: what other programs do to single ones is nobody's fault here. */
function judgeTimes({ points, queries, rounds }: DoublingTimes): Outcome {
  const { predicted, tolerance } = RATIO;
  const ratios = [1, 2].map((k) => rounds.map((times) => times[k] / times[0]));
  const medians = ratios.map((values) => medianEstimate(values));
  const beyond = ratios.some((values) =>
    [1, -1].some((side) => values.every((value) => side * (value - predicted) > tolerance)),
  );
  const agree = medians.every(({ value }) => Math.abs(value - predicted) <= tolerance);
  const error = 5 * Math.max(...medians.map(({ standardError }) => standardError));
  if (error > tolerance || !(beyond || agree))
    return outside(`between rounds the ratio of times varies by ±${figure(error)}: other work keeps the machine busy`);
  const other = figure(medians[1].value);
  const [n, m] = [points, queries].map(grouped);
  const reason = `N = ${n}, M = ${m}; doubling M instead gives ${other}`;
  const [first, second] = medians.map((ratio) => judged(ratio, predicted, tolerance, { reason }));
  return provided(first, second.verdict !== 'fails', `doubling M takes ${other} times as long`);
}

export const costClaims: readonly Claim[] = [cost];
