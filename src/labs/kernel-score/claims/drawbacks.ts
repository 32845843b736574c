// K4 to K7 and K10: cost, bandwidth, dimension, boundary and scale space, measured. MATHS.md 3.4, 3.7.
import { judged, outside, provided, within, type Outcome } from '../../../experiment/claims';
import { float32 } from '../../../math/rounding';
import { nearestOf } from '../../../math/nearest';
import { mean, meanOf, medianEstimate, variation } from '../../../math/statistics';
import { logSpaced } from '../../../math/valley';
import { length, minus, rangeOf, row, squareTo } from '../../../math/vectors';
import { DensityQueue, leadingRows } from '../../../score/density-queue';
import { doublingTimes, type DoublingTimes } from '../../../score/doubling-times';
import { EngineRounding } from '../../../score/engine-rounding';
import { EDGE_BANDWIDTHS, uniformDensity } from '../figures/boundary';
import { lawError } from '../../../experiment/law-error';
import { affordable, otherBandwidth, otherData, type Claim, type ClaimContext } from './context';
import { figure, grouped } from '../../../numbers';
import { nextTask } from '../../../waiting';

const RATIO = { predicted: 2, tolerance: 0.5 } as const;

const cost: Claim = {
  id: 'K4',
  statement: 'time is linear in N and in M: ratio of times when N doubles (2 ± 0.5)',
  tex: 'T(2N,M)\\approx T(N,2M)\\approx2\\,T(N,M)',
  on: 'one timing',
  per: 'run',
  async check({ backend, cloud: { values, dimension }, settings: { sigma } }) {
    const problem = { values, dimension, sigma, method: 'direct' } as const;
    const times = await doublingTimes(backend, problem);
    if (typeof times === 'string') return outside(times);
    if (sidesOf(times).every(([first]) => first === 0)) return judgeTimes(times);
    const again = await doublingTimes(backend, problem, 'twice');
    return typeof again === 'string' ? outside(again) : judgeTimes(again);
  },
};

/** At each doubling of N and of M 1 or −1 where all rounds say that the time grows by more or by less than stated, else 0. */
function sidesOf({ ofPoints, ofQueries }: DoublingTimes): number[][] {
  const { predicted, tolerance } = RATIO;
  const side = (ratios: readonly number[] = []): number =>
    [1, -1].find((sign) => ratios.every((ratio) => sign * (ratio - predicted) > tolerance)) ?? 0;
  return [ofPoints, ofQueries].map((doublings) => doublings.map(side));
}

/**
 * A verdict only where the rounds agree: what other programs do to single ones is nobody's fault here. And fails only what does so
 * at two doublings in a row: a growth other than linear goes on, a cache that the data outgrow or a second core that
 * joins comes once.
 */
function judgeTimes(times: DoublingTimes): Outcome {
  const { predicted, tolerance } = RATIO;
  const firsts = [times.ofPoints, times.ofQueries].map(([first]) => medianEstimate(first));
  const [ofN, ofM] = firsts.map(({ value }) => figure(value));
  const reason = `N = ${grouped(times.points)}, M = ${grouped(times.queries)}; doubling M instead gives ${ofM}`;
  const sides = sidesOf(times);
  const fails = sides.some(([first, second]) => first !== 0 && first === second);
  if (!fails && sides.some(([first]) => first !== 0))
    return outside(`the machine's speed changes at this size, and not at twice as much: ${ofN}, ${ofM} (${reason})`);
  const error = 5 * Math.max(...firsts.map(({ standardError }) => standardError));
  const agree = firsts.every(({ value }) => Math.abs(value - predicted) <= tolerance);
  if (error > tolerance || !(fails || agree))
    return outside(`between rounds the ratio of times varies by ±${figure(error)}: other work keeps the machine busy`);
  const [first, second] = firsts.map((ratio) => judged(ratio, predicted, tolerance, { reason }));
  return provided(first, second.verdict !== 'fails', `doubling M takes ${ofM} times as long`);
}

const undersmoothing: Claim = {
  id: 'K5',
  statement: 'err(σ) is U-shaped; for σ → 0 err·σ⁴ tends to the mean squared distance to the nearest point (±2 %)',
  tex: '\\sigma^4\\,\\mathbb E\\lVert s_\\sigma-\\nabla\\log p\\rVert^2\\to\\mathbb E\\,\\operatorname{dist}^2',
  on: 'test points',
  asksDensity: true,
  per: 'run',
  async check(context) {
    const { backend, cloud, density, seed } = context;
    if (!cloud.law) return otherData('the true score of these points is not known');
    // The law knows where its origin is.
    const { dimension } = cloud;
    const points = leadingRows(cloud.values, dimension, density.count);
    const error = lawError(backend, cloud.law, points, dimension, affordable(context, 512), seed);
    try {
      // The true scores and the distances are tens of milliseconds each: the page draws in between.
      await nextTask();
      const { distances } = nearestOf(points, error.queries, dimension);
      await nextTask();
      const predicted = mean(distances.map((distance) => distance ** 2));
      const narrow = 0.01 * Math.sqrt(predicted);
      const measured = mean(await error.terms(narrow)) * narrow ** 4;
      const curve: Float64Array[] = [];
      for (const sigma of logSpaced(0.02, 4, 9)) curve.push(await error.terms(sigma));
      const outcome = within(measured, predicted, 0.02 * predicted);
      return provided(outcome, !fallsToAnEdge(curve), 'the error has no minimum inside of 0.02 … 4');
    } finally {
      error.dispose();
    }
  },
};

/** Whether an end of the curve is lower than all that lies inside, and by more than the same test points can be wrong by. */
function fallsToAnEdge(curve: readonly Float64Array[]): boolean {
  const inside = curve.slice(1, -1);
  const least = inside.reduce((one, other) => (mean(other) < mean(one) ? other : one));
  return [curve[0], curve[curve.length - 1]].some((edge) => {
    const { value, standardError } = meanOf(minus(edge, least));
    return value < -5 * standardError;
  });
}

/** MATHS K5: M = 20,000, σ = 0.8, d = 2, ±10 %. */
const WIDE = { points: 20_000, least: 0.6, dimension: 2, tolerance: 0.1 };

const oversmoothing: Claim = {
  id: 'K5b',
  statement: 'wide kernels blur: err(σ) of a standard normal tends to dσ⁴/(1 + σ²)² (±10 %)',
  tex: '\\mathbb E\\lVert s_\\sigma-\\nabla\\log p\\rVert^2\\to\\frac{d\\,\\sigma^4}{c^2(c^2+\\sigma^2)^2}',
  on: 'test points',
  per: 'settings',
  async check({ backend, cloud, settings: { sigma }, seed }) {
    const { law, dimension } = cloud;
    if (law !== 'normal') return otherData('the law is not the standard normal');
    if (dimension > WIDE.dimension || sigma < WIDE.least || cloud.count < WIDE.points)
      return outside(
        `it needs d ≤ ${WIDE.dimension}, σ ≥ ${WIDE.least} and ${grouped(WIDE.points)} points, where sampling no longer matters`,
      );
    const points = leadingRows(cloud.values, dimension, WIDE.points);
    const error = lawError(backend, law, points, dimension, backend.kind === 'reference' ? 256 : 1024, seed);
    try {
      const predicted = (dimension * sigma ** 4) / (1 + sigma * sigma) ** 2;
      // What the law makes of the same test points, |x|²σ⁴/(1 + σ²)², stands for its mean: most of the chance is in both.
      const share = predicted / dimension;
      const terms = await error.terms(sigma);
      const gaps = terms.map((term, i) => term - share * length(row(error.queries, dimension, i)) ** 2);
      const { value, standardError } = meanOf(gaps);
      return judged({ value: predicted + value, standardError }, predicted, WIDE.tolerance * predicted);
    } finally {
      error.dispose();
    }
  },
};

const concentration: Claim = {
  id: 'K6',
  statement: 'distances concentrate: |x − x′|² of standard normals varies by √(2/d)',
  tex: "\\frac{\\operatorname{sd}\\lVert x-x'\\rVert^2}{\\mathbb E\\lVert x-x'\\rVert^2}=\\sqrt{2/d}",
  on: 'pairs of points',
  per: 'settings',
  check({ cloud: { law, values, dimension, count }, dimensionErrors }) {
    if (law !== 'normal') return otherData('the law is not the standard normal');
    const pairs = Math.min(200_000, Math.floor(count / 2));
    if (pairs < 200) return outside({ reason: 'it needs 400 points at least', needs: 'more points' });
    const value = variation(
      Float64Array.from({ length: pairs }, (_, i) =>
        squareTo(values, 2 * i * dimension, row(values, dimension, 2 * i + 1)),
      ),
    );
    const predicted = Math.sqrt(2 / dimension);
    // Of a ratio of deviation and mean (delta method): kurtosis 3 + 12/d, skewness √(8/d).
    const standardError = predicted * Math.sqrt((0.5 + 1 / dimension) / pairs);
    // Neighbours may change places by chance: the errors are means over a few test points.
    const rising = dimensionErrors.every(({ value: later, standardError: chance }, k) =>
      dimensionErrors.slice(0, k).every((one) => later > one.value - 5 * Math.hypot(chance, one.standardError)),
    );
    const outcome = judged({ value, standardError }, predicted, float32.place(4 * predicted));
    return provided(outcome, rising, 'the best error does not grow with the dimension');
  },
};

const boundary: Claim = {
  id: 'K7',
  statement: 'at the edge of a uniform law q = ½ and σ·s = √(2/π), inside q = 1',
  tex: 'q(0)=\\tfrac12,\\quad s(0)=\\sqrt{2/\\pi}/\\sigma',
  on: 'a uniform law',
  per: 'settings',
  async check({ backend, settings: { sigma } }) {
    const { least, most } = EDGE_BANDWIDTHS;
    if (sigma < least || sigma > most)
      return otherBandwidth(`it needs ${least} ≤ σ ≤ ${most}: fine against 1, wide against 1/4000`);
    const density = uniformDensity(backend);
    try {
      const { score, logDensity } = await density.ask({ queries: Float32Array.of(0, 0.5), sigma });
      const outcome = within(score[0] * sigma, Math.sqrt(2 / Math.PI), 1e-3);
      const isHalved = [0.5, 1].every((exact, i) => Math.abs(Math.exp(logDensity[i]) - exact) < 1e-3);
      return provided(outcome, isHalved, 'the densities are not ½ and 1');
    } finally {
      density.dispose();
    }
  },
};

const CENTRES = 40;
const GRID = 2048;

const scaleSpace: Claim = {
  id: 'K10',
  statement: 'on a line the number of modes never grows with σ (40 points; largest increase)',
  tex: '\\#\\text{modes}(\\sigma)\\searrow\\quad(d=1)',
  on: 'points on a line',
  per: 'run',
  async check(context) {
    const { backend } = context;
    const density = new DensityQueue(backend, firstCoordinates(context), 1);
    const queries = Float32Array.from({ length: GRID }, (_, i) => -0.01 + (1.02 * i) / (GRID - 1));
    try {
      const counts: number[] = [];
      // Down to where grid nodes still stand several to a bandwidth.
      for (const sigma of logSpaced(0.005, 0.5, 14)) {
        const { score } = await density.ask({ queries, sigma });
        counts.push(countModes(score, new EngineRounding(backend, 1, sigma)));
      }
      const growth = counts.slice(1).map((count, k) => count - counts[k]);
      const reason = `from ${counts[0]} modes to ${counts.at(-1)}`;
      return within(Math.max(0, ...growth), 0, 0, { scale: 1, reason });
    } finally {
      density.dispose();
    }
  },
};

/** Some of the points, along the first axis, brought to 0 … 1: how many modes there are does not change. */
function firstCoordinates({ density: { points, dimension, count } }: ClaimContext): Float32Array {
  const line = Float32Array.from({ length: Math.min(CENTRES, count) }, (_, i) => points[i * dimension]);
  const [low, high] = rangeOf(line, 1, 0);
  return line.map((value) => (value - low) / (high - low || 1));
}

/** Changes of the score from rising to falling, where both are more than rounding: near a merger it is 0 over a stretch. */
function countModes(score: Float32Array, rounding: EngineRounding): number {
  const signs = [...score].filter((value) => Math.abs(value) > rounding.score(Math.abs(value))).map(Math.sign);
  return signs.filter((sign, i) => sign < 0 && signs[i - 1] > 0).length;
}

export const drawbackClaims: readonly Claim[] = [
  cost,
  undersmoothing,
  oversmoothing,
  concentration,
  boundary,
  scaleSpace,
];
