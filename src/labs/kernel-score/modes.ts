// Modes of a kernel density: one found on the host, or the places where particles have come to rest.
import { weigh } from './weighting';

const STARTS = 12;
const ITERATIONS = 400;

/** The densest mode that the mean shift reaches from a dozen points, in float64; undefined where none is reached. */
export function findMode(points: Float32Array, dimension: number, sigma: number): Float64Array | undefined {
  const count = points.length / dimension;
  let best: { place: Float64Array; height: number } | undefined;
  for (let k = 0; k < Math.min(STARTS, count); k++) {
    const row = Math.floor((k * count) / Math.min(STARTS, count));
    const start = Float64Array.from(points.subarray(row * dimension, (row + 1) * dimension));
    const place = climb(points, start, sigma);
    if (!place) continue;
    const height = weigh(points, place, sigma).logDensity;
    if (!best || height > best.height) best = { place, height };
  }
  return best?.place;
}

/** Mean shifts, every third one drawn out along its own direction as far as a geometric series would go. */
function climb(points: Float32Array, start: Float64Array, sigma: number): Float64Array | undefined {
  let place = start;
  let last = Infinity;
  for (let i = 0; i < ITERATIONS; i++) {
    const { mean } = weigh(points, place, sigma);
    const step = mean.map((value, j) => value - place[j]);
    const size = Math.hypot(...step);
    if (size < 1e-9 * sigma) return mean;
    const ratio = size / last;
    const reach = i % 3 === 2 && ratio < 1 ? Math.min(1 / (1 - ratio), 50) : 1;
    place = place.map((value, j) => value + reach * step[j]);
    last = reach > 1 ? Infinity : size;
  }
  return undefined;
}

/** Distinct places among particles at rest: row-major [n, d], those farther apart than `apart`, at most `most`, in order. */
export function distinctPlaces(
  places: ArrayLike<number>,
  dimension: number,
  resting: (index: number) => boolean,
  apart: number,
  most: number,
): Float64Array[] {
  const found: Float64Array[] = [];
  for (let i = 0; i < places.length / dimension && found.length < most; i++) {
    if (!resting(i)) continue;
    const place = Float64Array.from({ length: dimension }, (_, j) => places[i * dimension + j]);
    const known = found.some((other) => {
      let square = 0;
      for (let j = 0; j < dimension; j++) square += (other[j] - place[j]) ** 2;
      return square < apart * apart;
    });
    if (!known) found.push(place);
  }
  return found;
}
