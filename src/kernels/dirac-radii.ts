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

const BINS = 1024;
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

/**
 * Arrays: `positions` f32 [count, 2]; `counts` u32 [radiiElements], which grows, so clear it first. Launch it twice with
 * radiiThreads threads, `second` 0 and then 1, and read `counts` with readRadii.
 */
export const diracRadii: Kernel<DiracRadiiParams> = defineKernel<DiracRadiiParams>({
  name: 'diracRadii',
  module: 'kernels/dirac-radii',
  params: { count: 1, second: 0, a: 1, b: 0, c: 1 },
  reference(arrays, params) {
    const { positions, counts } = arrays as { positions: Float64Array; counts: Uint32Array };
    const least = ~counts[0] >>> 0;
    const span = counts[1] - least + 1;
    for (let i = 0; i < params.count; i++) {
      const [theta, psi] = [positions[2 * i], positions[2 * i + 1]];
      // Beyond the range of float32 nothing is finite on a device either.
      if (!Number.isFinite(Math.fround(theta)) || !Number.isFinite(Math.fround(psi))) {
        if (params.second === 0) counts[2]++;
        continue;
      }
      const bits = radiusBits(theta, psi, params);
      if (params.second === 1) counts[3 + Math.min(Math.floor(((bits - least) / span) * BINS), BINS - 1)]++;
      else {
        counts[0] = Math.max(counts[0], ~bits >>> 0);
        counts[1] = Math.max(counts[1], bits);
      }
    }
  },
});

export interface Radii {
  readonly finite: number;
  readonly nonFinite: number;
  /** The radius below which a share of the finite trajectories lies; NaN when none is finite. */
  quantile(share: number): number;
}

/** Interpolates between the bits of the bins' edges: exact where all radii are equal, else to 1/1024 of their range. */
export function readRadii(counts: ArrayLike<number>): Radii {
  const least = ~Number(counts[0]) >>> 0;
  const most = Number(counts[1]);
  const bins = Array.from({ length: BINS }, (_, k) => Number(counts[3 + k]));
  const finite = bins.reduce((sum, value) => sum + value, 0);
  return { finite, nonFinite: Number(counts[2]), quantile: (share) => quantile(bins, finite, least, most, share) };
}

function quantile(bins: readonly number[], finite: number, least: number, most: number, share: number): number {
  if (finite === 0) return Number.NaN;
  const wanted = share * finite;
  let below = 0;
  let k = 0;
  while (k < BINS - 1 && below + bins[k] < wanted) below += bins[k++];
  const within = bins[k] > 0 ? Math.min(1, Math.max(0, (wanted - below) / bins[k])) : 0;
  bitsOf[0] = Math.min(most, Math.round(least + ((k + within) / BINS) * (most - least + 1)));
  return floatOf[0];
}
