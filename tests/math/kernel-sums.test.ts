import { expect, test } from 'vitest';
import { KernelSums } from '../../src/math/kernel-sums';
import { MixtureDensity } from '../../src/math/mixture';
import { expectClose } from '../support/agree';
import { flat, golden, goldenTolerance } from '../support/golden';
import { dimensionOf, scoreIds } from '../support/score-golden';

const planar = scoreIds.filter((id) => dimensionOf('kernel_score', id) === 2);

test('there are golden cases in the plane', () => expect(planar.length).toBeGreaterThan(3));

test.each(planar)('golden: %s', (id) => {
  const found = golden('kernel_score', id);
  const sigma = found.inputs['sigma'] as number;
  const sums = new KernelSums(Float32Array.from(flat(found.inputs['centres'])), sigma * sigma);
  const places = flat(found.inputs['x']);
  const values = Array.from({ length: places.length / 2 }, (_, i) => sums.at(places[2 * i], places[2 * i + 1]));
  const check = (name: string, got: number[]): void =>
    expectClose(
      `${id}: ${name}`,
      Float64Array.from(got),
      flat(found.expected[name]),
      goldenTolerance(found, name, 'f64'),
    );
  check(
    'score',
    values.flatMap(({ score }) => score),
  );
  check(
    'log_density',
    values.map(({ logDensity }) => logDensity),
  );
});

test('the Hessian is that of the same mixture, near and far', () => {
  const points = Float32Array.from({ length: 400 }, (_, i) => 2 * Math.sin(1 + i * i));
  const variance = 0.09;
  const sums = new KernelSums(points, variance);
  const mixture = new MixtureDensity(
    new Float64Array(200).fill(1 / 200),
    points,
    Float64Array.from({ length: 800 }, (_, i) => (i % 4 === 1 || i % 4 === 2 ? 0 : variance)),
  );
  const hessian = new Float64Array(4);
  for (const [x, y] of [
    [0.1, 0.2],
    [-1.5, 1],
    [30, -4],
  ] as const) {
    mixture.hessian([x, y], hessian);
    // Sums of 200 terms that cancel to about a tenth, in float64: 1e-12 of the curvature 1/variance.
    expectClose('hessian', Float64Array.from(sums.at(x, y).hessian), [hessian[0], hessian[1], hessian[3]], {
      absolute: 1e-12 / variance,
      relative: 1e-10,
    });
  }
});

test('asked again it answers the same, however often it was asked in between', () => {
  const sums = new KernelSums(Float32Array.of(0, 0, 1, 1), 0.25);
  const first = sums.at(0.3, 0.4);
  for (let i = 0; i < 300; i++) sums.at(i, -i);
  expect(sums.at(0.3, 0.4)).toEqual(first);
});
