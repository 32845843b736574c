// K5 to K7 and K10: bandwidth, dimension, boundary and scale space, measured. MATHS.md 3.4, 3.7.
import { EDGE_BANDWIDTHS, uniformMidpoints } from '../figures/boundary';
import { logSpaced } from '../figures/figure';
import { ScoreError } from '../figures/score-error';
import { leadingRows, Probe } from '../../../score/density-probe';
import { float32 } from '../../../math/rounding';
import { meanEstimate } from '../../../math/statistics';
import * as tools from './context';
import type { Claim, ClaimContext } from './context';
import { EngineRounding } from './engine-rounding';

const NO_LAW = 'the true score of these points is not known';

const undersmoothing: Claim = {
  id: 'K5',
  statement: 'err(σ) is U-shaped; for σ → 0 err·σ⁴ tends to the mean squared distance to the nearest point (±2 %)',
  tex: '\\sigma^4\\,\\mathbb E\\lVert s_\\sigma-\\nabla\\log p\\rVert^2\\to\\mathbb E\\,\\operatorname{dist}^2',
  on: 'test points',
  probes: true,
  per: 'run',
  async check(context) {
    const { backend, cloud, probe, seed } = context;
    if (!cloud.law) return tools.outside({ reason: NO_LAW, needs: 'other data' });
    // The law knows where its origin is.
    const { dimension } = cloud;
    const points = leadingRows(cloud.values, dimension, probe.count);
    const error = new ScoreError(backend, cloud.law, points, dimension, tools.affordable(context, 512), seed);
    try {
      const squares = Array.from({ length: error.tests }, (_, i) =>
        nearest(points, tools.row(error.queries, dimension, i)),
      );
      const predicted = squares.reduce((sum, square) => sum + square / squares.length, 0);
      const narrow = 0.01 * Math.sqrt(predicted);
      const measured = (await error.at(narrow)).value * narrow ** 4;
      const curve: Float64Array[] = [];
      for (const sigma of logSpaced(0.02, 4, 9)) curve.push(await error.termsAt(sigma));
      return tools.provided(
        tools.within(measured, predicted, 0.02 * predicted),
        !fallsToAnEdge(curve),
        'the error has no minimum inside of 0.02 … 4',
      );
    } finally {
      error.dispose();
    }
  },
};

/** Whether an end of the curve is lower than all that lies inside, and by more than the same test points can be wrong by. */
function fallsToAnEdge(curve: readonly Float64Array[]): boolean {
  const means = curve.map(mean);
  const inside = means.slice(1, -1);
  const least = curve[1 + inside.indexOf(Math.min(...inside))];
  return [curve[0], curve[curve.length - 1]].some((edge) => {
    const gaps = edge.map((value, i) => value - least[i]);
    const gap = mean(gaps);
    const spread = mean(gaps.map((value) => (value - gap) ** 2));
    return gap < -5 * Math.sqrt(spread / gaps.length);
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

function nearest(points: Float32Array, place: Float64Array): number {
  const dimension = place.length;
  let least = Infinity;
  for (let at = 0; at < points.length; at += dimension) {
    let square = 0;
    for (let j = 0; j < dimension; j++) square += (points[at + j] - place[j]) ** 2;
    if (square < least) least = square;
  }
  return least;
}

/** MATHS K5: M = 20,000, σ = 0.8, d = 2, ±10 %. */
const WIDE = { points: 20_000, least: 0.6, dimension: 2, tolerance: 0.1 };

const oversmoothing: Claim = {
  id: 'K5b',
  statement: 'wide kernels blur: err(σ) of a standard normal tends to dσ⁴/(1 + σ²)² (±10 %)',
  tex: '\\mathbb E\\lVert s_\\sigma-\\nabla\\log p\\rVert^2\\to\\frac{d\\,\\sigma^4}{c^2(c^2+\\sigma^2)^2}',
  on: 'test points',
  per: 'settings',
  async check({ backend, cloud, settings, seed }) {
    const { sigma } = settings;
    const { law, dimension } = cloud;
    if (law !== 'normal') return tools.outside({ reason: 'the law is not the standard normal', needs: 'other data' });
    if (dimension > WIDE.dimension || sigma < WIDE.least || cloud.count < WIDE.points)
      return tools.outside(
        `it needs d ≤ ${WIDE.dimension}, σ ≥ ${WIDE.least} and ${WIDE.points.toLocaleString('en-GB')} points, where sampling no longer matters`,
      );
    const points = leadingRows(cloud.values, dimension, WIDE.points);
    const error = new ScoreError(backend, law, points, dimension, backend.kind === 'reference' ? 256 : 1024, seed);
    try {
      const predicted = (dimension * sigma ** 4) / (1 + sigma * sigma) ** 2;
      // What the law makes of the same test points, |x|²σ⁴/(1 + σ²)², stands for its mean: most of the chance is in both.
      const share = predicted / dimension;
      const terms = await error.termsAt(sigma);
      const gaps = terms.map((term, i) => term - share * tools.length(tools.row(error.queries, dimension, i)) ** 2);
      const squares = gaps.reduce((sum, gap) => sum + gap * gap, 0);
      const { value, standardError } = meanEstimate(gaps.length, mean(gaps) * gaps.length, squares);
      return tools.judged({ value: predicted + value, standardError }, predicted, WIDE.tolerance * predicted);
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
  check({ cloud, dimensionErrors }) {
    if (cloud.law !== 'normal')
      return tools.outside({ reason: 'the law is not the standard normal', needs: 'other data' });
    const { values, dimension } = cloud;
    const pairs = Math.min(200_000, Math.floor(cloud.count / 2));
    if (pairs < 200) return tools.outside({ reason: 'it needs 400 points at least', needs: 'more points' });
    let [mean, deviations] = [0, 0];
    for (let i = 0; i < pairs; i++) {
      let square = 0;
      for (let j = 0; j < dimension; j++)
        square += (values[2 * i * dimension + j] - values[(2 * i + 1) * dimension + j]) ** 2;
      const delta = square - mean;
      mean += delta / (i + 1);
      deviations += delta * (square - mean);
    }
    const value = Math.sqrt(deviations / pairs) / mean;
    const predicted = Math.sqrt(2 / dimension);
    // Of a ratio of deviation and mean (delta method): kurtosis 3 + 12/d, skewness √(8/d).
    const standardError = predicted * Math.sqrt((0.5 + 1 / dimension) / pairs);
    // Neighbours may change places by chance: the errors are means over a few test points.
    const rising = dimensionErrors.every(({ value: later, standardError: chance }, k) =>
      dimensionErrors.slice(0, k).every((one) => later > one.value - 5 * Math.hypot(chance, one.standardError)),
    );
    const outcome = tools.judged({ value, standardError }, predicted, float32.place(4 * predicted));
    return tools.provided(outcome, rising, 'the best error does not grow with the dimension');
  },
};

const boundary: Claim = {
  id: 'K7',
  statement: 'at the edge of a uniform law q = ½ and σ·s = √(2/π), inside q = 1',
  tex: 'q(0)=\\tfrac12,\\quad s(0)=\\sqrt{2/\\pi}/\\sigma',
  on: 'a uniform law',
  per: 'settings',
  async check({ backend, settings }) {
    const { sigma } = settings;
    const { least, most } = EDGE_BANDWIDTHS;
    if (sigma < least || sigma > most)
      return tools.outside({
        reason: `it needs ${least} ≤ σ ≤ ${most}: fine against 1, wide against 1/4000`,
        needs: 'another bandwidth',
      });
    const probe = new Probe(backend, uniformMidpoints(), 1);
    try {
      const { score, logDensity } = await probe.ask({ queries: Float32Array.of(0, 0.5), sigma });
      const outcome = tools.judged({ value: score[0] * sigma, standardError: 0 }, Math.sqrt(2 / Math.PI), 1e-3);
      const densities = Math.abs(Math.exp(logDensity[0]) - 0.5) < 1e-3 && Math.abs(Math.exp(logDensity[1]) - 1) < 1e-3;
      return tools.provided(outcome, densities, 'the densities are not ½ and 1');
    } finally {
      probe.dispose();
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
    const line = firstCoordinates(context);
    const probe = new Probe(context.backend, line, 1);
    const queries = Float32Array.from({ length: GRID }, (_, i) => -0.01 + (1.02 * i) / (GRID - 1));
    try {
      const counts: number[] = [];
      // Down to where grid nodes still stand several to a bandwidth.
      for (const sigma of logSpaced(0.005, 0.5, 14)) {
        const rounding = new EngineRounding(context.backend, 1, sigma);
        counts.push(countModes((await probe.ask({ queries, sigma })).score, (size) => rounding.score(size)));
      }
      const growth = counts.slice(1).map((count, k) => count - counts[k]);
      const reason = `from ${counts[0]} modes to ${counts.at(-1)}`;
      return tools.within(Math.max(0, ...growth), 0, 0, { scale: 1, reason });
    } finally {
      probe.dispose();
    }
  },
};

/** Some of the points, along the first axis, brought to 0 … 1: how many modes there are does not change. */
function firstCoordinates({ probe }: ClaimContext): Float32Array {
  const { points, dimension, count } = probe;
  const line = Array.from({ length: Math.min(CENTRES, count) }, (_, i) => points[i * dimension]);
  const [low, high] = [Math.min(...line), Math.max(...line)];
  return Float32Array.from(line, (value) => (value - low) / (high - low || 1));
}

/** Changes of the score from rising to falling, where both are more than rounding: near a merger it is 0 over a stretch. */
function countModes(score: Float32Array, rounding: (size: number) => number): number {
  let modes = 0;
  let rising = false;
  for (const value of score) {
    if (Math.abs(value) <= rounding(Math.abs(value))) continue;
    if (value < 0 && rising) modes++;
    rising = value > 0;
  }
  return modes;
}

export const drawbackClaims: readonly Claim[] = [undersmoothing, oversmoothing, concentration, boundary, scaleSpace];
