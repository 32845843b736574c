// The golden cases of the linear model through the trainer's own kernels, on either backend. MATHS.md 3.5, S4.
import { Scope } from '../../src/compute/scope';
import type { Backend } from '../../src/compute/backend';
import { linearPass } from '../../src/kernels/linear-pass';
import { scorePassParams } from '../../src/kernels/score-pass';
import type { LinearForm } from '../../src/math/score-model';
import { explicitTerm } from '../../src/math/score-matching';
import { rowsOf } from '../../src/math/vectors';
import { kernelScore } from '../../src/score/evaluate-kernel-score';
import { evaluateNetwork } from '../../src/train/evaluate-network';
import { expectClose } from './agree';
import { flat, golden, goldenIds, goldenTolerance } from './golden';
import { matchingCase } from './matching-golden';

export const sampleIds: readonly string[] = goldenIds('score_matching').filter((id) => id.endsWith('_samples'));
export const setIds: readonly string[] = goldenIds('score_matching').filter(
  (id) => id !== 'two_points' && !id.endsWith('_samples'),
);

interface Given {
  readonly index: readonly number[];
  /** [samples, d] */
  readonly noise: readonly number[];
}

/** Rows [dJ/da, dJ/db, loss] of single samples, or one of all. */
async function rowsAt(backend: Backend, id: string, { index, noise }: Given, each: boolean): Promise<Float64Array> {
  const { points, dimension, sigma, a, b } = matchingCase(id);
  const model: LinearForm = { model: 'linear', dimension };
  const kernel = linearPass(model, 'given');
  await backend.prepare(kernel);
  const scope = new Scope(backend);
  const slabs = each ? index.length : 1;
  const values = { weights: [a, ...b], sigmas: [sigma], data: points, noise };
  const arrays = {
    ...Object.fromEntries(
      Object.entries(values).map(([name, numbers]) => {
        const array = scope.create(name, 'f32', numbers.length);
        backend.write(array, numbers);
        return [name, array];
      }),
    ),
    index: scope.create('index', 'u32', index.length),
    slabs: scope.create('slabs', 'f32', slabs * (dimension + 2)),
  };
  backend.write(arrays.index, index);
  const params = {
    ...scorePassParams,
    lastSample: index.length,
    span: each ? 1 : index.length,
    points: points.length / dimension,
  };
  backend.dispatch(kernel, { arrays, threads: slabs, params });
  const rows = Float64Array.from(await backend.read(arrays.slabs));
  scope.dispose();
  return rows;
}

const arithmetic = (backend: Backend): 'f64' | 'f32' => (backend.kind === 'reference' ? 'f64' : 'f32');

/** J_DSM and its slopes: every datum with the noise ±√d e_j, over which the mean of a parabola is its mean over normal noise. */
export async function expectExpectations(backend: Backend, id: string): Promise<void> {
  const one = matchingCase(id);
  const { dimension: d, points } = one;
  const nodes = Array.from({ length: 2 * d }, (_, k) =>
    Array.from({ length: d }, (_, j) => (j === k >> 1 ? (k % 2 === 0 ? 1 : -1) * Math.sqrt(d) : 0)),
  );
  const index = Array.from({ length: points.length / d }, (_, i) => nodes.map(() => i)).flat();
  const noise = Array.from({ length: points.length / d }, () => nodes.flat()).flat();
  const sums = await rowsAt(backend, id, { index, noise }, false);
  const [slope, ...rest] = Array.from(sums, (sum) => sum / index.length);
  one.expect('dJ_da', slope, arithmetic(backend));
  one.expect('dJ_db', rest.slice(0, d), arithmetic(backend));
  one.expect('J_DSM', rest[d], arithmetic(backend));
}

/** What the model says at given draws, and what each of them adds to either loss. */
export async function expectSampleTerms(backend: Backend, id: string): Promise<void> {
  const found = golden('score_matching', id);
  const { points, dimension, sigma, a, b } = matchingCase(id);
  const given = { index: flat(found.inputs['index']), noise: flat(found.inputs['eps']) };
  const queries = Float32Array.from(flat(found.expected['x']));
  const check = (field: string, got: readonly number[]): void =>
    expectClose(
      `${id}: ${field}`,
      Float64Array.from(got),
      flat(found.expected[field]),
      // What comes out of the library is float32 on either backend.
      goldenTolerance(found, field, field === 'dsm_terms' ? arithmetic(backend) : 'f32'),
    );
  const model: LinearForm = { model: 'linear', dimension };
  const network = { model, weights: Float32Array.of(a, ...b) };
  const said = await evaluateNetwork(backend, { network, points: queries, sigma });
  check('model', Array.from(said));
  const rows = rowsOf(await rowsAt(backend, id, given, true), dimension + 2);
  check(
    'dsm_terms',
    rows.map((row) => row[dimension + 1]),
  );
  const { score } = await kernelScore(backend, { data: Float32Array.from(points), dimension, sigma, queries });
  const exact = rowsOf(score, dimension);
  check(
    'esm_terms',
    rowsOf(said, dimension).map((guess, i) => explicitTerm(guess, exact[i])),
  );
}
