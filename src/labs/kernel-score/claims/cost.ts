// K4: time is linear in N and in M, by times that were taken in turn. MATHS.md 3.4, 3.7.
import type { Backend } from '../../../compute/backend';
import { figure, judged, outside, provided, type Outcome } from '../../../experiment/claims';
import type { PointCloud } from '../../../experiment/point-cloud';
import { MOST_QUAD_DIMENSIONS } from '../../../kernels/kernel-score-dimension';
import { medianEstimate } from '../../../math/statistics';
import { EvaluationTimer } from '../../../score/evaluation-timer';
import type { Claim } from './context';

/** What one evaluation should take: long against launching and waiting, and short enough for many. */
const BUSY_MS = 20;
/** Queries are handed out in so many on a device; and the most, in queries and in numbers. */
const GRAIN = { narrow: 256, wide: 64 } as const;
const MOST_SIZE = 2 ** 12;
/** A query has a cost of its own (on the reference backend that of 400 points), which its points are to outweigh. */
const POINTS_PER_QUERY = 8;
const FEWEST_POINTS = 2048;
const MOST_NUMBERS = 2 ** 22;
/** The share of launching and waiting with which times may still be called those of the pairs. */
const FIXED_SHARE = 0.1;
/** The three times are taken in turn so often, or as often as there is time for, but not less. */
const ROUNDS = 7;
const FEWEST_ROUNDS = 5;
const MOST_MS = 4000;
const RATIO = { predicted: 2, tolerance: 0.5 } as const;

/** Of an evaluation of N points at M queries. */
type Timer = (points: number, queries: number) => EvaluationTimer;

function pointsOf(size: number): number {
  return Math.max(FEWEST_POINTS, POINTS_PER_QUERY * size);
}

const cost: Claim = {
  id: 'K4',
  statement: 'time is linear in N and in M: ratio of times when N doubles (2 ± 0.5)',
  tex: 'T(2N,M)\\approx T(N,2M)\\approx2\\,T(N,M)',
  on: 'one timing',
  per: 'run',
  async check({ backend, cloud, settings: { sigma } }) {
    const timer: Timer = (points, queries) =>
      new EvaluationTimer(backend, { ...cloud, points, queries, sigma, method: 'direct' });
    const size = await busySize(timer, backend, cloud);
    if (size === undefined) return outside('at every size that can be tried most of the time is launching and waiting');
    const rounds = await takeInTurn(timer, size, backend);
    if (rounds.length < FEWEST_ROUNDS)
      return outside('there was no time for enough rounds: other work keeps the machine busy');
    return judgeRounds(rounds, size);
  },
};

/** A number of queries that keeps the device busy, with the points that go with it; undefined where none does. */
async function busySize(timer: Timer, { kind }: Backend, { dimension }: PointCloud): Promise<number | undefined> {
  const grain = kind === 'webgpu' && dimension <= MOST_QUAD_DIMENSIONS ? GRAIN.narrow : GRAIN.wide;
  const affordable = Math.min(MOST_SIZE, MOST_NUMBERS / (dimension * POINTS_PER_QUERY));
  const most = grain * Math.max(1, Math.floor(affordable / grain));
  const fixed = await leastOfTwo(timer(1, 1));
  for (let size: number = grain; ;) {
    const elapsed = await leastOfTwo(timer(pointsOf(size), size));
    if (elapsed >= BUSY_MS / 2 && fixed <= FIXED_SHARE * elapsed) return size;
    if (size === most || elapsed > 4 * BUSY_MS) return undefined;
    const growth = Math.min(8, Math.sqrt(BUSY_MS / elapsed));
    size = Math.min(most, grain * Math.max(size / grain + 1, Math.round((growth * size) / grain)));
  }
}

async function leastOfTwo(timer: EvaluationTimer): Promise<number> {
  try {
    // The first evaluation compiles.
    await timer.evaluate();
    return Math.min(await timer.evaluate(), await timer.evaluate());
  } finally {
    timer.dispose();
  }
}

/**
 * Times of (N, M), (2N, M) and (N, 2M), round by round; every other one backwards, so that a drift favours none. (N, M) is the
 * half of two in a row: what takes turns with other programs is cut short the more often the longer it lasts.
 */
async function takeInTurn(timer: Timer, size: number, backend: Backend): Promise<readonly (readonly number[])[]> {
  const points = pointsOf(size);
  const timers = [timer(points, size), timer(2 * points, size), timer(points, 2 * size)];
  const rounds: number[][] = [];
  try {
    for (const one of timers) await one.evaluate();
    const begun = performance.now();
    while (rounds.length < ROUNDS && performance.now() - begun < MOST_MS) {
      const round: number[] = [];
      for (const k of rounds.length % 2 === 0 ? [0, 1, 2] : [2, 1, 0]) {
        round[k] = await timers[k].evaluate();
        if (k === 0) round[k] = (round[k] + (await timers[k].evaluate())) / 2;
      }
      rounds.push(round);
    }
    await backend.settled();
    return rounds;
  } finally {
    for (const one of timers) one.dispose();
  }
}

/** A verdict only where the rounds agree: what other programs do to single ones is nobody's fault here. */
function judgeRounds(rounds: readonly (readonly number[])[], size: number): Outcome {
  const { predicted, tolerance } = RATIO;
  const ratios = [1, 2].map((k) => rounds.map((times) => times[k] / times[0]));
  const [points, queries] = ratios.map((values) => medianEstimate(values));
  const beyond = ratios.some((values) =>
    [1, -1].some((side) => values.every((value) => side * (value - predicted) > tolerance)),
  );
  const agree = [points, queries].every(({ value }) => Math.abs(value - predicted) <= tolerance);
  const error = 5 * Math.max(points.standardError, queries.standardError);
  if (error > tolerance || !(beyond || agree))
    return outside(`between rounds the ratio of times varies by ±${figure(error)}: other work keeps the machine busy`);
  const other = figure(queries.value);
  const [n, m] = [pointsOf(size), size].map((count) => count.toLocaleString('en-GB'));
  const reason = `N = ${n}, M = ${m}; doubling M instead gives ${other}`;
  const [outcome, second] = [points, queries].map((ratio) => judged(ratio, predicted, tolerance, { reason }));
  return provided(outcome, second.verdict !== 'fails', `doubling M takes ${other} times as long`);
}

export const costClaims: readonly Claim[] = [cost];
