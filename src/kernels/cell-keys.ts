// The cell of each point, numbered along a Hilbert curve.
import { defineKernel, type Kernel } from '../compute/kernel';
import { dimensionConditions } from './kernel-score-dimension';

export type CellKeysParams = {
  /** Cells along a coordinate, as a power of two. */
  bits: number;
};

/**
 * Arrays: `data` f32 [points, dimension]; `frame` f32 [dimension, 2] as cellFrame leaves it; `entries` u32 [points, 2], cell
 * and point. One thread a point; dimension · bits is at most 31.
 */
export function cellKeys(dimension: number): Kernel<CellKeysParams> {
  return defineKernel<CellKeysParams>({
    name: 'cellKeys',
    module: 'kernels/cell-keys',
    conditions: dimensionConditions(dimension),
    params: { bits: 8 },
    reference(arrays, { bits }, threads) {
      const { data, frame } = arrays as Record<string, Float64Array>;
      const entries = arrays['entries'] as Uint32Array;
      const cells = 2 ** bits;
      const cell = new Uint32Array(dimension);
      for (let point = 0; point < threads; point++) {
        for (let i = 0; i < dimension; i++) {
          const scaled = (data[point * dimension + i] - frame[2 * i]) * frame[2 * i + 1];
          const t = Math.max(-1e9, Math.min(1e9, scaled));
          cell[i] = Math.min(Math.floor((0.5 + (0.5 * t) / (1 + Math.abs(t))) * cells), cells - 1);
        }
        entries[2 * point] = dimension === 1 ? cell[0] : alongCurve(cell, bits);
        entries[2 * point + 1] = point;
      }
    },
  });
}

/** J. Skilling, https://doi.org/10.1063/1.1751381: the place of a cell along the Hilbert curve. Changes `x`. */
function alongCurve(x: Uint32Array, bits: number): number {
  const top = 1 << (bits - 1);
  for (let q = top; q > 1; q >>= 1) {
    const low = q - 1;
    for (let i = 0; i < x.length; i++) {
      if ((x[i] & q) !== 0) {
        x[0] ^= low;
      } else {
        const swap = (x[0] ^ x[i]) & low;
        x[0] ^= swap;
        x[i] ^= swap;
      }
    }
  }
  for (let i = 1; i < x.length; i++) x[i] ^= x[i - 1];
  let turn = 0;
  for (let q = top; q > 1; q >>= 1) if ((x[x.length - 1] & q) !== 0) turn ^= q - 1;
  let key = 0;
  for (let bit = bits - 1; bit >= 0; bit--) {
    for (let i = 0; i < x.length; i++) key = 2 * key + (((x[i] ^ turn) >>> bit) & 1);
  }
  return key;
}
