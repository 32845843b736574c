// Score matching in closed form and sample by sample, against the golden cases. MATHS.md 3.5.
import { describe, expect, test } from 'vitest';
import * as theory from '../../src/math/score-matching';
import { scoreAt, weigh } from '../../src/math/kernel-weights';
import { row, rowsOf } from '../../src/math/vectors';
import { expectClose } from '../support/agree';
import { flat, golden, goldenIds, goldenTolerance } from '../support/golden';
import { expectIntegrals, matchingCase, setIds } from '../support/matching-golden';

const sampleIds = goldenIds('score_matching').filter((id) => id.endsWith('_samples'));
const allSetIds = goldenIds('score_matching').filter((id) => id !== 'two_points' && !id.endsWith('_samples'));

describe('linear models', () => {
  test.each(allSetIds)('%s', (id) => {
    const one = matchingCase(id);
    const { points, dimension, sigma, a, b } = one;
    const moments = theory.momentsOf(points, dimension);
    one.expect('J_DSM', theory.linearLoss(moments, { a, b }, sigma));
    // Central differences of a parabola are its slopes, over whatever distance.
    const slope = (loss: (along: number) => number): number => (loss(1) - loss(-1)) / 2;
    one.expect(
      'dJ_da',
      slope((along) => theory.linearLoss(moments, { a: a + along, b }, sigma)),
    );
    const moved = (axis: number, along: number): number[] => b.map((value, j) => (j === axis ? value + along : value));
    one.expect(
      'dJ_db',
      b.map((_, axis) => slope((along) => theory.linearLoss(moments, { a, b: moved(axis, along) }, sigma))),
    );
    one.expect('a_opt_given_b', theory.bestSlope(moments, b, sigma));
    one.expect('b_opt', Array.from(moments.mean));
    one.expect('C_upper_bound', theory.constantBound(moments, sigma));
    one.expect('C2', dimension / (2 * sigma ** 2));
  });
});

describe('expectations over q by quadrature', () => {
  test.each(setIds)('%s', async (id) => {
    await expectIntegrals(
      id,
      async (points, places, dimension, sigma) => {
        const rows = rowsOf(places, dimension);
        return {
          score: rows.flatMap((x) => Array.from(scoreAt(points, x, sigma))),
          logDensity: rows.map((x) => weigh(points, x, sigma).logDensity),
        };
      },
      'f64',
    );
  });
});

describe('terms of given draws', () => {
  test.each(sampleIds)('%s', (id) => {
    const found = golden('score_matching', id);
    const { points, dimension, sigma, a, b } = matchingCase(id);
    const draws = flat(found.inputs['index']);
    const eps = flat(found.inputs['eps']);
    const terms = draws.map((from, i) => {
      const origin = row(points, dimension, from);
      const x = origin.map((value, j) => value + sigma * eps[i * dimension + j]);
      const model = x.map((value, j) => -a * (value - b[j]));
      const exact = scoreAt(points, x, sigma);
      const target = x.map((value, j) => (origin[j] - value) / sigma ** 2);
      return { x, model, exact, target, dsm: theory.denoisingTerm(x, origin, model, sigma) };
    });
    const check = (field: string, got: readonly number[]): void =>
      expectClose(
        `${id}: ${field}`,
        Float64Array.from(got),
        flat(found.expected[field]),
        goldenTolerance(found, field, 'f64'),
      );
    check(
      'target',
      terms.flatMap(({ target }) => Array.from(target)),
    );
    check(
      'model',
      terms.flatMap(({ model }) => Array.from(model)),
    );
    check(
      'kernel_score',
      terms.flatMap(({ exact }) => Array.from(exact)),
    );
    check(
      'dsm_terms',
      terms.map(({ dsm }) => dsm),
    );
    check(
      'esm_terms',
      terms.map(({ model, exact }) => theory.explicitTerm(model, exact)),
    );
    check(
      'C_rao_blackwell',
      terms.map(({ x }) => theory.constantTerm(points, x, sigma)),
    );
    expect(terms).toHaveLength(6);
  });
});

test('two points', () => {
  const found = golden('score_matching', 'two_points');
  const [halves, sigmas] = [flat(found.inputs['half_distance']), flat(found.inputs['sigma'])];
  const got = halves.map((a, k) => theory.twoPointConstant(a, sigmas[k]));
  expectClose('C', Float64Array.from(got), flat(found.expected['C']), goldenTolerance(found, 'C', 'f64'));
  const mmse = got.map((c, k) => 2 * sigmas[k] ** 4 * c);
  expectClose('mmse', Float64Array.from(mmse), flat(found.expected['mmse']), goldenTolerance(found, 'mmse', 'f64'));
});
