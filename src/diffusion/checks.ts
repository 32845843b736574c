// Arguments of the library's diffusion functions: what is wrong is named, with what it was and what is allowed.
import type { Schedule } from '../math/diffusion-schedule';
import { countPoints } from '../score/point-set';

export { checkNumber, checkWhole } from '../math/allowed-range';

/** Points of host data, row-major [n, dimension]. */
export function countHostPoints(name: string, values: Float32Array, dimension: number): number {
  if (!(values instanceof Float32Array))
    throw new TypeError(`${name} must be a Float32Array, row-major [n, ${dimension}]`);
  return countPoints(name, values, dimension);
}

export function checkSchedule(schedule: Schedule): void {
  if (typeof schedule?.at !== 'function' || typeof schedule.step !== 'function')
    throw new TypeError('schedule must be what diffusionSchedule gives, with the functions at and step');
}

/** Bandwidths between which squared distances over h² stay in float32. */
const LEAST_H = 1e-6;
const MOST_H = 1e6;

export function checkBandwidth(h: number, where: string): void {
  if (!(h >= LEAST_H && h <= MOST_H))
    throw new RangeError(
      `sigma / alpha, with the smoothing, is ${h} ${where}; a number from ${LEAST_H} to ${MOST_H} is allowed`,
    );
}
