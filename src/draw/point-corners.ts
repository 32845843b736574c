// Every particle three times, for the triangle around its point. Twin of shaders/draw/point-corners.wgsl.
import { defineKernel } from '../compute/kernel';

/** Arrays: `positions` f32 [threads, 2]; `corners` f32 [threads, 3, 2]. One thread a particle. */
export const pointCorners = defineKernel({
  name: 'pointCorners',
  module: 'draw/point-corners',
  params: {},
  reference({ positions, corners }, _params, threads) {
    for (let i = 0; i < threads; i++) {
      for (let corner = 0; corner < 3; corner++) {
        corners![6 * i + 2 * corner] = positions![2 * i]!;
        corners![6 * i + 2 * corner + 1] = positions![2 * i + 1]!;
      }
    }
  },
});
