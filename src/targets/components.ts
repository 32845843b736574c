// The float64 side of every target that is a Gaussian mixture: gaussian, mixture, grid and penguins.
import { MixtureDensity } from '../math/mixture';
import { findModes, symmetricEigen } from './modes';
import { checkVariance } from './parameters';
import { normalPair, pick } from './sampling';
import type { Box, Component, Target, Vector2 } from './target';

/** Standard deviations that a view leaves on each side: beyond 3.5 lies 5e-4 of a normal law. */
export const VIEW_DEVIATIONS = 3.5;

/** Extra starts at the meeting point of every two components are worth their time up to here. */
const MOST_PAIRED = 32;

interface MixtureOptions extends Pick<Target, 'id' | 'label' | 'modules'> {
  /** Weights of sum 1. */
  readonly components: readonly Component[];
  readonly arrays?: Target['arrays'];
}

/** A target from its components and its shader. Modes are found when first asked for. */
export function mixtureTarget({ id, label, modules, components, arrays = {} }: MixtureOptions): Target {
  const exact = evaluators(components, 0);
  let smoothed = { variance: 0, ...exact };
  // Annealing asks for one variance many times over: the last one is kept.
  const at = (variance: number): typeof exact => {
    if (variance !== smoothed.variance) smoothed = { variance, ...evaluators(components, checkVariance(variance)) };
    return smoothed;
  };
  const curvatureFloor = Math.min(...components.map(({ covariance }) => symmetricEigen(covariance).values[1]));
  let modes: readonly Vector2[] | undefined;
  return {
    id,
    label,
    modules,
    arrays,
    smoothable: true,
    ...exact,
    smoothedLogDensity: (x, y, variance) => at(variance).logDensity(x, y),
    smoothedScore: (x, y, variance) => at(variance).score(x, y),
    mass: 1,
    domain: domainOf(components),
    get modes() {
      return (modes ??= findModes(exact, startsOf(components), Math.sqrt(curvatureFloor)));
    },
    sample: sampler(components),
    components,
    curvatureFloor,
  };
}

function evaluators(
  components: readonly Component[],
  variance: number,
): Pick<Target, 'logDensity' | 'score' | 'hessian'> {
  const density = new MixtureDensity(
    components.map(({ weight }) => weight),
    components.flatMap(({ mean }) => mean),
    components.flatMap(({ covariance: [xx, xy, yy] }) => [xx + variance, xy, xy, yy + variance]),
  );
  const point = new Float64Array(2);
  const score = new Float64Array(2);
  const hessian = new Float64Array(4);
  const place = (x: number, y: number): Float64Array => {
    point[0] = x;
    point[1] = y;
    return point;
  };
  return {
    logDensity: (x, y) => density.logDensity(place(x, y)),
    score(x, y) {
      density.score(place(x, y), score);
      return [score[0], score[1]];
    },
    hessian(x, y) {
      density.hessian(place(x, y), hessian);
      return [hessian[0], hessian[1], hessian[3]];
    },
  };
}

/** The bounding box of every component's 3.5 standard deviations. */
function domainOf(components: readonly Component[]): Box {
  const edges = (axis: 0 | 1, sign: 1 | -1): number[] =>
    components.map(({ mean, covariance }) => mean[axis] + sign * VIEW_DEVIATIONS * Math.sqrt(covariance[2 * axis]));
  return {
    minX: Math.min(...edges(0, -1)),
    maxX: Math.max(...edges(0, 1)),
    minY: Math.min(...edges(1, -1)),
    maxY: Math.max(...edges(1, 1)),
  };
}

/** The means, the mean of all, and (modes may outnumber components) where the product of every two components peaks. */
function startsOf(components: readonly Component[]): Vector2[] {
  const means = components.map(({ mean }) => mean);
  const centre: Vector2 = [
    components.reduce((sum, { weight, mean }) => sum + weight * mean[0], 0),
    components.reduce((sum, { weight, mean }) => sum + weight * mean[1], 0),
  ];
  const paired = components.length > MOST_PAIRED ? [] : components;
  return [
    ...means,
    centre,
    ...paired.flatMap((first, index) => paired.slice(index + 1).map((second) => meeting(first, second))),
  ];
}

/** μ₁ + Σ₁ (Σ₁ + Σ₂)⁻¹ (μ₂ − μ₁) */
function meeting(first: Component, second: Component): Vector2 {
  const [xx, xy, yy] = first.covariance;
  const [sumXX, sumXY, sumYY] = [xx + second.covariance[0], xy + second.covariance[1], yy + second.covariance[2]];
  const [dx, dy] = [second.mean[0] - first.mean[0], second.mean[1] - first.mean[1]];
  const determinant = sumXX * sumYY - sumXY * sumXY;
  const solvedX = (sumYY * dx - sumXY * dy) / determinant;
  const solvedY = (sumXX * dy - sumXY * dx) / determinant;
  return [first.mean[0] + xx * solvedX + xy * solvedY, first.mean[1] + xy * solvedX + yy * solvedY];
}

function sampler(components: readonly Component[]): Target['sample'] {
  const weights = components.map(({ weight }) => weight);
  return (uniform) => {
    const { mean, covariance } = components[pick(weights, uniform)];
    const [first, second] = normalPair(uniform);
    const deviation = Math.sqrt(covariance[0]);
    const slope = covariance[1] / deviation;
    return [mean[0] + deviation * first, mean[1] + slope * first + Math.sqrt(covariance[2] - slope * slope) * second];
  };
}
