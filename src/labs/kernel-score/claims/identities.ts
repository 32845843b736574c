// K1, K1b, K2, K3, K8 and K9: what every kernel density and its score must satisfy at every bandwidth. MATHS.md 3.2, 3.3.
import { noGap, outside, provided, within } from '../../../experiment/claims';
import { movedPlaces } from '../../../dynamics/mean-shift-particles';
import { leadingAxes, scoreAt, weigh } from '../../../math/kernel-weights';
import { exactScores, shiftMatrices, slopeError, type AskScores } from '../../../math/mean-shift-slopes';
import { normalSource } from '../../../math/random';
import { float32 } from '../../../math/rounding';
import { mean } from '../../../math/statistics';
import { densityIntegral } from '../../../score/density-integral';
import { farthestAlong, length, minus, plus, rangeOf, row, rowsOf, unitVector } from '../../../math/vectors';
import {
  ask,
  draw,
  ofPlaces,
  ofSpread,
  otherBandwidth,
  otherData,
  roundingOf,
  scoresOf,
  type Claim,
  type ClaimContext,
} from './context';
import { grouped } from '../../../numbers';

/** Gauss–Legendre nodes and weights on [−1, 1], the positive half of eight. */
const GAUSS = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;
const NODES = GAUSS.flatMap(([x, w]) => [[-x, w] as const, [x, w] as const]);
/** The nodes, and both ends of a segment. */
const STOPS = [...NODES.map(([at]) => at), -1, 1];
const SEGMENTS = 48;
/** Half a segment in σ: log q has its singularities farther away, so that eight nodes leave nothing but rounding. */
const HALF = 1 / 8;

const gradient: Claim = {
  ...ofPlaces,
  id: 'K1',
  statement: 'the score is the gradient: log q(b) − log q(a) = ∫ s·dx (largest gap, nats)',
  tex: '\\log q(b)-\\log q(a)=\\int_a^b s\\cdot dx',
  on: 'scattered points',
  async check(context) {
    const { sigma } = context.settings;
    const { dimension } = context.density;
    const half = HALF * sigma;
    const normal = normalSource(context.seed, 0x4b3);
    const segments = rowsOf(draw(context, SEGMENTS, 0x4b1).places, dimension).map((middle) => {
      const direction = unitVector(dimension, normal);
      return { direction, stops: STOPS.map((stop) => plus(middle, direction, stop * half)) };
    });
    const queries = Float32Array.from(segments.flatMap(({ stops }) => stops.flatMap((stop) => [...stop])));
    const { score, logDensity } = await ask(context, queries);
    const rounding = roundingOf(context);
    return noGap(
      segments.map(({ direction }, k) => {
        const first = k * STOPS.length;
        const slopes = NODES.map((_, node) => row(score, dimension, first + node));
        const steepest = Math.max(...slopes.map(length));
        const bent = 2 * Math.max(...slopes.map((slope) => length(minus(slope, slopes[0]))));
        const [low, high] = logDensity.subarray(first + NODES.length);
        let integral = 0;
        slopes.forEach((slope, node) => {
          for (let j = 0; j < dimension; j++) integral += half * NODES[node][1] * slope[j] * direction[j];
        });
        // All places, rounded, times the slope at the ends and its change in between.
        const places = float32.place(length(row(queries, dimension, first)) + half) * (2 * steepest + bent);
        return {
          gap: Math.abs(high - low - integral),
          tolerance: rounding.height(low) + rounding.height(high) + places + 2 * half * rounding.score(steepest),
          scale: 2 * HALF * (sigma * steepest + 1),
        };
      }),
    );
  },
};

const normalisation: Claim = {
  ...ofPlaces,
  id: 'K1b',
  statement: 'q is a density: its integral over the line or the plane (on a grid)',
  tex: '\\int q(x)\\,dx=1',
  on: 'a grid',
  async check({ density, settings, backend }) {
    if (density.dimension > 2) return otherData('a grid in more than two dimensions has too many nodes');
    const integral = await densityIntegral(backend, density, settings.sigma);
    if (typeof integral === 'string') return outside(integral);
    const { value, error, points } = integral;
    const reason = `of ${grouped(points)} points, to keep the grid small`;
    return within(value, 1, error, points < density.count ? { reason } : {});
  },
};

const FAR = [20, 40, 80];

const tails: Claim = {
  ...ofPlaces,
  id: 'K2',
  statement: 'at 20, 40 and 80 σ from all points, where the naive quotient is 0/0, the score is right (relative error)',
  tex: '\\sigma\\sqrt{2\\cdot87}\\approx13.2\\,\\sigma',
  on: 'far places',
  async check(context) {
    const { sigma } = context.settings;
    const { points, dimension } = context.density;
    const extreme = rowsOf(points, dimension).reduce((one, other) => (other[0] > one[0] ? other : one));
    const places = FAR.map((distance) => {
      const place = Float32Array.from(extreme);
      place[0] += distance * sigma;
      return place;
    });
    const { score } = await ask(context, Float32Array.from(places.flatMap((place) => [...place])));
    const rounding = roundingOf(context);
    const errors = places.map((place, k) => {
      const exact = scoreAt(points, place, sigma);
      const size = length(exact);
      const gap = length(minus(exact, row(score, dimension, k))) / size;
      return { gap: Number.isFinite(gap) ? gap : Infinity, tolerance: rounding.score(size) / size };
    });
    const { gap, tolerance } = errors.reduce((one, other) => (other.gap > one.gap ? other : one));
    return within(gap, 0, tolerance, { scale: 1 });
  },
};

const DIRECTIONS = 64;
/** The engine takes no places beyond. */
const MOST_COORDINATE = 1e9;

const hull: Claim = {
  id: 'K3',
  statement: 'm(x) stays among the points; very far out it is the extreme one (distance to it)',
  tex: 'm(Ru)\\to\\arg\\max_i u\\cdot x_i',
  on: 'far places',
  asksDensity: true,
  per: 'settings',
  async check(context) {
    const { density, settings, seed } = context;
    const { points, dimension, count } = density;
    const variance = settings.sigma ** 2;
    const extent = points.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const radius = 1e4 * extent;
    if (radius > MOST_COORDINATE) return outside('the points lie so far apart that nothing is far from all of them');
    const normal = normalSource(seed, 0x4b5);
    const rows = rowsOf(points, dimension);
    const best = Array.from({ length: DIRECTIONS }, () => farthestAlong(rows, unitVector(dimension, normal))).reduce(
      (one, other) => (other.lead > one.lead ? other : one),
    );
    // The runner-up must weigh nothing, and the difference of the squares must survive float32.
    if (count > 1 && best.lead < Math.max((20 * variance) / radius, 64 * float32.place(radius)))
      return otherBandwidth('two extreme points are too nearly tied at this bandwidth');
    const place = Float32Array.from(best.direction, (value) => radius * value);
    const mean = plus(place, (await ask(context, place)).score, variance);
    const distance = length(minus(mean, rows[best.index]));
    // The place, its score and the step along that, each rounded, in every coordinate.
    const outcome = within(distance, 0, 8 * float32.place(radius), { scale: count > 1 ? best.lead : extent });
    return provided(outcome, await staysInside(context), 'm(x) left the box of the points');
  },
};

async function staysInside(context: ClaimContext): Promise<boolean> {
  const { points, dimension } = context.density;
  const variance = context.settings.sigma ** 2;
  const box = Array.from({ length: dimension }, (_, axis) => rangeOf(points, dimension, axis));
  const { places } = draw(context, 64, 0x4b7);
  const { score } = await ask(context, places);
  const rounding = roundingOf(context);
  return places.every((value, i) => {
    const [low, high] = box[i % dimension];
    const shifted = value + variance * score[i];
    const slack = 2 * variance * rounding.score(Math.abs(score[i])) + 4 * float32.place(value);
    return shifted >= low - slack && shifted <= high + slack;
  });
}

const denoiser: Claim = {
  ...ofPlaces,
  id: 'K8',
  statement: 'mean shift = noise-free Langevin at γ = σ² = denoiser: x + σ²s(x) = E[x₀|x] (largest gap in σ)',
  tex: 'x+\\sigma^2s_\\sigma(x)=m(x)=\\mathbb E[x_0\\mid x]',
  on: 'scattered points',
  async check(context) {
    const { backend, settings, density } = context;
    const { sigma } = settings;
    const { points, dimension } = density;
    const { places } = draw(context, 48, 0x4b9);
    const { score } = await ask(context, places);
    // By the kernel that moves the particles.
    const moved = await movedPlaces(backend, places, dimension, (particles) => {
      backend.write(particles.score, score);
      particles.shift(sigma ** 2);
    });
    const rounding = roundingOf(context);
    const gaps = rowsOf(places, dimension).map((place, i) => {
      const { mean } = weigh(points, place, sigma);
      const slope = length(row(score, dimension, i));
      // The score, the step along it, and the place where that ends.
      const step = rounding.score(slope) * sigma + 2 * float32.place(slope * sigma);
      return {
        gap: length(minus(mean, row(moved, dimension, i))) / sigma,
        tolerance: step + float32.place(length(place) + length(mean)) / sigma,
        scale: Math.max(1, sigma * slope),
      };
    });
    return noGap(gaps);
  },
};

const POSTERIORS = 16;

const posterior: Claim = {
  ...ofSpread,
  id: 'K9',
  statement: 'Cov(x₀|x) = σ²(I + σ²∇² log q): largest eigenvalue over σ², mean of 16 places',
  tex: '\\operatorname{Cov}(x_0\\mid x)=\\sigma^2(I+\\sigma^2\\nabla^2\\log q)',
  on: 'scattered points',
  async check(context) {
    const { sigma } = context.settings;
    const { points, dimension } = context.density;
    const spots = rowsOf(draw(context, POSTERIORS, 0x4bb).places, dimension).map((place) => {
      const axes = leadingAxes(points, weigh(points, place, sigma), 1);
      return { place, axes };
    });
    const meanSlope = async (scores: AskScores): Promise<number> =>
      mean((await shiftMatrices(scores, spots, sigma)).map(([[slope]]) => slope));
    const predicted = mean(spots.map(({ axes }) => axes[0].value / sigma ** 2));
    const rounding = roundingOf(context);
    const noise = spots.map(({ place, axes }) => {
      const size = length(scoreAt(points, place, sigma));
      return slopeError(sigma, axes[0], () => rounding.score(size + 1 / sigma));
    });
    // What the difference leaves of the slope, in float64; and what single scores are rounded by.
    const left = Math.abs((await meanSlope(exactScores(points, dimension, sigma))) - predicted);
    const measured = await meanSlope(scoresOf(context));
    return within(measured, predicted, left + mean(noise));
  },
};

export const identityClaims: readonly Claim[] = [gradient, normalisation, tails, hull, denoiser, posterior];
