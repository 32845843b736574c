// K1b: q is a density. Its integral by the trapezoidal rule, whose error for Gaussians falls like exp(−2π²/s²) with nodes
// sσ apart. MATHS.md 3.2, 3.7.
import { float32 } from '../../../math/rounding';
import { leadingRows, Probe } from '../../../score/density-probe';
import * as tools from './context';
import type { Claim, ClaimContext } from './context';

/** Nodes this many σ apart: 4·exp(−2π²/s²) = 3e-7; and as many σ around all points: 4·erfc(5.6/√2) = 9e-8. */
const SPACING = 1.1;
const MARGIN = 5.6;
/** MATHS K1. */
const QUADRATURE = 1e-6;
const PAIRS = { webgpu: 2 ** 25, reference: 2 ** 19 } as const;
const MOST_NODES = 2 ** 18;
const FEWEST_POINTS = 16;

interface Range {
  readonly from: number;
  readonly nodes: number;
}

const normalisation: Claim = {
  id: 'K1b',
  statement: 'q is a density: its integral over the line or the plane (on a grid)',
  tex: '\\int q(x)\\,dx=1',
  on: 'a grid',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { probe, settings, backend } = context;
    const { points, dimension, count } = probe;
    const { sigma } = settings;
    if (dimension > 2)
      return tools.outside({ reason: 'a grid in more than two dimensions has too many nodes', needs: 'other data' });
    const step = SPACING * sigma;
    const ranges = Array.from({ length: dimension }, (_, axis) => rangeOf(points, dimension, axis, sigma));
    const nodes = ranges.reduce((product, range) => product * range.nodes, 1);
    const affordable = Math.floor(PAIRS[backend.kind] / nodes);
    if (nodes > MOST_NODES || affordable < Math.min(count, FEWEST_POINTS))
      return tools.outside(
        `a grid that is fine against this bandwidth has ${nodes.toLocaleString('en-GB')} nodes; at most ${MOST_NODES.toLocaleString('en-GB')} are evaluated`,
      );
    const used = Math.min(count, affordable);
    const heights = await densityOn(context, ranges, step, used);
    const cell = step ** dimension;
    const rounding = tools.roundingOf(context);
    let [integral, slack] = [0, 0];
    for (const height of heights) {
      const mass = Math.exp(height) * cell;
      integral += mass;
      slack += mass * rounding.height(height);
    }
    // A node that is rounded by δ is wrong by δ|q′| of its cell, and ∫|q′| ≤ √(2/π)/σ along each axis.
    for (const { from, nodes } of ranges)
      slack +=
        (float32.place(Math.max(Math.abs(from), Math.abs(from + nodes * step))) * Math.sqrt(2 / Math.PI)) / sigma;
    const outcome = tools.within(integral, 1, QUADRATURE + slack);
    return used < count
      ? { ...outcome, reason: `of ${used.toLocaleString('en-GB')} points, to keep the grid small` }
      : outcome;
  },
};

function rangeOf(points: Float32Array, dimension: number, axis: number, sigma: number): Range {
  let [low, high] = [Infinity, -Infinity];
  for (let at = axis; at < points.length; at += dimension) {
    low = Math.min(low, points[at]);
    high = Math.max(high, points[at]);
  }
  const nodes = Math.ceil((high - low) / (SPACING * sigma) + (2 * MARGIN) / SPACING) + 1;
  return { from: low - MARGIN * sigma, nodes };
}

/** log q of the leading `used` points at the nodes. */
async function densityOn(
  context: ClaimContext,
  ranges: readonly Range[],
  step: number,
  used: number,
): Promise<Float32Array> {
  const { backend, probe, settings } = context;
  const axes = ranges.map(({ from, nodes }) => Float32Array.from({ length: nodes }, (_, k) => from + k * step));
  const [xs, ys] = axes;
  const queries = ys ? { xs, ys } : xs;
  const { sigma } = settings;
  if (used === probe.count) return (await probe.ask({ queries, sigma })).logDensity;
  const few = new Probe(backend, leadingRows(probe.points, probe.dimension, used), probe.dimension);
  try {
    return (await few.ask({ queries, sigma })).logDensity;
  } finally {
    few.dispose();
  }
}

export const densityClaims: readonly Claim[] = [normalisation];
