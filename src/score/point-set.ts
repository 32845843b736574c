// A set of points on the device, and what is known about it on the host.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';

/** Row-major [count, dimension], on the host or already on the device. */
export type PointSource = Float32Array | DeviceArray;

export const MOST_POINTS = 2 ** 20;
export const MOST_DIMENSIONS = 784;

/** The number of points in `source`. Throws RangeError or TypeError naming the argument, what it was and what is allowed. */
export function countPoints(name: string, source: PointSource, dimension: number): number {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > MOST_DIMENSIONS) {
    throw new RangeError(`dimension is ${dimension}; a whole number from 1 to ${MOST_DIMENSIONS} is allowed`);
  }
  const isArray = source instanceof Float32Array;
  if (!isArray && !isDeviceArray(source)) {
    throw new TypeError(`${name} must be a Float32Array or an f32 DeviceArray, row-major [n, ${dimension}]`);
  }
  const count = source.length / dimension;
  if (!Number.isInteger(count) || count < 1 || count > MOST_POINTS) {
    throw new RangeError(
      `${name} has ${source.length} numbers; 1 to ${MOST_POINTS} points of ${dimension} numbers each are allowed`,
    );
  }
  if (isArray) checkFinite(name, source, dimension);
  return count;
}

export function isDeviceArray(source: unknown): source is DeviceArray {
  return typeof source === 'object' && source !== null && 'id' in source && 'type' in source && source.type === 'f32';
}

/** Beyond this squares of differences overflow in float32. */
const MOST_SIZE = 1e9;

function checkFinite(name: string, values: Float32Array, dimension: number): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) <= MOST_SIZE) continue;
    const place = `coordinate ${i % dimension} of point ${Math.floor(i / dimension)}`;
    throw new RangeError(`${name}: ${place} is ${values[i]}; finite numbers up to ±${MOST_SIZE} are allowed`);
  }
}

/** Points on the device. */
export interface Points {
  /** f32 [count, dimension], filled up to a multiple of four numbers. */
  readonly array: DeviceArray;
  readonly count: number;
  readonly dimension: number;
}

export class PointSet implements Points {
  readonly array: DeviceArray;
  readonly count: number;
  readonly dimension: number;
  /** The same numbers, where they came from the host. */
  readonly values: Float32Array | undefined;
  readonly #scope: Scope;

  /** Uploads the points; an array that is on the device already is used as it is where its length allows, else copied. */
  constructor(backend: Backend, name: string, source: PointSource, dimension: number) {
    this.count = countPoints(name, source, dimension);
    this.dimension = dimension;
    this.#scope = new Scope(backend);
    const length = 4 * Math.ceil(source.length / 4);
    if (source instanceof Float32Array) {
      this.values = source;
      this.array = this.#scope.create(name, 'f32', length);
      backend.write(this.array, source);
    } else if (source.length === length) {
      this.array = source;
    } else {
      this.array = this.#scope.create(name, 'f32', length);
      backend.copy(source, this.array);
    }
  }

  /** Frees what was allocated here; an array of the caller's stays. */
  dispose(): void {
    this.#scope.dispose();
  }
}
