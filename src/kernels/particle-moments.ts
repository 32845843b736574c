// Sums over chains from which means, covariances, their standard errors, lag correlations and Stein identities follow.
// MATHS.md 0.3, L1, L2, L4, L11.
import { defineKernel, type Kernel, type ReferenceArrays } from '../compute/kernel';
import type { Density } from '../targets/target';

export type ParticleMomentsParams = {
  /** The first chain summed over, so that a slow target can be done in slices. */
  first: number;
  /** Number of chains from there on, at most 2²⁴ (counts are exact in float32 up to there). */
  count: number;
  /** What is subtracted from `positions` before anything is squared: the predicted mean. */
  centreX: number;
  centreY: number;
  laterCentreX: number;
  laterCentreY: number;
  /** The unit vector along which u_x and v_x are measured: a narrow direction keeps its digits only if it is turned before it is squared. */
  axisX: number;
  axisY: number;
  /** Unit of length of u and v; about the target's standard deviation, so that float32 holds their 4th powers. */
  scale: number;
};

/**
 * The columns of a row of `sums`. With u = (position − centre) / scale and v = (later − laterCentre) / scale, both turned so
 * that the axis is the first direction, over the chains whose both positions are finite: `uxy` is Σ u_x u_y, `uxvy` is Σ u_x v_y, and so on; `scoreX` is Σ s_x,
 * `stein` is Σ s·x, `steinSquared` is Σ (s·x)², `scoreXTimesY` is Σ s_x y (in raw coordinates).
 * `finite` counts the chains summed over, `nonFinite` the positions that are not finite, `right` those with x > 0.
 */
const columnsByFour = [
  ['finite', 'nonFinite', 'right', 'logDensity'],
  ['ux', 'uy', 'vx', 'vy'],
  ['uxx', 'uxy', 'uyy', 'logDensitySquared'],
  ['uxxx', 'uxxy', 'uxyy', 'uyyy'],
  ['uxxxx', 'uxxxy', 'uxxyy', 'uxyyy'],
  ['uyyyy', 'vxx', 'vxy', 'vyy'],
  ['uxvx', 'uxvy', 'uyvx', 'uyvy'],
  ['scoreX', 'scoreY', 'scoreXSquared', 'scoreYSquared'],
  ['stein', 'steinSquared', 'scoreXTimesY', 'scoreYTimesX'],
] as const;

export type MomentName = (typeof columnsByFour)[number][number];
export type Moments = Readonly<Record<MomentName, number>>;

/** The columns of a row of `sums`, in order. */
export const momentColumns: readonly MomentName[] = columnsByFour.flat();

/** Threads to launch: enough to fill a GPU. */
export const momentThreads = 4096;

/** Elements of the array `sums` for a launch of `momentThreads`. */
export const momentElements = momentThreads * momentColumns.length;

/** The log density and the score of a chain, by its number and place. */
type Valuation = (chain: number, x: number, y: number) => readonly [logDensity: number, scoreX: number, scoreY: number];

/**
 * Arrays: `positions` and `later` f32 [count, 2] (may be the same array); `sums` f32 [momentElements], a row of
 * momentColumns for each thread, which grows, so clear it first; added up by `sumRows` and `readMoments`; and the target's
 * own. Launch `momentThreads` threads.
 * Sums overflow to infinity for deviations beyond about 1e8 units of `scale`: such chains have diverged.
 */
export function particleMoments(target: Density): Kernel<ParticleMomentsParams> {
  return defineMoments({ modules: target.modules }, () => (_chain, x, y) => {
    return [target.logDensity(x, y), ...target.score(x, y)];
  });
}

/** The same with `logDensity` f32 [count] and `score` f32 [count, 2] at the positions given as arrays in place of a target. */
export const givenMoments: Kernel<ParticleMomentsParams> = defineMoments({ conditions: { given: true } }, (arrays) => {
  const { logDensity, score } = arrays as Record<'logDensity' | 'score', Float64Array>;
  return (chain) => [logDensity[chain], score[2 * chain], score[2 * chain + 1]];
});

function defineMoments(
  shader: Partial<Pick<Kernel, 'modules' | 'conditions'>>,
  valuation: (arrays: ReferenceArrays) => Valuation,
): Kernel<ParticleMomentsParams> {
  return defineKernel<ParticleMomentsParams>({
    name: 'particleMoments',
    module: 'kernels/particle-moments',
    ...shader,
    params: {
      first: 0,
      count: 1,
      centreX: 0,
      centreY: 0,
      laterCentreX: 0,
      laterCentreY: 0,
      axisX: 1,
      axisY: 0,
      scale: 1,
    },
    reference(arrays, params, threads) {
      const { positions, later, sums } = arrays as Record<'positions' | 'later' | 'sums', Float64Array>;
      const valueAt = valuation(arrays);
      for (let index = 0; index < params.count; index++) {
        const chain = params.first + index;
        const row = index % threads;
        const pair = [positions[2 * chain], positions[2 * chain + 1], later[2 * chain], later[2 * chain + 1]] as const;
        const added = contribution((x, y) => valueAt(chain, x, y), params, pair);
        for (let column = 0; column < added.length; column++)
          sums[row * momentColumns.length + column] += added[column];
      }
    },
  });
}

type PositionPair = readonly [x: number, y: number, laterX: number, laterY: number];

/** What one chain adds, in the order of momentColumns; empty when only its later position is not finite. */
function contribution(
  valueAt: (x: number, y: number) => ReturnType<Valuation>,
  params: ParticleMomentsParams,
  [x, y, laterX, laterY]: PositionPair,
): readonly number[] {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return [0, 1];
  if (!Number.isFinite(laterX) || !Number.isFinite(laterY)) return [];
  const [a, b] = alongAxis(params, x - params.centreX, y - params.centreY);
  const [c, d] = alongAxis(params, laterX - params.laterCentreX, laterY - params.laterCentreY);
  const [logDensity, s, t] = valueAt(x, y);
  const work = s * x + t * y;
  return [
    [1, 0, x > 0 ? 1 : 0, logDensity],
    [a, b, c, d],
    [a * a, a * b, b * b, logDensity ** 2],
    [a ** 3, a * a * b, a * b * b, b ** 3],
    [a ** 4, a ** 3 * b, a * a * b * b, a * b ** 3],
    [b ** 4, c * c, c * d, d * d],
    [a * c, a * d, b * c, b * d],
    [s, t, s * s, t * t],
    [work, work * work, s * y, t * x],
  ].flat();
}

function alongAxis({ axisX, axisY, scale }: ParticleMomentsParams, x: number, y: number): readonly [number, number] {
  return [(axisX * x + axisY * y) / scale, (axisX * y - axisY * x) / scale];
}

/** Adds rows of sums in float64. Nothing is divided: u and v stay in units of `scale`. */
export function readMoments(rows: ArrayLike<number>): Moments {
  const totals = momentColumns.map(() => 0);
  for (let i = 0; i < rows.length; i++) totals[i % totals.length] += rows[i];
  return Object.fromEntries(momentColumns.map((name, column) => [name, totals[column]])) as Record<MomentName, number>;
}
