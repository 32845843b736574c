// The score bench, against laws whose score is known.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { drawPoints, trueScore } from '../../src/data/synthetic';
import { ScoreBench } from '../../src/experiment/score-bench';

async function benchOf(count: number): Promise<ScoreBench> {
  const values = new Float32Array(2 * count);
  drawPoints('mixture', values, 2, 5, 0, count);
  const bench = ScoreBench.over(new ReferenceBackend(), { values, count, dimension: 2, law: 'mixture' }, 5);
  if (!bench) throw new Error('the law is known');
  return bench;
}

test('kernels of the best bandwidth come nearer with more data', async () => {
  const bench = await benchOf(512);
  while (await bench.refine());
  const { series, done } = bench.panel();
  expect(done).toBe(1);
  expect(series[0].x).toEqual([32, 128, 512]);
  const [few, , many] = series[0].y;
  expect(many).toBeLessThan(few / 2);
  bench.dispose();
});

test('a model is measured at the same draws: the true score at 0, and what is twice as large at the mean square of it', async () => {
  const bench = await benchOf(64);
  const truth = trueScore('mixture', bench.queries, 2);
  const error = async (factor: number): Promise<number> => {
    await bench.said(
      truth.map((value) => factor * value),
      0.3,
    );
    return bench.panel().series[1].y[0];
  };
  expect(await error(1)).toBe(0);
  const square = (2 * truth.reduce((sum, value) => sum + value * value, 0)) / truth.length;
  expect(await error(2)).toBeCloseTo(square, 8);
  bench.dispose();
});

test('says nothing where the truth is not known', () => {
  const cloud = { values: new Float32Array(4), count: 2, dimension: 2, law: undefined };
  expect(ScoreBench.over(new ReferenceBackend(), cloud, 1)).toBeUndefined();
});
