// K1, K2, K3, K8 and K9: what every kernel score must satisfy at every bandwidth. MATHS.md 3.2, 3.3.
import { Scope } from '../../../compute/scope';
import { meanShift } from '../../../kernels/mean-shift';
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
  probes: true,
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
    let worst = { gap: 0, tolerance: 0, ratio: -1 };
    for (let k = 0; k < SEGMENTS; k++) {
      const first = k * stops.length;
      const steps = segmentGap(score, logDensity, directions[k], first, HALF * sigma);
      const [low, high] = [logDensity[first + 8], logDensity[first + 9]];
      // Rounding of log q and of the places (a slope of |s| a unit in the last place), and the promise on the score.
      const size = tools.length(tools.row(queries, dimension, first));
      const rounding = 16 * (2 + Math.sqrt(dimension)) * tools.UNIT * (1 + dimension + Math.abs(low) + Math.abs(high));
      const slope = steps.steepest + 1 / sigma;
      const tolerance = rounding + slope * (4 * tools.UNIT * size + 2 * HALF * sigma * tools.SCORE_ERROR);
      if (!(steps.gap / tolerance <= worst.ratio)) worst = { gap: steps.gap, tolerance, ratio: steps.gap / tolerance };
    }
    return tools.within(worst.gap, 0, worst.tolerance);
  },
};

function segmentGap(
  score: Float32Array,
  logDensity: Float32Array,
  direction: Float64Array,
  first: number,
  half: number,
): { readonly gap: number; readonly steepest: number } {
  const dimension = direction.length;
  let [integral, steepest] = [0, 0];
  NODES.forEach(([, weight], node) => {
    const slope = tools.row(score, dimension, first + node);
    steepest = Math.max(steepest, tools.length(slope));
    for (let j = 0; j < dimension; j++) integral += half * weight * slope[j] * direction[j];
  });
  return { gap: Math.abs(logDensity[first + 9] - logDensity[first + 8] - integral), steepest };
}

const FAR = [20, 40, 80];

const tails: Claim = {
  id: 'K2',
  statement: 'at 20, 40 and 80 σ from all points, where the naive quotient is 0/0, the score is right (relative error)',
  tex: '\\sigma\\sqrt{2\\cdot87}\\approx13.2\\,\\sigma',
  probes: true,
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
      return tools.length(gap) / (tools.length(exact) + 1 / sigma);
    });
    return tools.within(
      Math.max(...errors.map((error) => (Number.isFinite(error) ? error : Infinity))),
      0,
      tools.SCORE_ERROR,
    );
  },
};

const DIRECTIONS = 64;

const hull: Claim = {
  id: 'K3',
  statement: 'm(x) stays among the points; very far out it is the extreme one (distance to it)',
  tex: 'm(Ru)\\to\\arg\\max_i u\\cdot x_i',
  probes: true,
  per: 'settings',
  async check(context) {
    const { probe, settings, seed } = context;
    const { points, dimension, count } = probe;
    const extent = points.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const radius = 1e4 * extent;
    const normal = tools.normalSource(seed, 0x4b5);
    const candidates = Array.from({ length: DIRECTIONS }, () =>
      extremeOf(points, tools.randomDirection(dimension, normal)),
    );
    const best = candidates.reduce((one, other) => (other.lead > one.lead ? other : one));
    // The runner-up must weigh nothing, and the difference of the squares must survive float32.
    const needed = Math.max((20 * settings.sigma ** 2) / radius, 64 * tools.UNIT * radius);
    if (count > 1 && best.lead < needed)
      return tools.outside('two extreme points are too nearly tied at this bandwidth');
    const place = Float32Array.from(best.direction, (value) => radius * value);
    const { score } = await tools.ask(context, place);
    const mean = Float64Array.from(place, (value, j) => value + settings.sigma ** 2 * score[j]);
    const distance = tools.length(mean.map((value, j) => value - points[best.row * dimension + j]));
    const tolerance = 8 * tools.UNIT * radius;
    return tools.provided(
      tools.within(distance, 0, tolerance),
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
  return places.every((value, i) => {
    const shift = settings.sigma ** 2 * score[i];
    const slack = 2 * tools.SCORE_ERROR * (Math.abs(shift) + settings.sigma) + 4 * tools.UNIT * Math.abs(value);
    return value + shift >= low[i % dimension] - slack && value + shift <= high[i % dimension] + slack;
  });
}

const denoiser: Claim = {
  id: 'K8',
  statement: 'mean shift = noise-free Langevin at γ = σ² = denoiser: x + σ²s(x) = E[x₀|x] (largest gap in σ)',
  tex: 'x+\\sigma^2s_\\sigma(x)=m(x)=\\mathbb E[x_0\\mid x]',
  probes: true,
  per: 'settings',
  async check(context) {
    const { settings, probe } = context;
    const { points, dimension } = probe;
    const count = 48;
    const { places } = tools.noisyDraws(context, count, 0x4b9);
    const { score } = await tools.ask(context, places);
    const moved = await shiftOnce(context, places, score);
    let worst = 0;
    let slack = tools.SCORE_ERROR;
    for (let i = 0; i < count; i++) {
      const place = tools.row(places, dimension, i);
      const { mean } = weigh(points, place, settings.sigma);
      const gap = tools.length(mean.map((value, j) => value - moved[i * dimension + j])) / settings.sigma;
      if (!(gap <= worst)) worst = gap;
      const step = settings.sigma * tools.length(tools.row(score, dimension, i));
      slack = Math.max(slack, tools.SCORE_ERROR * (1 + step) + (4 * tools.UNIT * tools.length(place)) / settings.sigma);
    }
    return tools.within(worst, 0, slack);
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
  probes: true,
  per: 'settings',
  async check(context) {
    const { settings, probe } = context;
    const { points, dimension } = probe;
    const { places } = tools.noisyDraws(context, POSTERIORS, 0x4bb);
    const axes = Array.from({ length: POSTERIORS }, (_, i) => {
      const [axis] = leadingAxes(points, weigh(points, tools.row(places, dimension, i), settings.sigma), 1);
      return { ...axis, share: axis.value / settings.sigma ** 2 };
    });
    const measured = await measureCurvatures(context, places, axes);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);
    const predicted = mean(axes.map(({ share }) => share));
    return tools.within(mean(measured), predicted, 1e-3 * (1 + predicted));
  },
};

/** 1 + σ² vᵀ∇² log q v from scores on both sides, by the fourth-order difference. */
async function measureCurvatures(
  context: ClaimContext,
  places: Float32Array,
  axes: readonly { readonly direction: Float64Array; readonly share: number }[],
): Promise<number[]> {
  const { sigma } = context.settings;
  const { dimension } = context.probe;
  // Where kernels compete, the score bends over σ/√λ.
  const widths = axes.map(({ share }) => sigma / (12 * Math.sqrt(1 + share)));
  const offsets = [-2, -1, 1, 2];
  const queries = Float32Array.from({ length: axes.length * 4 * dimension }, (_, k) => {
    const [i, side, j] = [Math.floor(k / (4 * dimension)), Math.floor(k / dimension) % 4, k % dimension];
    return places[i * dimension + j] + offsets[side] * widths[i] * axes[i].direction[j];
  });
  const { score } = await tools.ask(context, queries);
  return axes.map(({ direction }, i) => {
    const along = (side: number): number =>
      direction.reduce((sum, value, j) => sum + value * score[(4 * i + side) * dimension + j], 0);
    const slope = (8 * (along(2) - along(1)) - (along(3) - along(0))) / (12 * widths[i]);
    return 1 + sigma ** 2 * slope;
  });
}

export const identityClaims: readonly Claim[] = [gradient, tails, hull, denoiser, posterior];
