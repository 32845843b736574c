// ∫ q by the trapezoidal rule, whose error for Gaussians falls like exp(−2π²/s²) with nodes sσ apart. MATHS.md 3.2.
import type { Backend } from '../compute/backend';
import { float32 } from '../math/rounding';
import { rangeOf } from '../math/vectors';
import { DensityQueue, leadingRows, type DensityRequest } from './density-queue';
import { EngineRounding } from './engine-rounding';
import { grouped } from '../numbers';

/** Nodes this many σ apart: 4·exp(−2π²/s²) = 3e-7; and as many σ around all points: 4·erfc(5.6/√2) = 9e-8. */
const SPACING = 1.1;
const MARGIN = 5.6;
/** Of both. */
const QUADRATURE = 1e-6;
const PAIRS = { webgpu: 2 ** 25, reference: 2 ** 19 } as const;
const MOST_NODES = 2 ** 18;
const FEWEST_POINTS = 16;

export interface DensityIntegral {
  readonly value: number;
  /** What quadrature and rounding may change. */
  readonly error: number;
  /** Leading points, of which the density is; fewer than all where these would take too long. */
  readonly points: number;
}

/** In one or two dimensions; or a sentence that says why there is none. */
export async function densityIntegral(
  backend: Backend,
  density: DensityQueue,
  sigma: number,
): Promise<DensityIntegral | string> {
  const { dimension, count } = density;
  const step = SPACING * sigma;
  const axes = Array.from({ length: dimension }, (_, axis) => {
    const [low, high] = rangeOf(density.points, dimension, axis);
    return { from: low - MARGIN * sigma, nodes: Math.ceil((high - low) / step + (2 * MARGIN) / SPACING) + 1 };
  });
  const nodes = axes.reduce((product, axis) => product * axis.nodes, 1);
  const affordable = Math.floor(PAIRS[backend.kind] / nodes);
  if (nodes > MOST_NODES || affordable < Math.min(count, FEWEST_POINTS))
    return `a grid that is fine against this bandwidth has ${grouped(nodes)} nodes; at most ${grouped(MOST_NODES)} are evaluated`;
  const [xs, ys] = axes.map((axis) => Float32Array.from({ length: axis.nodes }, (_, k) => axis.from + k * step));
  const points = Math.min(count, affordable);
  const rounding = new EngineRounding(backend, dimension, sigma);
  let [value, error] = [0, QUADRATURE];
  for (const height of await heights(backend, density, { queries: ys ? { xs, ys } : xs, sigma }, points)) {
    const mass = Math.exp(height) * step ** dimension;
    value += mass;
    error += mass * rounding.height(height);
  }
  // A node that is rounded by δ is wrong by δ|q′| of its cell, and ∫|q′| ≤ √(2/π)/σ along each axis.
  for (const axis of axes) {
    const farthest = Math.max(Math.abs(axis.from), Math.abs(axis.from + axis.nodes * step));
    error += (float32.place(farthest) * Math.sqrt(2 / Math.PI)) / sigma;
  }
  return { value, error, points };
}

/** log q of the leading `used` points at the nodes. */
async function heights(
  backend: Backend,
  density: DensityQueue,
  request: DensityRequest,
  used: number,
): Promise<Float32Array> {
  if (used === density.count) return (await density.ask(request)).logDensity;
  const few = new DensityQueue(backend, leadingRows(density.points, density.dimension, used), density.dimension);
  try {
    return (await few.ask(request)).logDensity;
  } finally {
    few.dispose();
  }
}
