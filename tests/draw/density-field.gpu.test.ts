// Every kernel of the density image against its float64 twin, then the whole chain.
import { afterAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { Backend } from '../../src/compute/backend';
import { densityBin } from '../../src/draw/density-bin';
import { densityEstimate } from '../../src/draw/density-estimate';
import { DensityField } from '../../src/draw/density-field';
import { densitySmoothCounts, densitySmoothRates } from '../../src/draw/density-smooth';
import { densityTotals } from '../../src/draw/density-totals';
import { pointCorners } from '../../src/draw/point-corners';
import { threefry2x32 } from '../../src/math/random';
import { agree, agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { sceneOf, uploadCloud } from '../support/scenes';

const EXACT = { absolute: 0, relative: 0 };
const present = await hasGpu();
const backend = present ? await gpuBackend() : undefined;
afterAll(() => backend?.dispose());

/** Whole numbers in 0…most-1, the same every time. */
function words(count: number, most: number, stream = 0): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(2);
  return Uint32Array.from({ length: count }, (_, i) => {
    threefry2x32(11, stream, i, 0, out);
    return out[0]! % most;
  });
}

/** Positions in the middles of random cells of 64 × 64 over [-1, 1]², or just outside: where f32 and f64 agree on the cell. */
function positions(count: number, stream = 0): Float32Array<ArrayBuffer> {
  const cells = words(2 * count, 66, stream);
  return Float32Array.from(cells, (cell) => (cell - 0.5) / 32 - 1);
}

describe.skipIf(!present)('the kernels of the density image', () => {
  it('densityBin counts exactly', async () => {
    const params = { columns: 64, rows: 64, channel: 1, minX: -1, maxY: 1, scaleX: 32, scaleY: 32 };
    await agreeAtEdges(backend!, densityBin, (threads) => ({
      arrays: {
        positions: { values: positions(threads) },
        counts: { type: 'u32', values: new Uint32Array(2 * 64 * 64), tolerance: EXACT },
      },
      params,
      threads,
    }));
  });

  it('densityBin skips what is not finite and what is far away', async () => {
    const odd = [NaN, 0, 0, NaN, Infinity, 0, 0, -Infinity, 2 ** 20, 0, 0, -(2 ** 20), 3e38, -3e38, 0.01, 0.01];
    const params = { columns: 64, rows: 64, channel: 0, minX: -1, maxY: 1, scaleX: 32, scaleY: 32 };
    await backend!.prepare(densityBin);
    const counts = backend!.create('counts', 'u32', 2 * 64 * 64);
    const cloud = uploadCloud(backend!, 'first', odd);
    backend!.dispatch(densityBin, { arrays: { positions: cloud.positions, counts }, params, threads: odd.length / 2 });
    const got = Array.from(await backend!.read(counts));
    expect(got.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(got[2 * (31 * 64 + 32)]).toBe(1);
    backend!.destroy(counts);
    backend!.destroy(cloud.positions);
  });

  it('densitySmooth is exact on counts: sixteenths of small whole numbers are float32', async () => {
    for (const stride of [1, 2, 4]) {
      await agreeAtEdges(backend!, densitySmoothCounts, (threads) => ({
        arrays: {
          source: { type: 'u32', values: words(2 * threads, 50) },
          smoothed: { length: 2 * threads, tolerance: EXACT },
        },
        params: { columns: threads % 59 === 0 ? 59 : 1, rows: threads % 59 === 0 ? threads / 59 : threads, stride },
        threads,
      }));
    }
    await agree(backend!, densitySmoothRates, {
      arrays: {
        source: { values: Float32Array.from(words(2 * 37 * 23, 800), (word) => word / 16) },
        smoothed: { length: 2 * 37 * 23, tolerance: EXACT },
      },
      params: { columns: 37, rows: 23, stride: 4 },
      threads: 37 * 23,
    });
  });

  it('densityTotals adds up exactly, however many threads share the cells', async () => {
    const cells = 70_000;
    for (const threads of [1, 63, 64, 1_094]) {
      await agree(backend!, densityTotals, {
        arrays: {
          counts: { type: 'u32', values: words(2 * cells, 3) },
          medium: { values: Float32Array.from(words(2 * cells, 999, 1), (word) => word / 16) },
          totals: { type: 'u32', values: new Uint32Array(6), tolerance: EXACT },
        },
        params: { cells },
        threads,
      });
    }
  });

  it('densityEstimate agrees to rounding', async () => {
    // A rate is a sum of a few terms of at most 4·49 with some 10 roundings of 2⁻²⁴ each; its root magnifies this near 0.
    const rateError = 10 * 2 ** -24 * 4 * 49;
    await agreeAtEdges(backend!, densityEstimate, (threads) => ({
      arrays: {
        counts: { type: 'u32', values: words(2 * threads, 50) },
        fine: { values: Float32Array.from(words(2 * threads, 400, 1), (word) => word / 16) },
        medium: { values: Float32Array.from(words(2 * threads, 300, 2), (word) => word / 16) },
        roots: {
          values: Float32Array.from(words(2 * threads, 300, 3), (word) => word / 16),
          tolerance: { absolute: Math.sqrt(rateError), relative: 2 ** -20 },
        },
      },
      threads,
    }));
  });

  it('pointCorners copies exactly', async () => {
    await agreeAtEdges(backend!, pointCorners, (threads) => ({
      arrays: {
        positions: { values: positions(threads) },
        corners: { length: 6 * threads, tolerance: EXACT },
      },
      threads,
    }));
  });
});

describe.skipIf(!present)('DensityField', () => {
  async function coloursOn(host: Backend): Promise<Uint8Array> {
    const field = new DensityField(host);
    await field.prepare();
    const clouds = [uploadCloud(host, 'first', positions(30_000, 5)), uploadCloud(host, 'second', positions(500, 6))];
    const image = field.compute(sceneOf(clouds), { width: 128, height: 128, pixelRatio: 1 });
    const colours = Uint32Array.from(await host.read(image.colours));
    field.dispose();
    for (const { positions: array } of clouds) host.destroy(array);
    return new Uint8Array(colours.buffer);
  }

  it('gives the same colours on both backends and frees what it took', async () => {
    const before = backend!.live;
    const got = await coloursOn(backend!);
    const expected = await coloursOn(new ReferenceBackend());
    expect(backend!.live).toEqual(before);
    expect(expected.some((byte) => byte > 100)).toBe(true);
    // Rounding of the tone is far below 1/255: bytes differ where they lie on the edge between two.
    const worst = got.reduce((most, byte, i) => Math.max(most, Math.abs(byte - expected[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(1);
  });
});
