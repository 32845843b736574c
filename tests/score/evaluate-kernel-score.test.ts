import { afterAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { kernelScore } from '../../src/score/evaluate-kernel-score';
import { dimensionOf, expectGolden, matchingIds, scoreIds } from '../support/score-golden';

const backend = new ReferenceBackend();
afterAll(() => backend.dispose());

describe.each(['direct', 'cells', 'auto'] as const)('kernelScore by %s in float64', (method) => {
  const applies = (dimension: number): boolean => method !== 'cells' || dimension <= 3;

  it.each(scoreIds.filter((id) => applies(dimensionOf('kernel_score', id))))('gives %s', async (id) => {
    await expectGolden(backend, 'kernel_score', id, method);
  });

  it.each(matchingIds.filter((id) => applies(dimensionOf('score_matching', id))))('gives %s', async (id) => {
    await expectGolden(backend, 'score_matching', id, method);
  });
});

describe('arguments of kernelScore', () => {
  const good = {
    data: Float32Array.of(0, 0, 1, 1),
    queries: Float32Array.of(0.5, 0.5),
    dimension: 2,
    sigma: 0.5,
  };

  it.each([
    [{ data: new Float32Array(0) }, RangeError, /^data has 0 numbers; 1 to 1048576 points of 2 numbers each/],
    [{ data: Float32Array.of(1, 2, 3) }, RangeError, /^data has 3 numbers/],
    [{ data: Float32Array.of(1, NaN) }, RangeError, /^data: coordinate 1 of point 0 is NaN; finite/],
    [{ queries: Float32Array.of(1, 2, Infinity, 4) }, RangeError, /^queries: coordinate 0 of point 1 is Infinity/],
    [{ queries: new Float32Array(0) }, RangeError, /^queries has 0 numbers/],
    [{ dimension: 0 }, RangeError, /^dimension is 0; a whole number from 1 to 784/],
    [{ dimension: 785 }, RangeError, /^dimension is 785/],
    [{ dimension: 1.5 }, RangeError, /^dimension is 1.5/],
    [{ sigma: 0 }, RangeError, /^sigma is 0; a number from/],
    [{ sigma: NaN }, RangeError, /^sigma is NaN/],
    [{ sigma: Infinity }, RangeError, /^sigma is Infinity/],
    [{ method: 'grid' as const }, RangeError, /^queries are no grid/],
  ])('refuses %o', async (change, type, message) => {
    const failure = await kernelScore(backend, { ...good, ...change }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(type);
    expect((failure as Error).message).toMatch(message);
    expect(backend.live.arrays).toBe(0);
  });

  it('refuses other containers and methods by name', async () => {
    const wrong = { ...good, data: [0, 0] as unknown as Float32Array };
    await expect(kernelScore(backend, wrong)).rejects.toThrow(/^data must be a Float32Array or an f32 DeviceArray/);
    const odd = { ...good, method: 'magic' as 'auto' };
    await expect(kernelScore(backend, odd)).rejects.toThrow(
      /^method is "magic"; allowed are auto, direct, cells, grid/,
    );
    const wide = { data: new Float32Array(8), queries: new Float32Array(4), dimension: 4, sigma: 1 };
    await expect(kernelScore(backend, { ...wide, method: 'cells' })).rejects.toThrow(
      /^method is cells for dimension 4/,
    );
    await expect(kernelScore(backend, { ...wide, method: 'grid' })).rejects.toThrow(/only 2 is allowed/);
  });

  it('leaves nothing behind on the device', async () => {
    await kernelScore(backend, good);
    expect(backend.live.arrays).toBe(0);
  });

  it('stays on the device for queries that are there', async () => {
    const queries = backend.create('queries', 'f32', 2);
    backend.write(queries, good.queries);
    const { score, logDensity } = await kernelScore(backend, { ...good, queries });
    expect(backend.live.arrays).toBe(3);
    const host = await kernelScore(backend, good);
    expect(Float32Array.from(await backend.read(score))).toEqual(host.score);
    expect(Float32Array.from(await backend.read(logDensity))).toEqual(host.logDensity);
    for (const array of [queries, score, logDensity]) backend.destroy(array);
  });

  it('answers an abort', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(kernelScore(backend, { ...good, signal })).rejects.toThrow('enough');
    expect(backend.live.arrays).toBe(0);
  });
});
