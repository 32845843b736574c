// L11: Stein's identity. MATHS.md 3.1, 3.7.
import { float32 } from '../../../math/rounding';
import { uniformSource } from '../../../math/random';
import { meanEstimate, type Estimate } from '../../../math/statistics';
import { evaluatePoints } from '../../../score/evaluate-points';
import type { Target } from '../../../targets/target';
import { coarseness, TOO_COARSE } from './places';
import { judged, outside, provided, type Claim, type ClaimContext } from './context';

/** Exact draws on which Stein's identity is tried, fewer where each meets very many points, and the stream that draws them. */
const STEIN = { draws: 16_384, fewest: 1024, pairs: 2 ** 28, stream: 0x57e1 } as const;

export const stein: Claim = {
  id: 'L11',
  statement: 'Stein: E[s(x)·(x − c)] = −2 on exact samples of the target, c its middle',
  tex: '\\mathbb E[s(x)\\cdot(x-c)]=-d',
  on: 'exact samples',
  per: 'settings',
  async check(context) {
    const { target } = context.settings;
    const coarse = coarseness(target);
    if (coarse > 0.5) return outside(TOO_COARSE);
    const [radial, meanX, meanY] = await measureStein(context);
    const rounding = (size: number): number => scoreRounding(size) + drawRounding(size, coarse);
    const outcome = judged(radial.mean, -2, rounding(radial.size));
    const centred = [meanX, meanY].every(({ mean: { value, standardError }, size }) => {
      return Math.abs(value) <= 5 * standardError + rounding(size);
    });
    return provided(outcome, centred, 'the mean score is not 0');
  },
};

/** What the engine's methods may miss of a mean, and what float32 does to terms of this size. */
function scoreRounding(size: number): number {
  return 1e-4 + float32.repeated(16) * size;
}

/**
 * Of a mean of f over draws that are rounded to places of float32: of f and p that are smooth over a place the error is ½ v E[Δf], v ≤ place²/3
 * its variance, and E[Δf] = E[f Δp/p] ≤ size · 2/h², because Δp/p is a mean over components of what has the variance 2 tr Σ⁻² ≤ 4/h⁴.
 */
function drawRounding(size: number, coarse: number): number {
  return (coarse * coarse * size) / 3;
}

interface Column {
  readonly mean: Estimate;
  /** Root mean square. */
  readonly size: number;
}

/** Means of s·(x − c), s_x and s_y over exact samples, with the score from the device. */
async function measureStein({ backend, settings, points, seed }: ClaimContext): Promise<[Column, Column, Column]> {
  const { target } = settings;
  const most = points ? Math.max(STEIN.fewest, Math.floor(STEIN.pairs / points.count)) : STEIN.draws;
  const samples = exactSamples(target, seed, Math.min(STEIN.draws, most));
  const { score } =
    points && target.kernels
      ? await points.ask(samples, target.kernels.sigma)
      : await evaluatePoints(backend, target, samples);
  return steinOf(target, samples, score);
}

/** The identity holds about every centre; about the middle of the target its terms are the smallest. */
function steinOf({ domain }: Target, samples: Float32Array, scores: ArrayLike<number>): [Column, Column, Column] {
  const [middleX, middleY] = [(domain.minX + domain.maxX) / 2, (domain.minY + domain.maxY) / 2];
  const columns: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < samples.length / 2; i++) {
    const [sx, sy] = [scores[2 * i], scores[2 * i + 1]];
    columns[0].push(sx * (samples[2 * i] - middleX) + sy * (samples[2 * i + 1] - middleY));
    columns[1].push(sx);
    columns[2].push(sy);
  }
  return columns.map(columnOf) as [Column, Column, Column];
}

function exactSamples(target: Target, seed: number, draws: number): Float32Array {
  const uniform = uniformSource(seed, STEIN.stream);
  const samples = new Float32Array(2 * draws);
  for (let i = 0; i < draws; i++) samples.set(target.sample(uniform), 2 * i);
  return samples;
}

function columnOf(values: readonly number[]): Column {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  return { mean: meanEstimate(values.length, sum, squares), size: Math.sqrt(squares / values.length) };
}
