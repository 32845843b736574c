// One step of a diffusion sampler in any dimension, after the weighted means of the data were computed. MATHS.md 2.3, 2.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import { noiseNormals } from '../math/random';
import type { StepNoise } from './diffusion-steps';

export type DiffusionMoveParams = {
  dimension: number;
  seed: number;
  /** Number of steps already done: the counter of the random numbers. */
  step: number;
  a: number;
  b: number;
  c: number;
  /** Times the place that was asked of. */
  asked: number;
  /** What is asked next is made of z, of the mean, and of the new z. */
  nextZ: number;
  nextX: number;
  nextMoved: number;
};

/**
 * Arrays: `places` f32 [particles, dimension], z in place; `means` f32 of the same shape, the weighted means m at `scaled` f32 of
 * the same shape, which becomes nextZ·z + nextX·m + nextMoved times the new z, and that is a·z + b·m + c·ξ + asked·scaled; for
 * given noise `noise` f32 of the same shape. Drawn noise comes in pairs, of the counter
 * (seed, particle·⌈dimension/2⌉ + pair, step). Launch particles·⌈dimension/2⌉ threads.
 */
export function diffusionMove(noise: StepNoise): Kernel<DiffusionMoveParams> {
  return kernels[noise];
}

const kernels = { drawn: build('drawn'), given: build('given'), none: build('none') };

function build(noise: StepNoise): Kernel<DiffusionMoveParams> {
  return defineKernel<DiffusionMoveParams>({
    name: 'diffusionMove',
    module: 'kernels/diffusion-move',
    conditions: { drawn: noise === 'drawn', given: noise === 'given' },
    params: {
      dimension: 1,
      seed: 0,
      step: 0,
      a: 1,
      b: 0,
      c: 0,
      asked: 0,
      nextZ: 0,
      nextX: 0,
      nextMoved: 1,
    },
    reference(arrays, params, threads) {
      const { places, means, scaled, noise: given } = arrays as Record<string, Float64Array>;
      const { dimension, a, b, c, asked, nextZ, nextX, nextMoved } = params;
      const pairs = Math.ceil(dimension / 2);
      const normals = new Float64Array(2);
      for (let thread = 0; thread < threads; thread++) {
        if (noise === 'drawn') noiseNormals(params.seed, thread, params.step, normals);
        const first = 2 * (thread % pairs);
        for (let j = first; j < Math.min(first + 2, dimension); j++) {
          const at = Math.floor(thread / pairs) * dimension + j;
          const [z, m] = [places[at], means[at]];
          const xi = noise === 'none' ? 0 : noise === 'given' ? given[at] : normals[j - first];
          places[at] = a * z + b * m + c * xi + asked * scaled[at];
          scaled[at] = nextZ * z + nextX * m + nextMoved * places[at];
        }
      }
    },
  });
}
