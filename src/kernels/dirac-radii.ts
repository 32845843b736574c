// Order statistics of the distance from the equilibrium, and how many trajectories are not finite.
import { defineKernel, type Kernel } from '../compute/kernel';

export type DiracRadiiParams = {
  count: number;
  /** 0: extremes, 1: histogram between them. */
  second: number;
  /** Of the quadratic form aθ² + bθψ + cψ² whose root is taken. */
  a: number;
  b: number;
  c: number;
};

/** Threads to launch. */
export const radiiThreads = 2048;

const BIN_BITS = 12;
const BINS = 2 ** BIN_BITS;
/** Elements of `counts`. */
export const radiiElements = 3 + BINS;

const LARGEST = 0x7f7fffff;
const bitsOf = new Uint32Array(1);
const floatOf = new Float32Array(bitsOf.buffer);

function radiusBits(theta: number, psi: number, { a, b, c }: DiracRadiiParams): number {
  const size = Math.max(Math.abs(theta), Math.abs(psi));
  if (size === 0) return 0;
  const [x, y] = [theta / size, psi / size];
  floatOf[0] = size * Math.sqrt(Math.max(a * x * x + b * x * y + c * y * y, 0));
  return Math.min(bitsOf[0], LARGEST);
}

/** Bits that a bin leaves open: so few that all between least and most fall into the bins. */
function shiftOf(least: number, most: number): number {
  return Math.max(0, 32 - BIN_BITS - Math.clz32(most - least));
}

/**
 * Arrays: `positions` f32 [count, 2]; `counts` u32 [radiiElements], which grows, so clear it first. Launch it twice with
 * radiiThreads threads, `second` 0 and then 1, and read `counts` with readRadii. Cleared `counts` that
 * begin with the edges of a bin divide that bin in a second pass of their own.
 */
export const diracRadii: Kernel<DiracRadiiParams> = defineKernel<DiracRadiiParams>({
  name: 'diracRadii',
  module: 'kernels/dirac-radii',
  params: { count: 1, second: 0, a: 1, b: 0, c: 1 },
  reference(arrays, params) {
    const { positions, counts } = arrays as { positions: Float64Array; counts: Uint32Array };
    const least = ~counts[0] >>> 0;
    const shift = shiftOf(least, counts[1]);
    for (let i = 0; i < params.count; i++) {
      const [theta, psi] = [positions[2 * i], positions[2 * i + 1]];
      // Beyond the range of float32 nothing is finite on a device either.
      if (!Number.isFinite(Math.fround(theta)) || !Number.isFinite(Math.fround(psi))) {
        if (params.second === 0) counts[2]++;
        continue;
      }
      const bits = radiusBits(theta, psi, params);
      if (params.second === 1) {
        if (bits >= least && bits <= counts[1]) counts[3 + ((bits - least) >>> shift)]++;
      } else {
        counts[0] = Math.max(counts[0], ~bits >>> 0);
        counts[1] = Math.max(counts[1], bits);
      }
    }
  },
});

export interface Radii {
  readonly finite: number;
  readonly nonFinite: number;
  /** The radius of a rank, 0 the least: to the width of its bin, which is exact where that holds one number; NaN when none is finite. */
  at(rank: number): number;
  /** What makes cleared `counts` divide the bin of this rank in a second pass, as their first numbers; and the ranks below it. */
  binOf(rank: number): { readonly edges: readonly [number, number]; readonly below: number };
}

export function readRadii(counts: ArrayLike<number>): Radii {
  const least = ~Number(counts[0]) >>> 0;
  const shift = shiftOf(least, Number(counts[1]));
  const bins = Array.from({ length: BINS }, (_, k) => Number(counts[3 + k]));
  const finite = bins.reduce((sum, value) => sum + value, 0);
  const find = (rank: number): { readonly bin: number; readonly below: number } => {
    let [bin, below] = [0, 0];
    while (bin < BINS - 1 && below + bins[bin] <= rank) below += bins[bin++];
    return { bin, below };
  };
  const edgesOf = (bin: number): readonly [number, number] => [
    least + bin * 2 ** shift,
    Math.min(LARGEST, least + (bin + 1) * 2 ** shift - 1),
  ];
  return {
    finite,
    nonFinite: Number(counts[2]),
    at(rank) {
      const { bin } = find(rank);
      const [low, high] = edgesOf(bin);
      // The least is there itself.
      return finite === 0 ? Number.NaN : radiusOf(bin === 0 ? low : Math.floor((low + high) / 2));
    },
    binOf(rank) {
      const { bin, below } = find(rank);
      const [low, high] = edgesOf(bin);
      return { edges: [~low >>> 0, high], below };
    },
  };
}

function radiusOf(bits: number): number {
  bitsOf[0] = bits;
  return floatOf[0];
}
