import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScore } from '../../src/score/evaluate-kernel-score';
import { latticeNodes } from '../../src/score/lattice';
import { gpuBackend, hasGpu } from '../support/device';
import { errorsOf, ringPoints, uniformPoints, type ScoreCase } from '../support/score-cases';
import { expectIntegrals, setIds } from '../support/matching-golden';
import { dimensionOf, expectGolden, matchingIds, scoreIds } from '../support/score-golden';

/** The accuracy that is promised, relative to |s| + 1/σ; the log density, relative to 1 + |log q|, rounds like its terms. */
const PROMISED = { direct: 2e-5, cells: 2e-6, grid: 2e-5 } as const;
const LOG_PROMISED = 2e-6;

const present = await hasGpu();
let backend: WebGpuBackend;

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

async function expectAccurate(scoreCase: ScoreCase, method: keyof typeof PROMISED): Promise<void> {
  const errors = errorsOf(scoreCase, await kernelScore(backend, { ...scoreCase, method }));
  expect(errors.score).toBeLessThan(PROMISED[method]);
  expect(errors.logDensity).toBeLessThan(LOG_PROMISED);
}

describe.skipIf(!present).each(['direct', 'cells', 'auto'] as const)('kernelScore by %s on the GPU', (method) => {
  const applies = (dimension: number): boolean => method !== 'cells' || dimension <= 3;

  it.each(scoreIds.filter((id) => applies(dimensionOf('kernel_score', id))))('gives %s', async (id) => {
    await expectGolden(backend, 'kernel_score', id, method);
  });

  it.each(matchingIds.filter((id) => applies(dimensionOf('score_matching', id))))('gives %s', async (id) => {
    await expectGolden(backend, 'score_matching', id, method);
  });
});

describe.skipIf(!present)('expectations over q by quadrature, from scores on the GPU', () => {
  it.each(setIds)('%s', async (id) => {
    await expectIntegrals(
      id,
      (points, places, dimension, sigma) =>
        kernelScore(backend, { data: Float32Array.from(points), queries: Float32Array.from(places), dimension, sigma }),
      'f32',
    );
  });
});

describe.skipIf(!present).each(['direct', 'cells'] as const)('%s against float64', (method) => {
  it.each([1, 63, 64, 65, 100_001])('with %d points', async (count) => {
    for (const dimension of [1, 2, 3]) {
      const data = ringPoints(count, dimension, 3);
      await expectAccurate({ data, queries: uniformPoints(65, dimension, 3, 5), dimension, sigma: 0.1 }, method);
    }
  });

  it.each([1, 63, 64, 65, 100_001])('with %d queries', async (count) => {
    for (const dimension of [1, 2, 3]) {
      const queries = uniformPoints(count, dimension, 3, 5);
      await expectAccurate({ data: ringPoints(65, dimension, 3), queries, dimension, sigma: 0.1 }, method);
    }
  });

  it('with queries up to fifteen times as far as the data', async () => {
    for (const dimension of [1, 2, 3]) {
      const data = ringPoints(20_000, dimension, 3);
      for (const sigma of [0.05, 0.5]) {
        await expectAccurate({ data, queries: uniformPoints(500, dimension, 40, 7), dimension, sigma }, method);
      }
    }
  });

  it('with duplicates, collinear points, and all points equal', async () => {
    const queries = uniformPoints(130, 2, 2, 5);
    const base = ringPoints(50, 2, 3);
    const twice = Float32Array.from({ length: 6_000 }, (_, i) => base[i % 100]);
    const line = Float32Array.from({ length: 2_002 }, (_, i) => (i % 2 === 0 ? 1.25 : i / 1_000 - 1));
    const equal = new Float32Array(2_002).fill(0.375);
    for (const data of [twice, line, equal]) {
      await expectAccurate({ data, queries, dimension: 2, sigma: 0.2 }, method);
      // Queries that are the points themselves.
      await expectAccurate({ data, queries: data, dimension: 2, sigma: 0.2 }, method);
    }
  });

  it('with an outlier at the end of the world', async () => {
    const data = ringPoints(5_000, 2, 3);
    data.set([1e6, -1e6], 0);
    await expectAccurate({ data, queries: uniformPoints(100, 2, 3, 5), dimension: 2, sigma: 0.1 }, method);
  });

  it('gives the same bits each time', async () => {
    const request = { data: ringPoints(3_000, 2, 3), queries: uniformPoints(777, 2, 3, 5), dimension: 2, sigma: 0.1 };
    const first = await kernelScore(backend, { ...request, method });
    const second = await kernelScore(backend, { ...request, method });
    expect(second.score).toEqual(first.score);
    expect(second.logDensity).toEqual(first.logDensity);
  });
});

describe.skipIf(!present)('kernelScore on the GPU', () => {
  it.each([
    [4, 1_003, 70],
    [5, 1_003, 70],
    [64, 515, 33],
    [784, 130, 9],
  ])('is right in %d dimensions', async (dimension, points, queries) => {
    // A σ at which several points count in high dimensions: exponents differ by a few units.
    const sigma = 0.35 * Math.sqrt(dimension);
    const data = uniformPoints(points, dimension, 1, 3);
    await expectAccurate({ data, queries: uniformPoints(queries, dimension, 1, 5), dimension, sigma }, 'direct');
  });

  it.each([0.03, 0.1, 0.5, 3])('is right on a lattice with σ = %d, near and far', async (sigma) => {
    const axis = (count: number, reach: number): Float32Array =>
      Float32Array.from({ length: count }, (_, i) => (reach * (2 * i - count + 1)) / (count - 1));
    for (const [columns, rows, reach] of [
      [33, 18, 3],
      [64, 4, 20],
    ] as const) {
      const queries = latticeNodes({ xs: axis(columns, reach), ys: axis(rows, reach) });
      await expectAccurate({ data: ringPoints(3_001, 2, 3), queries, dimension: 2, sigma }, 'grid');
      await expectAccurate({ data: ringPoints(1, 2, 3), queries, dimension: 2, sigma }, 'grid');
    }
  });

  it('leaves nothing behind, and needs less than 200 bytes a point', async () => {
    const before = backend.live.arrays;
    let most = 0;
    const count = 2 ** 15;
    await kernelScore(backend, {
      data: ringPoints(count, 2, 3),
      queries: ringPoints(count, 2, 5),
      dimension: 2,
      sigma: 0.02,
      method: 'cells',
      onProgress: () => {
        most = Math.max(most, backend.live.bytes);
      },
    });
    expect(backend.live.arrays).toBe(before);
    expect(most).toBeGreaterThan(0);
    // Points and queries are counted as one point here.
    expect(most / count).toBeLessThan(200);
  });
});
