// K4, K5b, K6 and K10 hold where their premise does, and fail, or say that they do not apply, where it is broken.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ReferenceBackend } from '../../../../src/compute/reference-backend';
import { ClockedBackend } from '../../../support/clocked-backend';
import type { Estimate } from '../../../../src/math/statistics';
import { check, drawn } from '../../../support/score-claims';
import { WrongScoreBackend } from '../../../support/tampered-backend';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('K4, by a clock that follows a formula', () => {
  const pairs = (params: Record<string, unknown>, threads: number): number => threads * Number(params['count']);
  const points = drawn('moons', 64);

  test('holds where the time is that of the pairs', async () => {
    const backend = new ClockedBackend((kernel, params, threads) =>
      kernel.startsWith('kernelScoreDirect') ? pairs(params, threads) / 2000 : 0,
    );
    expect(await check('K4', { backend, points })).toMatchObject({
      verdict: 'holds',
      measured: expect.closeTo(2, 6) as number,
    });
  });

  test('does not speak where the speed changes once', async () => {
    const backend = new ClockedBackend((kernel, params, threads) => {
      if (!kernel.startsWith('kernelScoreDirect')) return 0;
      // Points beyond the first block meet a memory that is twice as slow.
      const outgrown = Number(params['points']) > 2048;
      return (pairs(params, threads) / 2000) * (outgrown ? 2 : 1);
    });
    const outcome = await check('K4', { backend, points });
    expect(outcome).toMatchObject({ verdict: 'outside', reason: expect.stringContaining('speed changes') as string });
  });

  test.each([
    ['N does not matter', 0, 1],
    ['the time grows with N²', 2, 1],
    ['M does not matter', 1, 0],
    ['the time grows with M²', 1, 2],
  ])('fails where %s', async (_, powerN, powerM) => {
    // One launch of the finish an evaluation, a thread a query; the sizes are powers of two.
    let data = 0;
    const backend = new ClockedBackend((kernel, params, threads) => {
      if (kernel.startsWith('kernelScoreDirect')) data = Number(params['points']);
      return kernel === 'kernelScoreFinish' ? 50 * (data / 1024) ** powerN * (threads / 1024) ** powerM : 0;
    });
    expect(await check('K4', { backend, points })).toMatchObject({ verdict: 'fails' });
  });
});

describe('K5b', () => {
  const setting = { points: drawn('normal', 20_000), law: 'normal' as const, sigma: 0.8 };

  test('fails for another blur, and does not apply to few points or narrow kernels', async () => {
    const backend = new WrongScoreBackend(['kernelScoreFinish'], 1.2);
    expect(await check('K5b', { ...setting, backend })).toMatchObject({ verdict: 'fails' });
    expect(await check('K5b', { ...setting, sigma: 0.3 })).toMatchObject({ verdict: 'outside' });
    expect(await check('K5b', { ...setting, points: drawn('normal', 500) })).toMatchObject({ verdict: 'outside' });
  });
});

/** Each with a standard error of 0.02. */
const errors = (...values: readonly number[]): readonly Estimate[] =>
  values.map((value) => ({ value, standardError: 0.02 }));

describe('K6', () => {
  const dimension = 8;

  test('holds for a normal law, with errors that rise with the dimension', async () => {
    const points = drawn('normal', 4000, dimension);
    const setting = { points, dimension, law: 'normal' as const, dimensionErrors: errors(0.2, 0.4, 0.7) };
    expect(await check('K6', setting)).toMatchObject({ verdict: 'holds', predicted: 0.5 });
  });

  test('fails where the points are not normal, or the best error does not rise', async () => {
    const uniform = drawn('normal', 4000, dimension).map((value) => Math.max(-1, Math.min(1, value)));
    expect(await check('K6', { points: uniform, dimension, law: 'normal' })).toMatchObject({ verdict: 'fails' });
    const points = drawn('normal', 4000, dimension);
    expect(
      await check('K6', { points, dimension, law: 'normal', dimensionErrors: errors(0.2, 0.7, 0.4) }),
    ).toMatchObject({
      verdict: 'fails',
      reason: 'the best error does not grow with the dimension',
    });
  });

  test('holds where neighbouring dimensions change places by chance', async () => {
    const points = drawn('normal', 4000, dimension);
    const setting = { points, dimension, law: 'normal' as const };
    expect(await check('K6', { ...setting, dimensionErrors: errors(0.08, 0.07, 0.33, 0.32) })).toMatchObject({
      verdict: 'holds',
    });
  });

  test('does not apply to another law', async () => {
    expect(await check('K6', { points: drawn('moons', 500), law: 'moons' })).toMatchObject({
      verdict: 'outside',
      reason: 'the law is not the standard normal',
    });
  });
});

/** Scores that ripple more the wider the kernel is: no kernel density has those. */
class RipplingBackend extends ReferenceBackend {
  override async read(...request: Parameters<ReferenceBackend['read']>): ReturnType<ReferenceBackend['read']> {
    const values = await super.read(...request);
    const [array] = request;
    if (array.label !== 'kernel score') return values;
    const size = Math.max(...Array.from(values, Math.abs));
    // Wide kernels have small scores.
    return Float64Array.from(values, (value, i) => value + (size < 20 ? 30 * Math.sin(i / 10) : 0));
  }
}

describe('K10', () => {
  const points = drawn('mixture', 60);

  test('holds for a Gaussian kernel: from many modes to one', async () => {
    expect(await check('K10', { points })).toMatchObject({ verdict: 'holds', measured: 0 });
  });

  test('fails where modes appear as σ grows', async () => {
    expect(await check('K10', { points, backend: new RipplingBackend() })).toMatchObject({ verdict: 'fails' });
  });
});
