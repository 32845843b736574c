// The lab on a device: the same particles as in float64, every claim, and nothing left behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { startLab } from '../../../src/index';
import { normalSource } from '../../../src/math/random';
import { gpuBackend, hasGpu } from '../../support/device';

describe.runIf(await hasGpu())('the kernel-score lab on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  test('scores as float64 does, and frees what it took', async () => {
    const params = { data: 'moons', points: 300, sigma: 0.2 };
    const before = backend.live.arrays;
    const run = await startLab('kernel-score', { backend, params, seed: 7 });
    const twin = await startLab('kernel-score', { backend: new ReferenceBackend(), params, seed: 7 });
    const [got, exact] = [await run.snapshot(), await twin.snapshot()];
    expect(got['points'].data).toEqual(exact['points'].data);
    // MATHS and the engine: 2e-5 relative to |s| + 1/σ.
    exact['score'].data.forEach((value, i) => {
      expect(Math.abs(got['score'].data[i] - value)).toBeLessThan(2e-5 * (Math.abs(value) + 5));
    });
    run.dispose();
    twin.dispose();
    expect(backend.live.arrays).toBe(before);
  });

  test('every claim holds', { timeout: 60_000 }, async () => {
    const run = await startLab('kernel-score', {
      backend,
      params: { data: 'mixture', points: 2048, sigma: 0.1 },
      seed: 7,
    });
    const claims = await run.claims();
    const failed = claims.filter(({ verdict }) => verdict === 'fails');
    expect(failed).toEqual([]);
    expect(claims.filter(({ verdict }) => verdict === 'holds').length).toBeGreaterThan(15);
    run.dispose();
  });

  test.each([
    ['degrees of longitude and latitude', degrees(), 0.01],
    ['one point with a narrow kernel', Float32Array.of(0.7, 0.3), 1e-3],
    // On a line the last bandwidth of K10 is half the distance of two points: there their modes merge.
    ['two points', Float32Array.of(0.647, 0, 0.676, 0), 0.027],
    ['two points on a diagonal', Float32Array.of(3.1, 7.4, 4.9, 9), 0.3],
  ])('no claim fails for %s', { timeout: 120_000 }, async (_, points, sigma) => {
    const run = await startLab('kernel-score', {
      backend,
      params: { data: 'upload', sigma },
      data: { points },
      seed: 7,
    });
    expect((await run.claims()).filter(({ verdict }) => verdict === 'fails')).toEqual([]);
    await run.advance(40);
    // Of two points, each is a mode; the saddle between them is none.
    if (points.length === 4 && sigma > 0.1) expect((await run.measure())['modes']).toBe(2);
    run.dispose();
  });

  test(
    'a million points take less than 200 bytes each on the device, and only small numbers come back',
    { timeout: 120_000 },
    async () => {
      const points = 2 ** 20;
      const before = backend.live.bytes;
      const watched = watch(backend);
      const run = await startLab('kernel-score', { backend, params: { data: 'spiral', points, sigma: 0.02 }, seed: 7 });
      const [box, columns, rows] = [{ minX: 0, maxX: 1, minY: 0, maxY: 1 }, 40, 30];
      // The quick picture, the one between, the whole set in cells and in the lattice's way, and the particles.
      for (const stage of [0, 1, 2]) await run.field?.(box, columns, rows, { stage });
      run.set({ method: 'grid' });
      await run.field?.(box, columns, rows);
      run.set({ method: 'cells' });
      await run.advance(1);
      await run.measure();
      const bytes = (watched.most - before) / points;
      console.warn(`${points.toLocaleString('en-GB')} points: ${bytes.toFixed(1)} bytes each on the device`);
      expect(bytes).toBeLessThan(200);
      expect(bytes).toBeGreaterThan(8);
      // Three numbers a node of the picture, and a sample of 256 particles: nothing grows with the points.
      expect(Math.max(...watched.reads)).toBeLessThanOrEqual(2 * columns * rows);
      expect(watched.reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(4 * 3 * columns * rows + 8192);
      run.dispose();
      watched.end();
      expect(backend.live.bytes).toBe(before);
    },
  );
});

/** 13.40 ± 0.05, 52.52 ± 0.03. */
function degrees(): Float32Array {
  const normal = normalSource(7, 1);
  return Float32Array.from({ length: 160 }, (_, i) => (i % 2 ? 52.52 + 0.03 * normal() : 13.4 + 0.05 * normal()));
}

/** Notes the most bytes that lived at a time, and the length of every readback. */
function watch(backend: WebGpuBackend): { readonly most: number; readonly reads: number[]; end(): void } {
  const [create, read] = [backend.create.bind(backend), backend.read.bind(backend)];
  const seen = { most: 0, reads: [] as number[] };
  const look = <T>(result: T): T => {
    seen.most = Math.max(seen.most, backend.live.bytes);
    return result;
  };
  backend.create = (...given) => look(create(...given));
  backend.read = (...given) => {
    const reading = look(read(...given));
    void reading.then(({ length }) => seen.reads.push(length));
    return reading;
  };
  const end = (): void => void Object.assign(backend, { create, read });
  return Object.assign(seen, { end });
}
