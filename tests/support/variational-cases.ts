// Starts and data that the tests of variational kernels are made of.
import { normalSource, uniformSource } from '../../src/math/random';

/** Normal places about three centres, row-major [count, dimension]. */
export function clusteredPoints(count: number, dimension: number, seed: number): Float32Array {
  const next = normalSource(seed, 1);
  return Float32Array.from({ length: count * dimension }, (_, i) => {
    const row = Math.floor(i / dimension);
    return 2 * ((row % 3) - 1) * (i % dimension === 0 ? 1 : 0.5) + 0.6 * next();
  });
}

/** Parameters of starts, [K (D + 2), stride]: of each component weight, mean, variance. */
export function mixtureStarts(components: number, dimension: number, stride: number, seed: number): Float32Array {
  const normal = normalSource(seed, 2);
  const uniform = uniformSource(seed, 3);
  const width = dimension + 2;
  const theta = new Float32Array(components * width * stride);
  for (let start = 0; start < stride; start++) {
    const weights = Array.from({ length: components }, () => 0.2 + uniform());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let k = 0; k < components; k++) {
      const put = (row: number, value: number): void => void (theta[(k * width + row) * stride + start] = value);
      put(0, weights[k] / total);
      for (let j = 0; j < dimension; j++) put(1 + j, 1.5 * normal());
      put(1 + dimension, 0.3 + uniform());
    }
  }
  return theta;
}

/** Parameters of starts, [3 D + 1, stride]: the columns of W, then b, then the variance. */
export function pcaStarts(dimension: number, stride: number, seed: number, latents = 2): Float32Array {
  const normal = normalSource(seed, 4);
  return Float32Array.from({ length: (3 * dimension + 1) * stride }, (_, i) => {
    const row = Math.floor(i / stride);
    if (latents === 1 && row >= dimension && row < 2 * dimension) return 0;
    return row === 3 * dimension ? 0.5 + normal() ** 2 : normal();
  });
}

/** Rows of shares that sum to 1. */
export function shares(rows: number, width: number, seed: number): Float32Array {
  const uniform = uniformSource(seed, 5);
  const values = Float32Array.from({ length: rows * width }, () => -Math.log(uniform()));
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * width, (row + 1) * width);
    const total = own.reduce((sum, value) => sum + value, 0);
    own.forEach((value, k) => (own[k] = value / total));
  }
  return values;
}
