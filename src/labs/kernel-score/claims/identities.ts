// K1, K2, K3, K8 and K9: what every kernel score must satisfy at every bandwidth. MATHS.md 3.2, 3.3.
import { Scope } from '../../../compute/scope';
import { meanShift } from '../../../kernels/mean-shift';
import { float32 } from '../../../math/rounding';
import { ENLARGEMENT, exactScores, shiftMatrices, stopWidth, type Spot } from '../slopes';
import { leadingAxes, weigh } from '../weighting';
import * as tools from './context';
import type { Claim, ClaimContext } from './context';

/** Gauss–Legendre nodes and weights on [−1, 1], the positive half of eight. */
const GAUSS = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;
const NODES = GAUSS.flatMap(([x, w]) => [[-x, w] as const, [x, w] as const]);
const SEGMENTS = 48;
/** Half a segment in σ: log q has its singularities farther away, so that eight nodes leave nothing but rounding. */
const HALF = 1 / 8;

const gradient: Claim = {
  id: 'K1',
  statement: 'the score is the gradient: log q(b) − log q(a) = ∫ s·dx (largest gap, nats)',
  tex: '\\log q(b)-\\log q(a)=\\int_a^b s\\cdot dx',
  on: 'scattered points',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const { dimension } = context.probe;
    const { places } = tools.noisyDraws(context, SEGMENTS, 0x4b1);
    const normal = tools.normalSource(context.seed, 0x4b3);
    const stops = [...NODES.map(([at]) => at), -1, 1].map((at) => at * HALF * sigma);
    const directions = Array.from({ length: SEGMENTS }, () => tools.randomDirection(dimension, normal));
    const queries = new Float32Array(SEGMENTS * stops.length * dimension);
    for (let i = 0; i < queries.length; i++) {
      const [segment, stop] = [Math.floor(i / (stops.length * dimension)), Math.floor(i / dimension) % stops.length];
      const j = i % dimension;
      queries[i] = places[segment * dimension + j] + stops[stop] * directions[segment][j];
    }
    const { score, logDensity } = await tools.ask(context, queries);
    const rounding = tools.roundingOf(context);
    let worst = { gap: 0, tolerance: 0, scale: 0, ratio: -1 };
    for (let k = 0; k < SEGMENTS; k++) {
      const first = k * stops.length;
      const { gap, steepest, bent } = segmentGap(score, logDensity, directions[k], first, HALF * sigma);
      // The heights of both ends; all places, rounded, times the slope at the ends and its change in between; and the slopes.
      const place = float32.place(tools.length(tools.row(queries, dimension, first)) + HALF * sigma);
      const tolerance =
        rounding.height(logDensity[first + 8]) +
        rounding.height(logDensity[first + 9]) +
        place * (2 * steepest + bent) +
        2 * HALF * sigma * rounding.score(steepest);
      const ratio = gap / tolerance;
      if (!(ratio <= worst.ratio)) worst = { gap, tolerance, scale: 2 * HALF * (sigma * steepest + 1), ratio };
    }
    return tools.within(worst.gap, 0, worst.tolerance, { scale: worst.scale });
  },
};

function segmentGap(
  score: Float32Array,
  logDensity: Float32Array,
  direction: Float64Array,
  first: number,
  half: number,
): { readonly gap: number; readonly steepest: number; readonly bent: number } {
  const dimension = direction.length;
  let [integral, steepest, bent] = [0, 0, 0];
  const start = tools.row(score, dimension, first);
  NODES.forEach(([, weight], node) => {
    const slope = tools.row(score, dimension, first + node);
    steepest = Math.max(steepest, tools.length(slope));
    bent = Math.max(bent, tools.length(slope.map((value, j) => value - start[j])));
    for (let j = 0; j < dimension; j++) integral += half * weight * slope[j] * direction[j];
  });
  return { gap: Math.abs(logDensity[first + 9] - logDensity[first + 8] - integral), steepest, bent: 2 * bent };
}

const FAR = [20, 40, 80];

const tails: Claim = {
  id: 'K2',
  statement: 'at 20, 40 and 80 σ from all points, where the naive quotient is 0/0, the score is right (relative error)',
  tex: '\\sigma\\sqrt{2\\cdot87}\\approx13.2\\,\\sigma',
  on: 'far places',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const { points, dimension, count } = context.probe;
    let extreme = 0;
    for (let i = 1; i < count; i++) if (points[i * dimension] > points[extreme * dimension]) extreme = i;
    const places = FAR.map((distance) => {
      const place = tools.row(points, dimension, extreme);
      place[0] += distance * sigma;
      return Float32Array.from(place);
    });
    const { score } = await tools.ask(context, Float32Array.from(places.flatMap((place) => [...place])));
    const errors = places.map((place, k) => {
      const { mean } = weigh(points, place, sigma);
      const exact = mean.map((value, j) => (value - place[j]) / sigma ** 2);
      const gap = exact.map((value, j) => value - score[k * dimension + j]);
      return { error: tools.length(gap), size: tools.length(exact) };
    });
    // In units of what float32 may do to a score.
    const rounding = tools.roundingOf(context);
    const relative = errors.map(({ error, size }) => (Number.isFinite(error) ? error / size : Infinity));
    const worst = relative.indexOf(Math.max(...relative));
    const { size } = errors[worst];
    return tools.within(relative[worst], 0, rounding.score(size) / size, { scale: 1 });
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
  probes: true,
  per: 'settings',
  async check(context) {
    const { probe, settings, seed } = context;
    const { points, dimension, count } = probe;
    const extent = points.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const radius = 1e4 * extent;
    if (radius > MOST_COORDINATE)
      return tools.outside('the points lie so far apart that nothing is far from all of them');
    const normal = tools.normalSource(seed, 0x4b5);
    const candidates = Array.from({ length: DIRECTIONS }, () =>
      extremeOf(points, tools.randomDirection(dimension, normal)),
    );
    const best = candidates.reduce((one, other) => (other.lead > one.lead ? other : one));
    // The runner-up must weigh nothing, and the difference of the squares must survive float32.
    const needed = Math.max((20 * settings.sigma ** 2) / radius, 64 * float32.place(radius));
    if (count > 1 && best.lead < needed)
      return tools.outside({
        reason: 'two extreme points are too nearly tied at this bandwidth',
        needs: 'another bandwidth',
      });
    const place = Float32Array.from(best.direction, (value) => radius * value);
    const { score } = await tools.ask(context, place);
    const mean = Float64Array.from(place, (value, j) => value + settings.sigma ** 2 * score[j]);
    const distance = tools.length(mean.map((value, j) => value - points[best.row * dimension + j]));
    // The place, its score and the step along that, each rounded, in every coordinate.
    const tolerance = 8 * float32.place(radius);
    return tools.provided(
      tools.within(distance, 0, tolerance, { scale: count > 1 ? best.lead : extent }),
      await staysInside(context),
      'm(x) left the box of the points',
    );
  },
};

function extremeOf(
  points: Float32Array,
  direction: Float64Array,
): { row: number; lead: number; direction: Float64Array } {
  const dimension = direction.length;
  let [first, second, best] = [-Infinity, -Infinity, 0];
  for (let i = 0; i < points.length / dimension; i++) {
    let along = 0;
    for (let j = 0; j < dimension; j++) along += points[i * dimension + j] * direction[j];
    if (along > first) [second, first, best] = [first, along, i];
    else if (along > second) second = along;
  }
  return { row: best, lead: first - second, direction };
}

async function staysInside(context: ClaimContext): Promise<boolean> {
  const { probe, settings } = context;
  const { points, dimension } = probe;
  const low = new Float64Array(dimension).fill(Infinity);
  const high = new Float64Array(dimension).fill(-Infinity);
  points.forEach((value, i) => {
    low[i % dimension] = Math.min(low[i % dimension], value);
    high[i % dimension] = Math.max(high[i % dimension], value);
  });
  const { places } = tools.noisyDraws(context, 64, 0x4b7);
  const { score } = await tools.ask(context, places);
  const rounding = tools.roundingOf(context);
  return places.every((value, i) => {
    const shift = settings.sigma ** 2 * score[i];
    const slack = 2 * settings.sigma ** 2 * rounding.score(Math.abs(score[i])) + 4 * float32.place(value);
    return value + shift >= low[i % dimension] - slack && value + shift <= high[i % dimension] + slack;
  });
}

const denoiser: Claim = {
  id: 'K8',
  statement: 'mean shift = noise-free Langevin at γ = σ² = denoiser: x + σ²s(x) = E[x₀|x] (largest gap in σ)',
  tex: 'x+\\sigma^2s_\\sigma(x)=m(x)=\\mathbb E[x_0\\mid x]',
  on: 'scattered points',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { settings, probe } = context;
    const { points, dimension } = probe;
    const count = 48;
    const { places } = tools.noisyDraws(context, count, 0x4b9);
    const { score } = await tools.ask(context, places);
    const moved = await shiftOnce(context, places, score);
    const rounding = tools.roundingOf(context);
    const { sigma } = settings;
    let worst = { gap: 0, tolerance: 0, scale: 0, ratio: -1 };
    for (let i = 0; i < count; i++) {
      const place = tools.row(places, dimension, i);
      const { mean } = weigh(points, place, sigma);
      const gap = tools.length(mean.map((value, j) => value - moved[i * dimension + j])) / sigma;
      const slope = tools.length(tools.row(score, dimension, i));
      // The score, the step along it, and the place where that ends.
      const step = rounding.score(slope) * sigma + 2 * float32.place(slope * sigma);
      const tolerance = step + float32.place(tools.length(place) + tools.length(mean)) / sigma;
      const ratio = gap / tolerance;
      if (!(ratio <= worst.ratio)) worst = { gap, tolerance, scale: sigma * slope, ratio };
    }
    return tools.within(worst.gap, 0, worst.tolerance, { scale: Math.max(1, worst.scale) });
  },
};

/** Where the kernel that moves the particles sends the places, with γ = σ². */
async function shiftOnce(
  { backend, settings, probe }: ClaimContext,
  values: Float32Array,
  slopes: Float32Array,
): Promise<ArrayLike<number>> {
  const scope = new Scope(backend);
  try {
    const count = values.length / probe.dimension;
    const places = scope.create('places', 'f32', values.length);
    const score = scope.create('score', 'f32', values.length);
    const plane = scope.create('plane', 'f32', 2 * count);
    backend.write(places, values);
    backend.write(score, slopes);
    await backend.prepare(meanShift);
    const params = { dimension: probe.dimension, stepSize: settings.sigma ** 2 };
    backend.dispatch(meanShift, { arrays: { places, score, plane }, params, threads: count });
    return await backend.read(places);
  } finally {
    scope.dispose();
  }
}

const POSTERIORS = 16;

const posterior: Claim = {
  id: 'K9',
  statement: 'Cov(x₀|x) = σ²(I + σ²∇² log q): largest eigenvalue over σ², mean of 16 places',
  tex: '\\operatorname{Cov}(x_0\\mid x)=\\sigma^2(I+\\sigma^2\\nabla^2\\log q)',
  on: 'scattered points',
  probes: true,
  excuse: tools.unmet('places', 'spread'),
  per: 'settings',
  async check(context) {
    const { settings, probe } = context;
    const { points, dimension } = probe;
    const { sigma } = settings;
    const { places } = tools.noisyDraws(context, POSTERIORS, 0x4bb);
    const spots = Array.from({ length: POSTERIORS }, (_, i): Spot => {
      const place = tools.row(places, dimension, i);
      return { place, axes: leadingAxes(points, weigh(points, place, sigma), 1) };
    });
    const ask = async (queries: Float32Array): Promise<Float32Array> => (await tools.ask(context, queries)).score;
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);
    const slopes = async (by: Parameters<typeof shiftMatrices>[0]): Promise<number[]> =>
      (await shiftMatrices(by, spots, sigma)).map(([[slope]]) => slope);
    const [measured, exact] = [await slopes(ask), await slopes(exactScores(points, dimension, sigma))];
    const predicted = spots.map(({ axes }) => axes[0].value / sigma ** 2);
    const rounding = tools.roundingOf(context);
    const noise = spots.map(({ place, axes }) => {
      const size = tools.length(weigh(points, place, sigma).mean.map((value, j) => value - place[j])) / sigma ** 2;
      return (sigma ** 2 * ENLARGEMENT * rounding.score(size + 1 / sigma)) / stopWidth(sigma, axes[0]);
    });
    // What the difference leaves of the slope, in float64; and what single scores are rounded by.
    const tolerance = Math.abs(mean(exact) - mean(predicted)) + mean(noise);
    return tools.within(mean(measured), mean(predicted), tolerance);
  },
};

export const identityClaims: readonly Claim[] = [gradient, tails, hull, denoiser, posterior];
