// Where particles begin: at noise, or at data made noisy. MATHS.md 0.4, 2.1.
import { normalsFromWords, streams, threefry2x32 } from '../math/random';
import { nextTask } from '../waiting';

export interface StartOptions {
  readonly count: number;
  readonly dimension: number;
  readonly seed: number;
  /** Standard deviation of the noise. */
  readonly spread: number;
  /** Where the noise is added: row-major [M, dimension], taken in turn, times `alpha`. Default: nowhere but at 0. */
  readonly centres?: Float32Array;
  readonly alpha?: number;
  readonly signal?: AbortSignal;
}

/** Milliseconds between two breaths. */
const BREATH_MS = 12;
const ROWS = 1024;

/** Row-major [count, dimension]; particle i draws counters (i·⌈dimension/2⌉ + pair, 0) of stream `init`. Rejects once the signal aborts. */
export async function startPlaces(options: StartOptions): Promise<Float32Array<ArrayBuffer>> {
  const { count, dimension, signal } = options;
  const places = new Float32Array(count * dimension);
  let breathed = performance.now();
  for (let from = 0; from < count; from += ROWS) {
    fill(places, options, from, Math.min(count, from + ROWS));
    if (performance.now() - breathed < BREATH_MS) continue;
    await nextTask();
    signal?.throwIfAborted();
    breathed = performance.now();
  }
  return places;
}

function fill(places: Float32Array, options: StartOptions, from: number, to: number): void {
  const { dimension, seed, spread, centres, alpha = 1 } = options;
  const words = new Uint32Array(2);
  const normals = new Float64Array(2);
  const pairs = Math.ceil(dimension / 2);
  for (let at = from * dimension; at < to * dimension; at++) {
    const [row, j] = [Math.floor(at / dimension), at % dimension];
    if (j % 2 === 0) {
      threefry2x32(seed, streams.init, row * pairs + j / 2, 0, words);
      normalsFromWords(words[0], words[1], normals);
    }
    places[at] = spread * normals[j % 2] + (centres ? alpha * centres[at % centres.length] : 0);
  }
}
