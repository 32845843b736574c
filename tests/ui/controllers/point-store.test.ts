import { expect, test } from 'vitest';
import { loadPoints, savePoints, usablePoints } from '../../../src/ui/controllers/point-store';

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
  await expect(savePoints(Float32Array.of(1, 2))).resolves.toBeUndefined();
  await expect(loadPoints()).resolves.toBeUndefined();
});
