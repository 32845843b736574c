// The library's shift: what float32 loses far from the origin is there about the centre.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { centred } from '../../src/data/centred';
import { kernelScore } from '../../src/score/evaluate-kernel-score';

const [x, y] = [2459000.5, -48000.25];
const places = Float64Array.from({ length: 128 }, (_, i) =>
  i % 2 === 0 ? x + 0.05 * Math.sin(i) : y + 0.05 * Math.cos(i),
);

test('scores and log densities far from the origin are those near it', async () => {
  const sigma = 0.02;
  const near = places.map((value, i) => value - (i % 2 === 0 ? x : y));
  const backend = new ReferenceBackend();
  const scoreOf = (points: Float32Array): Promise<{ score: Float32Array; logDensity: Float32Array }> =>
    kernelScore(backend, { data: points, queries: points, dimension: 2, sigma });
  const [truth, about, plain] = await Promise.all([
    scoreOf(Float32Array.from(near)),
    scoreOf(centred(places, 2).points),
    scoreOf(Float32Array.from(places)),
  ]);
  // A place about its centre is rounded by 0.1 · 2⁻²⁴, and of the far ones in float64 by 2⁻³²: the score by that over σ².
  const rounding = (4 * (0.1 * 2 ** -24 + 2 ** -31)) / sigma ** 2;
  const worst = (one: Float32Array): number => Math.max(...one.map((value, i) => Math.abs(value - truth.score[i])));
  expect(worst(about.score)).toBeLessThan(rounding + 2 ** -20);
  expect(worst(plain.score)).toBeGreaterThan(1);
  backend.dispose();
});

test('queries go about the same centre, which leads back', () => {
  const { points, centre } = centred(places, 2);
  const again = centred(places, 2, centre);
  expect(again.points).toEqual(points);
  for (let i = 0; i < places.length; i++) expect(Math.abs(points[i] + centre[i % 2] - places[i])).toBeLessThan(1e-8);
});

test('bad arguments are named', () => {
  expect(() => centred([1, 2, 3], 2)).toThrow('values has 3 numbers');
  expect(() => centred([], 2)).toThrow('values has 0 numbers');
  expect(() => centred([1, 2], 0)).toThrow('dimension is 0');
  expect(() => centred([1, 2], 2, [1])).toThrow('centre has 1 numbers');
});
