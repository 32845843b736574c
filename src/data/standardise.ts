// Columns of numbers brought about 0 in float64, before anything of them becomes float32: a date in seconds has no digit
// left for the seconds in 32 bits.
import { atOnce, overRows, type Sliced } from './slices';

/** value = centre + scale · coordinate. */
export interface Centred {
  readonly coordinates: Float64Array<ArrayBuffer>;
  readonly centre: number;
  readonly scale: number;
}

/** To mean 0 and standard deviation 1 (the 1/N convention); a column without spread becomes zeros. */
export function standardise(values: ArrayLike<number>): Centred {
  return atOnce(centring(values, true));
}

/**
 * Standardised; or only shifted, by a number so round that values around 0 stay what they are: the mean to the next power
 * of ten above the standard deviation.
 */
export function* centring(values: ArrayLike<number>, standardised: boolean): Sliced<Centred> {
  const count = values.length;
  let mean = 0;
  yield* overRows(count, (i) => {
    mean += (values[i] - mean) / (i + 1);
  });
  let squares = 0;
  yield* overRows(count, (i) => {
    squares += (values[i] - mean) ** 2;
  });
  const deviation = Math.sqrt(squares / Math.max(1, count));
  // A spread that is nothing but the rounding of the mean is no spread.
  const spread = deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
  const centre = standardised ? mean : spread > 0 ? roundTo(mean, Math.ceil(Math.log10(spread))) : (values[0] ?? 0);
  const scale = standardised && spread > 0 ? spread : 1;
  const coordinates = new Float64Array(count);
  yield* overRows(count, (i) => {
    coordinates[i] = spread > 0 ? (values[i] - centre) * (1 / scale) : 0;
  });
  return { coordinates, centre, scale };
}

/** To a multiple of a power of ten, as the nearest number to its decimals. */
function roundTo(value: number, exponent: number): number {
  const unit = 10 ** Math.abs(exponent);
  return (exponent < 0 ? Math.round(value * unit) / unit : Math.round(value / unit) * unit) + 0;
}

/** Two columns of the same length as points [count, 2]. */
export function* interleaving(xs: ArrayLike<number>, ys: ArrayLike<number>): Sliced<Float32Array<ArrayBuffer>> {
  const points = new Float32Array(2 * xs.length);
  yield* overRows(xs.length, (i) => {
    points[2 * i] = xs[i];
    points[2 * i + 1] = ys[i];
  });
  return points;
}
