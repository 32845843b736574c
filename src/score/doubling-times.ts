// Times of one evaluation with N points and M queries, and with two and four times as many of either, taken in turn. MATHS.md 3.4.
import type { Backend } from '../compute/backend';
import { MOST_QUAD_DIMENSIONS } from '../kernels/kernel-score-dimension';
import { EvaluationTimer, type TimedProblem } from './evaluation-timer';

/** What one evaluation should take: long against launching and waiting, and short enough for many. */
const BUSY_MS = 20;
/** Queries are handed out in so many on a device; and the most, in queries and in numbers. */
const GRAIN = { narrow: 256, wide: 64 } as const;
const MOST_SIZE = 2 ** 12;
/** A query has a cost of its own (on the reference backend that of 400 points), which its points are to outweigh. */
const POINTS_PER_QUERY = 8;
const FEWEST_POINTS = 2048;
const MOST_NUMBERS = 2 ** 21;
/** The share of launching and waiting with which times may still be called those of the pairs. */
const FIXED_SHARE = 0.1;
/** The times are taken in turn so often, or as often as there is time for, but not less. */
const ROUNDS = 7;
const FEWEST_ROUNDS = 5;
const MOST_MS = { once: 4000, twice: 8000 } as const;
/** What the fewest rounds take, in evaluations of (N, M): two of it, and what more points or queries multiply it by. */
const EVALUATIONS = { once: FEWEST_ROUNDS * 6, twice: FEWEST_ROUNDS * 14 } as const;

/** Factors of N and of M. */
const SIZES = [
  [1, 1],
  [2, 1],
  [1, 2],
  [4, 1],
  [1, 4],
] as const;

/** Ratios of times at one doubling, or at two in a row, each over the rounds. */
export type Doublings = readonly [first: readonly number[], second?: readonly number[]];

export interface DoublingTimes {
  /** N and M. */
  readonly points: number;
  readonly queries: number;
  /** T(2N, M)/T(N, M), and T(4N, M)/T(2N, M) if asked for, round by round. */
  readonly ofPoints: Doublings;
  /** T(N, 2M)/T(N, M), and T(N, 4M)/T(N, 2M) if asked for, round by round. */
  readonly ofQueries: Doublings;
}

type Timer = (points: number, queries: number) => EvaluationTimer;

/** Or a sentence that says why there are none. */
export async function doublingTimes(
  backend: Backend,
  problem: Omit<TimedProblem, 'points' | 'queries'>,
  doublings: keyof typeof MOST_MS = 'once',
): Promise<DoublingTimes | string> {
  const timer: Timer = (points, queries) => new EvaluationTimer(backend, { ...problem, points, queries });
  const queries = await busySize(timer, backend, problem.dimension, MOST_MS[doublings] / EVALUATIONS[doublings]);
  if (typeof queries === 'string') return queries;
  const points = pointsOf(queries);
  const sizes = doublings === 'once' ? SIZES.slice(0, 3) : SIZES;
  const rounds = await takeInTurn(
    sizes.map(([ofPoints, ofQueries]) => timer(ofPoints * points, ofQueries * queries)),
    backend,
    MOST_MS[doublings],
  );
  if (rounds.length < FEWEST_ROUNDS) return 'there was no time for enough rounds: other work keeps the machine busy';
  const ratios = (k: number, below: number): number[] => rounds.map((times) => times[k] / times[below]);
  return {
    points,
    queries,
    ofPoints: doublings === 'once' ? [ratios(1, 0)] : [ratios(1, 0), ratios(3, 1)],
    ofQueries: doublings === 'once' ? [ratios(2, 0)] : [ratios(2, 0), ratios(4, 2)],
  };
}

function pointsOf(queries: number): number {
  return Math.max(FEWEST_POINTS, POINTS_PER_QUERY * queries);
}

/** Queries that keep the device busy, with the points that go with them; or why no number does, of evaluations of so many milliseconds at most. */
async function busySize(timer: Timer, { kind }: Backend, dimension: number, longest: number): Promise<number | string> {
  const grain = kind === 'webgpu' && dimension <= MOST_QUAD_DIMENSIONS ? GRAIN.narrow : GRAIN.wide;
  const affordable = Math.min(MOST_SIZE, MOST_NUMBERS / (dimension * POINTS_PER_QUERY));
  const most = grain * Math.max(1, Math.floor(affordable / grain));
  const fixed = await leastOfTwo(timer(1, 1), longest);
  for (let size: number = grain; ;) {
    const elapsed = await leastOfTwo(timer(pointsOf(size), size), longest);
    if (elapsed > longest) return 'one evaluation takes so long here that there is no time for enough of them';
    if (elapsed >= BUSY_MS / 2 && fixed <= FIXED_SHARE * elapsed) return size;
    if (size === most || elapsed > 4 * BUSY_MS)
      return 'at every size that can be tried most of the time is launching and waiting';
    const growth = Math.min(8, Math.sqrt(BUSY_MS / elapsed));
    size = Math.min(most, grain * Math.max(size / grain + 1, Math.round((growth * size) / grain)));
  }
}

/** One where that is longer than so many milliseconds. */
async function leastOfTwo(timer: EvaluationTimer, longest: number): Promise<number> {
  try {
    // The first evaluation compiles.
    await timer.evaluate();
    const elapsed = await timer.evaluate();
    return elapsed > 2 * longest ? elapsed : Math.min(elapsed, await timer.evaluate());
  } finally {
    timer.dispose();
  }
}

/**
 * Every other round backwards, so that a drift favours none. (N, M) is the half of two in a row: what takes turns with other
 * programs is cut short the more often the longer it lasts.
 */
async function takeInTurn(
  timers: readonly EvaluationTimer[],
  backend: Backend,
  most: number,
): Promise<readonly number[][]> {
  const rounds: number[][] = [];
  try {
    for (const timer of timers) await timer.evaluate();
    const begun = performance.now();
    while (rounds.length < ROUNDS && performance.now() - begun < most) {
      const round: number[] = [];
      const order = timers.map((_, k) => (rounds.length % 2 === 0 ? k : timers.length - 1 - k));
      for (const k of order) {
        round[k] = await timers[k].evaluate();
        if (k === 0) round[k] = (round[k] + (await timers[k].evaluate())) / 2;
      }
      rounds.push(round);
    }
    await backend.settled();
    return rounds;
  } finally {
    for (const timer of timers) timer.dispose();
  }
}
