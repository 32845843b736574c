import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { boxHeap } from '../../src/kernels/cell-boxes';
import { cellSums, type CellSumsParams } from '../../src/kernels/cell-sums';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { ringPoints, uniformPoints } from '../support/score-cases';

/** Points in any order are right, only slower: their boxes are true. */
function boxesOf(sorted: Float32Array, dimension: number): Float32Array<ArrayBuffer> {
  const points = sorted.length / dimension;
  const { boxes, levels, firstLeaf } = boxHeap(points);
  const result = new Float32Array(2 * dimension * boxes).map((_, i) => (i % 2 === 0 ? 2 ** 60 : -(2 ** 60)));
  const include = (box: number, j: number, low: number, high: number): void => {
    const at = 2 * (box * dimension + j);
    result[at] = Math.min(result[at], low);
    result[at + 1] = Math.max(result[at + 1], high);
  };
  for (let i = 0; i < sorted.length; i++) {
    include(firstLeaf + Math.floor(i / dimension / 32), i % dimension, sorted[i], sorted[i]);
  }
  for (const { first, end } of levels.slice(0, -1)) {
    for (let box = first; box < end; box++) {
      for (let j = 0; j < dimension; j++) {
        const at = 2 * (box * dimension + j);
        include(Math.floor((box - 1) / 8), j, result[at], result[at + 1]);
      }
    }
  }
  return result;
}

function makeCase(dimension: number, queries: number, points: number, threads: number): AgreeCase<CellSumsParams> {
  const data = ringPoints(points, dimension, 3);
  const filled = new Float32Array(4 * Math.ceil(data.length / 4)).fill(99);
  filled.set(data);
  const { firstLeaf, boxes } = boxHeap(points);
  const blocks = Math.ceil(queries / 64);
  return {
    threads,
    params: {
      quads: Math.ceil(queries / 4),
      queries,
      points,
      firstLeaf,
      boxes,
      blocks,
      turn: 1,
      // The twin has no ball in common with neighbours: what lies between is below exp(-25) of the mass.
      rate: 4 * Math.LOG2E,
      cut: 25 / 4,
      leastMass: 0.5,
    },
    arrays: {
      data: { values: filled },
      boxes: { values: boxesOf(data, dimension) },
      places: { values: uniformPoints(queries, dimension, 3, 5) },
      order: { type: 'u32', values: Uint32Array.from({ length: 2 * queries }, (_, i) => i >> 1) },
      anchors: { type: 'u32', values: new Uint32Array(queries), tolerance: { absolute: 0, relative: 0 } },
      // Exponents that matter are above -36 (in powers of two): 75 ulp of exp2 and 6·36 units of roundoff.
      masses: { values: new Float32Array(queries), tolerance: { absolute: 2e-5, relative: 2e-5 } },
      moments: { values: new Float32Array(queries * dimension), tolerance: { absolute: 1e-4, relative: 2e-5 } },
    },
  };
}

describe.runIf(await hasGpu())('cellSums on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, cellSums(2), (threads) =>
      makeCase(2, 4 * threads - 1, 33, 16 * Math.ceil(threads / 16)),
    );
  });

  it.each([1, 2, 3])('agrees in %d dimensions', async (dimension) => {
    // On a line so many points are so close that rounding decides which is the nearest.
    for (const points of dimension === 1 ? [1, 31, 32, 33, 257] : [1, 31, 32, 33, 257, 3_003]) {
      await agree(backend, cellSums(dimension), makeCase(dimension, 141, points, 48));
    }
  });

  it('leaves queries alone that have mass enough', async () => {
    const base = makeCase(2, 141, 300, 48);
    const known = Float32Array.from({ length: 141 }, (_, i) => (i % 3 === 0 || i < 40 ? 1 : 0));
    // Whole quads that are left alone are not touched at all, so only masses are comparable.
    const { masses } = base.arrays;
    const anchors = { type: 'u32' as const, values: new Uint32Array(141) };
    const moments = { values: new Float32Array(282) };
    await agree(backend, cellSums(2, true), {
      ...base,
      arrays: { ...base.arrays, anchors, moments, masses, known: { values: known } },
    });
  });
});
