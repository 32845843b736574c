// Where chains start: a normal cloud, a square or a point. MATHS.md 0.4.
import { defineKernel, type Kernel } from '../compute/kernel';
import { normalsFromWords, streams, threefry2x32, uniformFromWord } from '../math/random';

/** Values of the param `shape`. */
export const startShapes = { normal: 0, uniform: 1, point: 2 } as const;

export type InitialPositionsParams = {
  seed: number;
  /** One of startShapes. */
  shape: number;
  /** Centre. */
  x: number;
  y: number;
  /** Standard deviation of the normal; half the side of the square; nothing for a point. */
  scale: number;
};

/** Array: `positions` f32 [chains, 2], written; chain i draws counter (i, 0) of stream `init`. One thread a chain. */
export const initialPositions: Kernel<InitialPositionsParams> = defineKernel<InitialPositionsParams>({
  name: 'initialPositions',
  module: 'kernels/initial-positions',
  params: { seed: 0, shape: startShapes.normal, x: 0, y: 0, scale: 1 },
  reference(arrays, { seed, shape, x, y, scale }, threads) {
    const { positions } = arrays as Record<'positions', Float64Array>;
    const words = new Uint32Array(2);
    const offset = new Float64Array(2);
    for (let chain = 0; chain < threads; chain++) {
      threefry2x32(seed, streams.init, chain, 0, words);
      if (shape === startShapes.normal) normalsFromWords(words[0], words[1], offset);
      if (shape === startShapes.uniform)
        offset.set([2 * uniformFromWord(words[0]) - 1, 2 * uniformFromWord(words[1]) - 1]);
      positions[2 * chain] = x + scale * offset[0];
      positions[2 * chain + 1] = y + scale * offset[1];
    }
  },
});
