// Laws that are known, so that a score estimated from their samples can be compared with the true one: two mixtures of
// Gaussians in closed form, and curves blurred by a round Gaussian.
import { normalsFromWords, threefry2x32, uniformFromWord } from '../math/random';

export const syntheticIds = ['moons', 'spiral', 'rings', 'mixture', 'normal'] as const;
export type SyntheticId = (typeof syntheticIds)[number];

interface Round {
  readonly weight: number;
  readonly mean: readonly number[];
  /** Lower triangle of the Cholesky factor: [l₁₁, l₂₁, l₂₂]. */
  readonly factor: readonly [number, number, number];
}

/** MATHS.md 3.7, K5. */
const mixture: readonly Round[] = [
  { weight: 0.5, mean: [-1.5, 0], factor: [Math.sqrt(0.3), 0, Math.sqrt(0.5)] },
  { weight: 0.3, mean: [1, 1], factor: [Math.sqrt(0.4), 0.2 / Math.sqrt(0.4), Math.sqrt(0.4 - 0.04 / 0.4)] },
  { weight: 0.2, mean: [1, -1.5], factor: [0.5, 0, 0.5] },
];

/** A curve in the plane, run through at constant pace by u in (0, 1), and the standard deviation of the blur. */
interface Curve {
  readonly noise: number;
  readonly at: (u: number) => readonly [number, number];
}

const curves: Readonly<Record<'moons' | 'spiral' | 'rings', Curve>> = {
  moons: {
    noise: 0.15,
    at: (u) => {
      const upper = u < 0.5;
      const angle = Math.PI * (upper ? 2 * u : 2 * u - 1);
      const [x, y] = upper ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
      return [1.5 * (x - 0.5), 1.5 * (y - 0.25)];
    },
  },
  spiral: {
    noise: 0.1,
    at: (u) => {
      // The root makes the pace along the arms about constant.
      const turn = Math.sqrt(0.02 + 0.98 * u);
      const angle = 4.5 * Math.PI * turn;
      return [2.4 * turn * Math.cos(angle), 2.4 * turn * Math.sin(angle)];
    },
  },
  rings: {
    noise: 0.1,
    at: (u) => {
      // Radii 0.8, 1.6, 2.4: lengths as 1 : 2 : 3.
      const ring = u < 1 / 6 ? 0 : u < 0.5 ? 1 : 2;
      const begun = [0, 1 / 6, 0.5][ring];
      const angle = (2 * Math.PI * (u - begun) * 6) / (ring + 1);
      return [0.8 * (ring + 1) * Math.cos(angle), 0.8 * (ring + 1) * Math.sin(angle)];
    },
  },
};

/** Key word that keeps these draws apart from those of the particles. */
const STREAM = 0xda7a;

/** Fills rows [from, to) of `points`, row-major [n, dimension]; each row depends on seed and row alone. `dimension` is 2 but for `normal`. */
export function drawPoints(
  id: SyntheticId,
  points: Float32Array,
  dimension: number,
  seed: number,
  from: number,
  to: number,
): void {
  const words = new Uint32Array(2);
  const normals = new Float64Array(2);
  const draw = (row: number, index: number): void => threefry2x32(seed, STREAM, row, index, words);
  for (let row = from; row < to; row++) {
    const at = row * dimension;
    for (let j = 0; j < dimension; j += 2) {
      draw(row, j);
      normalsFromWords(words[0], words[1], normals);
      points[at + j] = normals[0];
      if (j + 1 < dimension) points[at + j + 1] = normals[1];
    }
    if (id === 'normal') continue;
    draw(row, 1);
    const u = uniformFromWord(words[0]);
    if (id === 'mixture') shapeMixture(points, at, u);
    else {
      const { noise, at: curve } = curves[id];
      const [x, y] = curve(u);
      points[at] = x + noise * points[at];
      points[at + 1] = y + noise * points[at + 1];
    }
  }
}

function shapeMixture(points: Float32Array, at: number, u: number): void {
  const chosen = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
  const {
    mean: [mx, my],
    factor: [a, b, c],
  } = mixture[chosen];
  const [z, w] = [points[at], points[at + 1]];
  points[at] = mx + a * z;
  points[at + 1] = my + b * z + c * w;
}

/** Nodes that a curve is cut into: apart by less than a third of the blur, where sums and integrals agree. */
const NODES = 1024;

/** The true score ∇ log p at points [n, dimension], in float64. */
export function trueScore(id: SyntheticId, points: ArrayLike<number>, dimension: number): Float64Array {
  if (id === 'normal') return Float64Array.from(points, (value) => -value);
  const terms = id === 'mixture' ? mixture : curveTerms(id);
  const score = new Float64Array(points.length);
  for (let at = 0; at < points.length; at += dimension) {
    const [sx, sy] = mixtureScore(terms, points[at], points[at + 1]);
    score[at] = sx;
    score[at + 1] = sy;
  }
  return score;
}

const cutCurves = new Map<string, readonly Round[]>();

function curveTerms(id: keyof typeof curves): readonly Round[] {
  const known = cutCurves.get(id);
  if (known) return known;
  const { noise, at } = curves[id];
  const terms = Array.from({ length: NODES }, (_, k): Round => {
    return { weight: 1 / NODES, mean: at((k + 0.5) / NODES), factor: [noise, 0, noise] };
  });
  cutCurves.set(id, terms);
  return terms;
}

function mixtureScore(terms: readonly Round[], x: number, y: number): [number, number] {
  // Running maximum and rescaled sums (MATHS.md 3.3): one pass, nothing underflows together.
  let [top, total, sx, sy] = [-Infinity, 0, 0, 0];
  for (const { weight, mean, factor } of terms) {
    const [a, b, c] = factor;
    // Σ⁻¹(x − μ) through the factor: z = L⁻¹(x − μ), then L⁻ᵀz.
    const z = (x - mean[0]) / a;
    const w = (y - mean[1] - b * z) / c;
    const height = Math.log(weight / (a * c)) - (z * z + w * w) / 2;
    if (height > top) {
      const shrink = Math.exp(top - height);
      total *= shrink;
      sx *= shrink;
      sy *= shrink;
      top = height;
    }
    const share = Math.exp(height - top);
    total += share;
    sx -= (share * (z - (b * w) / c)) / a;
    sy -= (share * w) / c;
  }
  return [sx / total, sy / total];
}

export function isSynthetic(id: string): id is SyntheticId {
  return (syntheticIds as readonly string[]).includes(id);
}
