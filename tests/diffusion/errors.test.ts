import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { ErrorEngine } from '../../src/diffusion/errors';
import { gaussianError, gaussianFourth } from '../../src/math/diffusion-gaussian';
import { errorIds, expectErrors } from '../support/diffusion-golden';

const backend = new ReferenceBackend();

test.each(errorIds)('golden %s', (id) => expectErrors(backend, id));

test('many data of a Gaussian law have its errors and their squares (D16)', async () => {
  // Quantiles in equal shares: a Gaussian but for the tails beyond them.
  const count = 400;
  const nodes = Array.from({ length: count }, (_, i) => -3.5 + (7 * (i + 0.5)) / count);
  const weights = nodes.map((x) => Math.exp((-x * x) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const data: number[] = [];
  let reached = 0;
  weights.forEach((weight, i) => {
    reached += (300 * weight) / total;
    while (data.length < reached - 0.5) data.push(nodes[i]);
  });
  const engine = new ErrorEngine(backend, data, 1);
  const { squares, fourths } = await engine.evaluate({ bandwidths: [1] });
  engine.dispose();
  const average = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = data.reduce((sum, x) => sum + x * x, 0) / data.length;
  expect(average(squares) / gaussianError(variance, 1, 1)).toBeCloseTo(1, 1);
  expect(average(fourths) / gaussianFourth(variance, 1, 1)).toBeCloseTo(1, 1);
});
