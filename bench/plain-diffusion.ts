// What one would write without a GPU for a sampler with the exact denoiser of points of the plane: a loop over typed arrays in
// double precision, nothing allocated inside, with what helps: the squares of the data beforehand, two passes, the largest
// exponent first, so that far points are left out by one comparison.
import type { SamplerRow } from '../src/math/diffusion-sampler';
import { normalsFromWords, streams, threefry2x32 } from '../src/math/random';

/** A weight below 2^−40 of the largest adds nothing that float32 places could show. */
const DEPTH = 40;

/** Moves `places` [n, 2] by steps of one row each, in place. */
export function plainDiffusion(
  places: Float32Array,
  data: Float32Array,
  rows: readonly SamplerRow[],
  { seed, firstStep }: { readonly seed: number; readonly firstStep: number },
): void {
  const words = new Uint32Array(2);
  const normals = new Float64Array(2);
  const count = data.length / 2;
  const [xs, ys] = [0, 1].map((j) => Float64Array.from({ length: count }, (_, i) => data[2 * i + j]));
  const squares = new Float64Array(count);
  for (let particle = 0; particle < places.length / 2; particle++) {
    let x = places[2 * particle];
    let y = places[2 * particle + 1];
    for (let step = 0; step < rows.length; step++) {
      const { scale, rate, a, b, c } = rows[step];
      const px = scale * x;
      const py = scale * y;
      let least = Infinity;
      for (let i = 0; i < count; i++) {
        const dx = px - xs[i];
        const dy = py - ys[i];
        const square = dx * dx + dy * dy;
        squares[i] = square;
        if (square < least) least = square;
      }
      const most = least + DEPTH / rate;
      const halved = -Math.LN2 * rate;
      let total = 0;
      let sumX = 0;
      let sumY = 0;
      for (let i = 0; i < count; i++) {
        if (squares[i] > most) continue;
        const weight = Math.exp(halved * (squares[i] - least));
        total += weight;
        sumX += weight * xs[i];
        sumY += weight * ys[i];
      }
      threefry2x32(seed, streams.noise, particle, firstStep + step, words);
      normalsFromWords(words[0], words[1], normals);
      x = a * x + (b * sumX) / total + c * normals[0];
      y = a * y + (b * sumY) / total + c * normals[1];
    }
    places[2 * particle] = x;
    places[2 * particle + 1] = y;
  }
}
