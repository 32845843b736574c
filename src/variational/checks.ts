// Arguments of the variational functions: what is wrong is named, with what it was and what is allowed.
import { MOST_POINTS } from '../score/point-set';

/** Numbers of a function's argument, in any array of them. */
export type Numbers = ArrayLike<number>;

export const MOST_COMPONENTS = 16;
export const MOST_COLUMNS = 8;
export const MOST_LATENTS = 2;
/** Beyond this squares of differences overflow in float32. */
const MOST_SIZE = 1e9;
/** How far shares may be from a sum of 1. */
const SHARE_SLACK = 1e-3;
/** Between these a variance and its logarithm stay in float32. */
export const LEAST_VARIANCE = 1e-30;
export const MOST_VARIANCE = 1e30;

/** A whole array of finite numbers. */
export function checkNumbers(name: string, values: Numbers, shape: string): void {
  if (!ArrayBuffer.isView(values) && !Array.isArray(values))
    throw new TypeError(`${name} must be an array of numbers, row-major ${shape}`);
  for (let i = 0; i < values.length; i++) {
    if (!(typeof values[i] === 'number' && Math.abs(values[i]) <= MOST_SIZE))
      throw new RangeError(`${name}[${i}] is ${values[i]}; finite numbers up to ±${MOST_SIZE} are allowed, ${shape}`);
  }
}

/** As many numbers as its shape says. */
export function checkShape(name: string, values: Numbers, shape: string, length: number): void {
  checkNumbers(name, values, shape);
  if (values.length !== length)
    throw new RangeError(`${name} has ${values.length} numbers; ${length} are allowed, ${shape}`);
}

export function checkCount(name: string, values: Numbers, shape: string, most: number): number {
  checkNumbers(name, values, shape);
  if (values.length < 1 || values.length > most)
    throw new RangeError(`${name} has ${values.length} numbers; 1 to ${most} are allowed, ${shape}`);
  return values.length;
}

/** The number of rows of `width` numbers. */
export function countRows(name: string, values: Numbers, shape: string, width: number, most = MOST_POINTS): number {
  checkNumbers(name, values, shape);
  const rows = values.length / width;
  if (!Number.isInteger(rows) || rows < 1 || rows > most)
    throw new RangeError(
      `${name} has ${values.length} numbers; 1 to ${most} rows of ${width} numbers each are allowed, ${shape}`,
    );
  return rows;
}

export function checkVariances(name: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= LEAST_VARIANCE && values[i] <= MOST_VARIANCE))
      throw new RangeError(
        `${name}[${i}] is ${values[i]}; a variance from ${LEAST_VARIANCE} to ${MOST_VARIANCE} is allowed`,
      );
  }
}

/** Rows of `width` numbers from 0 on that sum to 1. */
export function checkShares(name: string, values: Numbers, width: number): void {
  for (let first = 0; first < values.length; first += width) {
    let sum = 0;
    for (let i = first; i < first + width; i++) {
      if (!(values[i] >= 0)) throw new RangeError(`${name}[${i}] is ${values[i]}; a share from 0 to 1 is allowed`);
      sum += values[i];
    }
    if (!(Math.abs(sum - 1) <= SHARE_SLACK))
      throw new RangeError(`${name} sums to ${sum} from [${first}] on; shares that sum to 1 are allowed`);
  }
}
