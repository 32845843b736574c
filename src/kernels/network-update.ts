// Adds the slabs of a pass up and moves the weights. MATHS.md 3.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import { descend, type DescentFactors, type Optimiser, type WeightState } from '../math/descent';

export type NetworkUpdateParams = {
  -readonly [K in keyof DescentFactors]: number;
} & {
  /** Weights of the model. */
  size: number;
  slabs: number;
  /** 1/samples */
  scale: number;
  /** Where in `losses` the mean loss goes. */
  slot: number;
};

/** What is kept of each weight, as rows of `state`. */
export const STATE_ROWS = ['weight', 'average', 'first', 'second', 'gradient'] as const;

/**
 * Arrays: `slabs` f32 [slabs, size + 1]; in place `state` f32 [5, size], the rows of STATE_ROWS; written: `losses` f32; `progress` u32
 * [1] grows by one (mod 2³²) as proof of execution. Launch size + 1 threads.
 */
export const networkUpdates: Readonly<Record<Optimiser, Kernel<NetworkUpdateParams>>> = {
  adam: build('adam'),
  sgd: build('sgd'),
};

function build(optimiser: Optimiser): Kernel<NetworkUpdateParams> {
  return defineKernel<NetworkUpdateParams>({
    name: 'networkUpdate',
    module: 'kernels/network-update',
    conditions: { adam: optimiser === 'adam' },
    params: {
      size: 1,
      slabs: 1,
      scale: 1,
      rate: 0,
      momentum: 0,
      fresh: 1,
      secondFresh: 1,
      firstCorrection: 1,
      secondCorrection: 1,
      decay: 0,
      average: 0,
      slot: 0,
    },
    reference(arrays, params) {
      const { slabs, state, losses, progress } = arrays as Record<string, Float64Array>;
      const { size, scale, slot } = params;
      const kept: WeightState = { weight: 0, average: 0, first: 0, second: 0 };
      for (let k = 0; k <= size; k++) {
        let sum = 0;
        for (let slab = 0; slab < params.slabs; slab++) sum += slabs[slab * (size + 1) + k];
        if (k === size) {
          losses[slot] = scale * sum;
          break;
        }
        [kept.weight, kept.average, kept.first, kept.second] = [0, 1, 2, 3].map((row) => state[row * size + k]);
        descend(kept, scale * sum, optimiser, params);
        [kept.weight, kept.average, kept.first, kept.second, scale * sum].forEach((value, row) => {
          state[row * size + k] = value;
        });
      }
      progress[0]++;
    },
  });
}
