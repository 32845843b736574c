// The settings along an axis of a map, evenly or by their logarithms.

export interface GridScale {
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
}

/** At a share of the way from `min` to `max`, which may lie outside of [0, 1]. */
export function alongScale({ scale, min, max }: GridScale, share: number): number {
  return scale === 'log' ? min * (max / min) ** share : min + share * (max - min);
}

/** Between two neighbours of `values`, at a place that need not be a whole number. */
export function betweenValues(scale: GridScale['scale'], values: ArrayLike<number>, place: number): number {
  const low = Math.floor(place);
  const share = place - low;
  return share === 0 ? values[low] : alongScale({ scale, min: values[low], max: values[low + 1] }, share);
}
