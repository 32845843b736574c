// K1b: q is a density. Its integral by the trapezoidal rule, whose error for Gaussians falls like exp(−2π²/s²) with nodes
// sσ apart. MATHS.md 3.2, 3.7.
import { outside, within } from '../../../experiment/claims';
import { float32 } from '../../../math/rounding';
import { rangeOf } from '../../../math/vectors';
import { DensityQueue, leadingRows } from '../../../score/density-queue';
import { ofPlaces, otherData, roundingOf, type Claim, type ClaimContext } from './context';

/** Nodes this many σ apart: 4·exp(−2π²/s²) = 3e-7; and as many σ around all points: 4·erfc(5.6/√2) = 9e-8. */
const SPACING = 1.1;
const MARGIN = 5.6;
/** MATHS K1. */
const QUADRATURE = 1e-6;
const PAIRS = { webgpu: 2 ** 25, reference: 2 ** 19 } as const;
const MOST_NODES = 2 ** 18;
const FEWEST_POINTS = 16;

const normalisation: Claim = {
  ...ofPlaces,
  id: 'K1b',
  statement: 'q is a density: its integral over the line or the plane (on a grid)',
  tex: '\\int q(x)\\,dx=1',
  on: 'a grid',
  async check(context) {
    const { density, settings, backend } = context;
    const { points, dimension, count } = density;
    const { sigma } = settings;
    if (dimension > 2) return otherData('a grid in more than two dimensions has too many nodes');
    const step = SPACING * sigma;
    const axes = Array.from({ length: dimension }, (_, axis) => {
      const [low, high] = rangeOf(points, dimension, axis);
      const nodes = Math.ceil((high - low) / step + (2 * MARGIN) / SPACING) + 1;
      return { from: low - MARGIN * sigma, nodes };
    });
    const nodes = axes.reduce((product, axis) => product * axis.nodes, 1);
    const affordable = Math.floor(PAIRS[backend.kind] / nodes);
    if (nodes > MOST_NODES || affordable < Math.min(count, FEWEST_POINTS))
      return outside(
        `a grid that is fine against this bandwidth has ${nodes.toLocaleString('en-GB')} nodes; at most ${MOST_NODES.toLocaleString('en-GB')} are evaluated`,
      );
    const [xs, ys] = axes.map((axis) => Float32Array.from({ length: axis.nodes }, (_, k) => axis.from + k * step));
    const used = Math.min(count, affordable);
    const rounding = roundingOf(context);
    let [integral, slack] = [0, 0];
    for (const height of await heights(context, ys ? { xs, ys } : xs, used)) {
      const mass = Math.exp(height) * step ** dimension;
      integral += mass;
      slack += mass * rounding.height(height);
    }
    // A node that is rounded by δ is wrong by δ|q′| of its cell, and ∫|q′| ≤ √(2/π)/σ along each axis.
    for (const axis of axes) {
      const farthest = Math.max(Math.abs(axis.from), Math.abs(axis.from + axis.nodes * step));
      slack += (float32.place(farthest) * Math.sqrt(2 / Math.PI)) / sigma;
    }
    const reason = `of ${used.toLocaleString('en-GB')} points, to keep the grid small`;
    return { ...within(integral, 1, QUADRATURE + slack), ...(used < count ? { reason } : {}) };
  },
};

/** log q of the leading `used` points at the nodes. */
async function heights(
  { backend, density, settings: { sigma } }: ClaimContext,
  queries: Parameters<DensityQueue['ask']>[0]['queries'],
  used: number,
): Promise<Float32Array> {
  if (used === density.count) return (await density.ask({ queries, sigma })).logDensity;
  const few = new DensityQueue(backend, leadingRows(density.points, density.dimension, used), density.dimension);
  try {
    return (await few.ask({ queries, sigma })).logDensity;
  } finally {
    few.dispose();
  }
}

export const densityClaims: readonly Claim[] = [normalisation];
