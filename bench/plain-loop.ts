// What one would write without a GPU: Langevin steps on a Gaussian mixture in a loop over typed arrays, in double
// precision, nothing allocated inside. The same mathematics as the kernel (Threefry words, Box-Muller, eight exponentials
// under a running maximum), small functions, the generator as the library has it: nothing unrolled, folded or specialised
// to the mixture, and nothing held back. inlined-loop.ts is the same loop after an expert's afternoon.
import { normalsFromWords, streams, threefry2x32 } from '../src/math/random';

/** Components N(mean, variance I) of one variance. */
export interface PlainMixture {
  readonly logWeights: Float64Array;
  readonly meansX: Float64Array;
  readonly meansY: Float64Array;
  readonly variance: number;
}

export interface PlainSteps {
  readonly seed: number;
  readonly firstStep: number;
  readonly steps: number;
  readonly stepSize: number;
}

/** Moves `positions` [chains, 2] by ULA steps in place; the random numbers are those of the kernel. */
export function plainLoop(positions: Float32Array, mixture: PlainMixture, options: PlainSteps): void {
  const { seed, firstStep, steps, stepSize } = options;
  const words = new Uint32Array(2);
  const normals = new Float64Array(2);
  const score = new Float64Array(2);
  const exponents = new Float64Array(mixture.logWeights.length);
  const spread = Math.sqrt(2 * stepSize);
  for (let chain = 0; chain < positions.length / 2; chain++) {
    let x = positions[2 * chain];
    let y = positions[2 * chain + 1];
    for (let step = firstStep; step < firstStep + steps; step++) {
      threefry2x32(seed, streams.noise, chain, step, words);
      normalsFromWords(words[0], words[1], normals);
      writeScore(mixture, x, y, exponents, score);
      x += stepSize * score[0] + spread * normals[0];
      y += stepSize * score[1] + spread * normals[1];
    }
    positions[2 * chain] = x;
    positions[2 * chain + 1] = y;
  }
}

/** The score at (x, y), by the running maximum as in MATHS.md 3.3; `exponents` is scratch. */
function writeScore(mixture: PlainMixture, x: number, y: number, exponents: Float64Array, score: Float64Array): void {
  const { logWeights, meansX, meansY, variance } = mixture;
  const rate = 0.5 / variance;
  let top = -Infinity;
  for (let k = 0; k < exponents.length; k++) {
    const dx = x - meansX[k];
    const dy = y - meansY[k];
    exponents[k] = logWeights[k] - rate * (dx * dx + dy * dy);
    top = Math.max(top, exponents[k]);
  }
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let k = 0; k < exponents.length; k++) {
    const share = Math.exp(exponents[k] - top);
    total += share;
    sumX += share * meansX[k];
    sumY += share * meansY[k];
  }
  score[0] = (sumX / total - x) / variance;
  score[1] = (sumY / total - y) / variance;
}
