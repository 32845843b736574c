// Where starts begin. Every number is a function of the seed, the start and its place in it.
import { normalsFromWords, threefry2x32 } from '../math/random';
import { rowsOfStart, type StartShape } from './start-shape';

/** What the random words of starts are for, next to those of math/random. */
const STREAM = 0x57a7;

/** The data of a run. */
export interface RunPoints {
  /** About their mean, row-major [count, dimension]. */
  readonly x: Float32Array<ArrayBuffer>;
  readonly centre: Float64Array;
  readonly count: number;
  readonly dimension: number;
  /** Mean over the coordinates; 1 where all data are equal. */
  readonly variance: number;
}

const words = new Uint32Array(2);
const pair = new Float64Array(2);

/** So many normals of the start from `place` on, two a place. */
function normals(seed: number, start: number, place: number, count: number): number[] {
  const drawn: number[] = [];
  for (let i = 0; drawn.length < count; i++) {
    threefry2x32(seed, STREAM, start, place + i, words);
    normalsFromWords(words[0], words[1], pair);
    drawn.push(...pair);
  }
  return drawn.slice(0, count);
}

/** Places of random numbers that one place of data needs, and one more. */
const strideOf = (dimension: number): number => Math.ceil(dimension / 2) + 1;

/** A place for the mean number `place` of a start: anywhere in the spread of the data, or at one of them. */
function drawPlace(points: RunPoints, isSpread: boolean, seed: number, start: number, place: number): number[] {
  const { x, count, dimension, variance } = points;
  if (isSpread) {
    return normals(seed, start, strideOf(dimension) * place, dimension).map((value) => Math.sqrt(variance) * value);
  }
  threefry2x32(seed, STREAM, start, 2 * place, words);
  const datum = words[0] % count;
  return [...x.subarray(dimension * datum, dimension * (datum + 1))];
}

/**
 * Row-major [R, rows]. Of a mixture equal weights, means as drawn or `chosen` [R, K, D], and the variance of the data; of PCA loadings
 * of the data's spread, an offset, and the variance of the data. Throws RangeError for chosen means that do not fit.
 */
export function startPlaces(
  shape: StartShape,
  points: RunPoints,
  { starts, isSpread, seed }: { readonly starts: number; readonly isSpread: boolean; readonly seed: number },
  chosen?: Float32Array,
): Float32Array {
  const { model, components, latents } = shape;
  const { dimension, variance, centre } = points;
  if (chosen) checkChosen(chosen, starts * components * dimension);
  const width = Math.sqrt(variance);
  const numbers = (start: number): number[] => {
    const place = (k: number): number[] => drawPlace(points, isSpread, seed, start, k);
    if (model === 'pca') {
      const loadings = [101, 101 + strideOf(dimension)].map((at) =>
        normals(seed, start, at, dimension).map((value) => width * value),
      );
      if (latents === 1) loadings[1].fill(0);
      return [...loadings.flat(), ...place(0), variance];
    }
    return Array.from({ length: components }, (_, k) => {
      const from = (start * components + k) * dimension;
      const own = chosen && [...chosen.subarray(from, from + dimension)].map((value, j) => value - centre[j]);
      return [1 / components, ...(own ?? place(k)), variance];
    }).flat();
  };
  const rows = rowsOfStart(shape);
  const theta = new Float32Array(starts * rows);
  for (let start = 0; start < starts; start++) theta.set(numbers(start), start * rows);
  return theta;
}

function checkChosen(chosen: Float32Array, length: number): void {
  if (chosen.length !== length)
    throw new RangeError(
      `data.initial has ${chosen.length} numbers; ${length} are allowed, means [restarts, components, 2]`,
    );
  if (!chosen.every((value) => Math.abs(value) <= 1e9))
    throw new RangeError('data.initial holds a number that is not finite; finite numbers up to ±1e9 are allowed');
}
