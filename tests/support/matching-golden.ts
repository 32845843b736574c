// The cases of score_matching.json that state expectations over q: by quadrature from scores and densities of whoever
// computes them. MATHS.md 3.5.
import { momentsOf } from '../../src/math/score-matching';
import { expectClose } from './agree';
import { flat, golden, goldenIds, goldenTolerance } from './golden';

/** Cases about a set of points, in up to two dimensions: a third would have too many nodes. */
export const setIds: readonly string[] = goldenIds('score_matching').filter(
  (id) => id !== 'two_points' && !id.endsWith('_samples') && rowsOf(id)[0].length <= 2,
);

function rowsOf(id: string): number[][] {
  return (golden('score_matching', id).inputs['points'] as unknown[]).map(flat);
}

export interface MatchingCase {
  readonly points: Float64Array;
  readonly dimension: number;
  readonly sigma: number;
  readonly a: number;
  readonly b: readonly number[];
  /** Compares one field with the stated value. */
  expect(field: string, got: number | readonly number[], type?: 'f64' | 'f32'): void;
}

export function matchingCase(id: string): MatchingCase {
  const found = golden('score_matching', id);
  const rows = rowsOf(id);
  return {
    points: Float64Array.from(rows.flat()),
    dimension: rows[0].length,
    sigma: Number(found.inputs['sigma']),
    a: Number(found.inputs['a']),
    b: flat(found.inputs['b']),
    expect(field, got, type = 'f64') {
      const values = Float64Array.from(typeof got === 'number' ? [got] : got);
      expectClose(`${id}: ${field}`, values, flat(found.expected[field]), goldenTolerance(found, field, type));
    },
  };
}

/** log q and s at places [n, d]. */
export type Evaluate = (
  points: Float64Array,
  places: Float64Array,
  dimension: number,
  sigma: number,
) => Promise<{ readonly score: ArrayLike<number>; readonly logDensity: ArrayLike<number> }>;

/** Nodes this many σ apart, because the score turns over σ²/|xᵢ − xⱼ| between two points; from 8 σ before the first point to 8 σ behind the last. */
const SPACING = 0.125;
const MARGIN = 8;

/** C₁, C, mmse and J_ESM of the linear model as integrals over q. */
export async function expectIntegrals(id: string, evaluate: Evaluate, type: 'f64' | 'f32'): Promise<void> {
  const one = matchingCase(id);
  const { points, dimension, sigma, a, b } = one;
  const step = SPACING * sigma;
  const axes = Array.from({ length: dimension }, (_, j) => {
    const column = Array.from(points.filter((_, i) => i % dimension === j));
    const [low, high] = [Math.min(...column) - MARGIN * sigma, Math.max(...column) + MARGIN * sigma];
    return Array.from({ length: Math.ceil((high - low) / step) + 1 }, (_, k) => low + k * step);
  });
  const [xs, ys = [undefined]] = axes;
  const places = Float64Array.from(ys.flatMap((y) => xs.flatMap((x) => (y === undefined ? [x] : [x, y]))));
  const { score, logDensity } = await evaluate(points, places, dimension, sigma);
  const integral = (term: (at: number) => number): number =>
    Array.from(logDensity).reduce(
      (sum, height, i) => sum + Math.exp(height) * step ** dimension * term(i * dimension),
      0,
    );
  const over = (at: number, term: (j: number) => number): number =>
    Array.from({ length: dimension }, (_, j) => term(j)).reduce((sum, value) => sum + value, 0);
  const c1 = integral((at) => over(at, (j) => score[at + j] ** 2 / 2));
  one.expect('C1', c1, type);
  one.expect('C2', dimension / (2 * sigma ** 2), type);
  one.expect(
    'J_ESM',
    integral((at) => over(at, (j) => (-a * (places[at + j] - b[j]) - score[at + j]) ** 2 / 2)),
    type,
  );
  // E|x₀ − E[x₀|x]|² = E|x₀|² − E|m(x)|², about the mean so that nothing cancels.
  const { mean, total } = momentsOf(points, dimension);
  const explained = integral((at) => over(at, (j) => (places[at + j] + sigma ** 2 * score[at + j] - mean[j]) ** 2));
  one.expect('mmse', total - explained, type);
  one.expect('C', (total - explained) / (2 * sigma ** 4), type);
}
