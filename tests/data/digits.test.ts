import { expect, test } from 'vitest';
import { digitImages, digitPoints, digitSides } from '../../src/data/digits';

function squared(values: Float32Array, dimension: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < dimension; j++) sum += (values[a * dimension + j] - values[b * dimension + j]) ** 2;
  return sum;
}

test.each(digitSides)('%s pixels: 300 images between 0 and 1, none empty', async (side) => {
  const images = await digitImages(side);
  expect(images).toHaveLength(300 * side * side);
  expect(images.every((grey) => grey >= 0 && grey <= 1)).toBe(true);
  for (let i = 0; i < 300; i++)
    expect(Math.max(...images.subarray(i * side * side, (i + 1) * side * side))).toBeGreaterThan(0.4);
});

test('turning keeps distances and brings the widest plane to the front', async () => {
  const images = await digitImages(14);
  const points = await digitPoints(14);
  for (const [a, b] of [
    [0, 1],
    [12, 299],
    [100, 200],
  ])
    expect(squared(points, 196, a, b)).toBeCloseTo(squared(images, 196, a, b), 4);
  const variances = Array.from({ length: 196 }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < 300; i++) sum += points[i * 196 + j] ** 2 / 300;
    return sum;
  });
  expect(variances[0]).toBeGreaterThan(variances[1]);
  expect(Math.max(...variances.slice(2))).toBeLessThan(variances[1]);
  // Principal components are uncorrelated with all other coordinates.
  for (const axis of [0, 1])
    for (let j = 0; j < 196; j++) {
      if (j === axis) continue;
      let shared = 0;
      for (let i = 0; i < 300; i++) shared += (points[i * 196 + axis] * points[i * 196 + j]) / 300;
      expect(Math.abs(shared)).toBeLessThan(1e-6 * variances[0]);
    }
});
