import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { denoiserRow, plainRow, takeChain, takeRows } from '../../src/diffusion/row-blocks';

const backend = new ReferenceBackend();

test('each row moves its own block, of any size', async () => {
  const rows = [plainRow(2, 0), plainRow(3, 1), plainRow(-1, 0)];
  const blocks = [[1, 2], [], [5, 6, 7, 8]];
  const noise = [[0, 0], [], [0, 0, 0, 0]];
  const moved = await takeRows(backend, { dimension: 2, rows, blocks, noise });
  expect(moved.map((places) => [...places])).toEqual([[2, 4], [], [-5, -6, -7, -8]]);
});

test('a chain goes through all rows, with the noise of each', async () => {
  const rows = [plainRow(2, 1), plainRow(3, 10)];
  const noise = [
    [1, 0],
    [0, 1],
  ];
  const path = await takeChain(backend, { dimension: 1, rows, blocks: [[1, 1]], noise });
  expect(path.map((places) => [...places])).toEqual([
    [3, 2],
    [9, 16],
  ]);
});

test('drawn noise is that of the particle, the step and the seed, whatever else is moved', async () => {
  const rows = [plainRow(0, 1), plainRow(0, 1)];
  const take = (seed: number): Promise<Float64Array[]> =>
    takeRows(backend, { dimension: 2, rows, blocks: [new Float64Array(200), new Float64Array(200)], noise: seed });
  const [one, other] = await take(4);
  expect(await take(4)).toEqual([one, other]);
  expect((await take(5))[0]).not.toEqual(one);
  expect(one).not.toEqual(other);
});

test('a row gives x̂, or any sum of z and x̂', async () => {
  const level = { alpha: 0.5, sigma: 0.25 };
  // Far from the other point the mean is the nearest one.
  const options = { data: [-8, 8], dimension: 1, blocks: [[4.1], [4.1]] } as const;
  const rows = [denoiserRow(level, { factor: 1.5 }), denoiserRow(level, {}, { z: 1, x: -0.5 })];
  const [[mean], [rest]] = await takeRows(backend, { ...options, rows });
  expect(mean).toBeCloseTo(12, 10);
  expect(rest).toBeCloseTo(0.1, 10);
});

test('nothing is left on the device', () => {
  expect(backend.live.arrays).toBe(0);
});
