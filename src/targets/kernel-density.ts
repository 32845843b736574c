// The Gaussian kernel density of a point set in the plane (MATHS.md 3.2, 3.3). A few hundred points are components like
// any others, and the shader goes through all of them; larger sets are for the engine of src/score, and here for float64.
import shader from '../../shaders/targets/kernel-density.wgsl?raw';
import { KernelSums } from '../math/kernel-sums';
import { PointLattice } from '../math/point-lattice';
import { rangeOf } from '../math/vectors';
import { once } from '../once';
import { mixtureTarget, VIEW_DEVIATIONS } from './components';
import { findModes } from './modes';
import { checkVariance } from './parameters';
import { normalPair } from './sampling';
import type { Box, Component, Target, Vector2 } from './target';

/** Up to here the points are listed as components. */
export const MOST_LISTED = 512;

const modules = { target: shader };

export interface KernelDensityOptions extends Pick<Target, 'id' | 'label'> {
  /** [n, 2]; of a large set any leading rows should be as good a sample as any others. */
  readonly points: Float32Array<ArrayBuffer>;
  /** Bandwidth σ. */
  readonly sigma: number;
}

export function kernelDensity({ id, label, points, sigma }: KernelDensityOptions): Target {
  const count = points.length / 2;
  if (count > MOST_LISTED) return manyKernels({ id, label, points, sigma });
  const variance = sigma * sigma;
  const components = Array.from({ length: count }, (_, i): Component => ({
    weight: 1 / count,
    mean: [points[2 * i], points[2 * i + 1]],
    covariance: [variance, 0, variance],
  }));
  const arrays = { centres: points, bandwidth: Float32Array.of(sigma) };
  return mixtureTarget({ id, label, modules, components, arrays });
}

/** Point evaluations that the search for modes may cost: about a tenth of a second. */
const MODE_WORK = 2 ** 21;
const MOST_MODES = 64;

function manyKernels({ id, label, points, sigma }: KernelDensityOptions): Target {
  const count = points.length / 2;
  const exact = new KernelSums(points, sigma * sigma);
  let smoothed = { variance: 0, sums: exact };
  const at = (variance: number): KernelSums => {
    if (variance !== smoothed.variance)
      smoothed = { variance, sums: new KernelSums(points, sigma * sigma + checkVariance(variance)) };
    return smoothed.sums;
  };
  const evaluators = {
    logDensity: (x: number, y: number) => exact.at(x, y).logDensity,
    score: (x: number, y: number): Vector2 => exact.at(x, y).score,
    hessian: (x: number, y: number) => exact.at(x, y).hessian,
  };
  let modes: readonly Vector2[] | undefined;
  return {
    id,
    label,
    modules: {},
    arrays: {},
    smoothable: true,
    ...evaluators,
    smoothedLogDensity: (x, y, variance) => at(variance).at(x, y).logDensity,
    smoothedScore: (x, y, variance) => at(variance).at(x, y).score,
    mass: 1,
    domain: widened(boundsOf(points), VIEW_DEVIATIONS * sigma),
    get modes() {
      const most = Math.max(1, Math.min(MOST_MODES, Math.floor(MODE_WORK / count)));
      return (modes ??= findModes(evaluators, new PointLattice(points, sigma).peaks(most), sigma));
    },
    sample(uniform) {
      const row = Math.min(count - 1, Math.floor(count * uniform()));
      const [first, second] = normalPair(uniform);
      return [points[2 * row] + sigma * first, points[2 * row + 1] + sigma * second];
    },
    kernels: { points, sigma },
    curvatureFloor: sigma * sigma,
  };
}

/** Kept, because every σ asks for the same points. */
const boundsOf = once((points: Float32Array): Box => {
  const [[minX, maxX], [minY, maxY]] = [rangeOf(points, 2, 0), rangeOf(points, 2, 1)];
  return { minX, maxX, minY, maxY };
});

function widened({ minX, maxX, minY, maxY }: Box, by: number): Box {
  return { minX: minX - by, maxX: maxX + by, minY: minY - by, maxY: maxY + by };
}
