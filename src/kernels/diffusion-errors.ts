// How far the exact denoiser is from the datum that was made noisy: sums over nodes of the noise, for every datum at every noise
// level. MATHS.md 2.4 to 2.6.
import { defineKernel, type Kernel } from '../compute/kernel';

export type DiffusionErrorsParams = {
  /** Thread of the launch's first: a launch may hold a slice of the threads. */
  firstThread: number;
  /** Where the first thread's sums go. */
  firstSum: number;
  points: number;
  nodes: number;
  /** Nodes of a thread, a multiple of eight. */
  span: number;
  /** What x̂ is multiplied by. */
  factor: number;
};

/** Nodes come filled up to a multiple of it. */
export const ERROR_NODES = 8;
/** √(log₂e / 2): places over s, multiplied by it, have weights that are powers of two. */
const UNIT = Math.sqrt(Math.LOG2E / 2);

/** Numbers of a row of `levels` for s² = h² + σ_d² and k = σ_d²/s². */
export function packLevel(spread: number, own: number): readonly [number, number] {
  return [UNIT / spread, own];
}

/** Row-major [n', 4], n' a multiple of ERROR_NODES, from places [n, 2] and weights [n]. */
export function packNodes(places: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const rows = new Float64Array(4 * ERROR_NODES * Math.ceil(weights.length / ERROR_NODES));
  for (let i = 0; i < weights.length; i++)
    rows.set([2 * UNIT * places[2 * i], 2 * UNIT * places[2 * i + 1], weights[i]], 4 * i);
  return rows;
}

/**
 * Arrays: `data` f32 [points, 2]; `nodes` f32 [nodes, 4] by `packNodes`; `levels` f32 [levels, 2] by `packLevel`; written: `sums`
 * f32 [threads, 4], from row firstSum on, where thread (level, datum j, block of nodes) sums over the block's nodes ξ, times their weights, [r, r²,
 * log Σ_i e_i, 1] with y = x_j + sξ, e_i the density at y of the kernel at x_i over that at x_j, r the part of ‖x − factor·x̂(y)‖² that
 * depends on y: all of it but d·k·h². Launch levels · points · ⌈nodes/span⌉ threads or a slice of them.
 */
export const diffusionErrors: Kernel<DiffusionErrorsParams> = defineKernel<DiffusionErrorsParams>({
  name: 'diffusionErrors',
  module: 'kernels/diffusion-errors',
  params: { firstThread: 0, firstSum: 0, points: 1, nodes: ERROR_NODES, span: ERROR_NODES, factor: 1 },
  reference(arrays, params, threads) {
    const { nodes, sums } = arrays as Record<string, Float64Array>;
    const blocks = Math.ceil(params.nodes / params.span);
    for (let index = 0; index < threads; index++) {
      const thread = params.firstThread + index;
      const datum = Math.floor(thread / blocks) % params.points;
      const level = Math.floor(thread / (blocks * params.points));
      const first = (thread % blocks) * params.span;
      const slot = 4 * (params.firstSum + index);
      sums.fill(0, slot, slot + 4);
      for (let node = first; node < Math.min(first + params.span, params.nodes); node++) {
        const weight = nodes[4 * node + 2];
        seeDatum(arrays as Record<string, Float64Array>, params, level, datum, node);
        sums[slot] += weight * seen.square;
        sums[slot + 1] += weight * seen.square ** 2;
        sums[slot + 2] += weight * seen.logMass;
        sums[slot + 3] += weight;
      }
    }
  },
});

/** Of one datum from one node: r and log Σ e. */
const seen = { square: 0, logMass: 0 };

/** Writes `seen`. */
function seeDatum(
  { data, nodes, levels }: Record<string, Float64Array>,
  { points, factor }: DiffusionErrorsParams,
  level: number,
  datum: number,
  node: number,
): void {
  const g = levels[2 * level];
  const own = levels[2 * level + 1];
  const x0 = data[2 * datum];
  const x1 = data[2 * datum + 1];
  const xi0 = nodes[4 * node];
  const xi1 = nodes[4 * node + 1];
  let mass = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < points; i++) {
    const u0 = g * (data[2 * i] - x0);
    const u1 = g * (data[2 * i + 1] - x1);
    const weight = Math.exp(Math.LN2 * (u0 * (xi0 - u0) + u1 * (xi1 - u1)));
    mass += weight;
    first += weight * u0;
    second += weight * u1;
  }
  const pull = (factor * (1 - own)) / (mass * g);
  const push = own / (2 * g);
  const off0 = (1 - factor) * (x0 + push * xi0) - pull * first;
  const off1 = (1 - factor) * (x1 + push * xi1) - pull * second;
  seen.square = off0 * off0 + off1 * off1;
  seen.logMass = Math.log(mass);
}
