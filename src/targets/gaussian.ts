// One Gaussian at the origin, by its principal axes. Twin of shaders/targets/gaussian.wgsl.
import shader from '../../shaders/targets/gaussian.wgsl?raw';
import { mixtureTarget } from './components';
import { constants } from './literal';
import { LENGTHS, readNumbers } from './parameters';
import type { Component, Target } from './target';

export const gaussianRanges = {
  /** Standard deviations along the first principal axis and across it. */
  sigmaX: { value: 1, ...LENGTHS },
  sigmaY: { value: 0.5, ...LENGTHS },
  /** Of the first axis to the horizontal, anticlockwise, in degrees. */
  angle: { value: 30, min: -360, max: 360 },
} as const;

export function gaussian(params: Readonly<Record<string, unknown>> = {}): Target {
  const { sigmaX, sigmaY, angle } = readNumbers(gaussianRanges, params);
  const [cosine, sine] = direction(angle);
  const [first, second] = [sigmaX * sigmaX, sigmaY * sigmaY];
  const component: Component = {
    weight: 1,
    mean: [0, 0],
    covariance: [
      first * cosine * cosine + second * sine * sine,
      (first - second) * cosine * sine,
      first * sine * sine + second * cosine * cosine,
    ],
  };
  const targetConstants = constants({
    axis: [cosine, sine],
    variances: [first, second],
    inverseVariances: [1 / first, 1 / second],
    logFactor: -Math.log(2 * Math.PI * sigmaX * sigmaY),
  });
  return mixtureTarget({
    id: 'gaussian',
    label: 'Gaussian',
    modules: { target: shader, targetConstants },
    components: [component],
  });
}

/** (cos, sin) of an angle in degrees, exact at the multiples of 90, so that an upright Gaussian has no correlation at all. */
function direction(degrees: number): readonly [number, number] {
  const quarters = degrees / 90;
  if (Number.isInteger(quarters))
    return (
      [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ] as const
    )[((quarters % 4) + 4) % 4];
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}
