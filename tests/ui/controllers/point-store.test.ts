import { expect, test } from 'vitest';
import { loadPoints, savePoints, usableOwn, usablePoints } from '../../../src/ui/controllers/point-store';

test('only finite points of the plane are taken back', () => {
  const good = Float32Array.of(1, 2, 3, 4);
  expect(usablePoints(good)).toBe(good);
  for (const bad of [
    undefined,
    null,
    'x',
    [1, 2],
    new Float32Array(),
    Float32Array.of(1, 2, 3),
    Float32Array.of(1, NaN),
  ])
    expect(usablePoints(bad)).toBeUndefined();
  expect(usablePoints(Float32Array.of(1, Infinity))).toBeUndefined();
});

test('no storage is no fault', async () => {
  await expect(savePoints({ points: Float32Array.of(1, 2) })).resolves.toBeUndefined();
  await expect(loadPoints()).resolves.toBeUndefined();
});

test('points of earlier versions, kept without axes, are still read', () => {
  const points = Float32Array.of(1, 2);
  const axes = { names: ['lon', 'lat'], centre: [13.4, 52.5], scale: [1, 1] };
  expect(usableOwn(points)).toEqual({ points });
  expect(usableOwn({ points, axes })).toEqual({ points, axes });
  for (const bad of [null, 7, { axes }, { points: [1, 2] }, { points, axes: { ...axes, scale: [1, 0] } }])
    expect(usableOwn(bad)?.axes).toBeUndefined();
});
