// Claims that no wrong score disturbs: each fails, or says that it does not apply, when its own premise is broken.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { drawPoints, type SyntheticId } from '../../../src/data/synthetic';
import { claims } from '../../../src/labs/kernel-score/claims';
import type { ClaimContext } from '../../../src/labs/kernel-score/claims/context';
import { Probe } from '../../../src/labs/kernel-score/probe';
import { ClockedBackend } from '../../support/clocked-backend';
import { WrongScoreBackend } from '../../support/tampered-backend';

afterEach(() => {
  vi.restoreAllMocks();
});

interface Setting {
  readonly backend?: Backend;
  readonly points: Float32Array<ArrayBuffer>;
  readonly dimension?: number;
  readonly law?: SyntheticId;
  readonly sigma?: number;
  readonly dimensionErrors?: readonly number[];
  /** What the claim is tried on, where not on the points. */
  readonly probe?: Probe;
}

function contextOf(setting: Setting): ClaimContext {
  const { backend = new ReferenceBackend(), points, dimension = 2, law, sigma = 0.3, dimensionErrors = [] } = setting;
  const cloud = { values: points, count: points.length / dimension, dimension, law, axes: ['x', 'y'] as const };
  const probe = setting.probe ?? new Probe(backend, points, dimension);
  return { backend, cloud, settings: { sigma, method: 'auto' }, seed: 7, probe, dimensionErrors };
}

function drawn(law: SyntheticId, count: number, dimension = 2): Float32Array<ArrayBuffer> {
  const points = new Float32Array(count * dimension);
  drawPoints(law, points, dimension, 7, 0, count);
  return points;
}

function check(id: string, setting: Setting): Promise<unknown> | unknown {
  const claim = claims.find((one) => one.id === id);
  if (!claim) throw new Error(`no claim ${id}`);
  return claim.check(contextOf(setting));
}

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

describe('K6', () => {
  const dimension = 8;

  test('holds for a normal law, with errors that rise with the dimension', async () => {
    const points = drawn('normal', 4000, dimension);
    const setting = { points, dimension, law: 'normal' as const, dimensionErrors: [0.2, 0.4, 0.7] };
    expect(await check('K6', setting)).toMatchObject({ verdict: 'holds', predicted: 0.5 });
  });

  test('fails where the points are not normal, or the best error does not rise', async () => {
    const uniform = drawn('normal', 4000, dimension).map((value) => Math.max(-1, Math.min(1, value)));
    expect(await check('K6', { points: uniform, dimension, law: 'normal' })).toMatchObject({ verdict: 'fails' });
    const points = drawn('normal', 4000, dimension);
    expect(await check('K6', { points, dimension, law: 'normal', dimensionErrors: [0.2, 0.7, 0.4] })).toMatchObject({
      verdict: 'fails',
      reason: 'the best error does not grow with the dimension',
    });
  });

  test('does not apply to another law', async () => {
    expect(await check('K6', { points: drawn('moons', 500), law: 'moons' })).toMatchObject({
      verdict: 'outside',
      reason: 'the law is not the standard normal',
    });
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

/** Draws come from one set of points, everything else is said of another. */
class OtherDrawsProbe extends Probe {
  #reads = 0;
  readonly #own: Float32Array;
  readonly #drawn: Float32Array;

  constructor(backend: Backend, own: Float32Array, others: Float32Array) {
    super(backend, own, 2);
    this.#own = own;
    this.#drawn = others;
    Object.defineProperty(this, 'points', { get: () => (this.#reads++ === 1 ? this.#drawn : this.#own) });
  }
}

describe('S4', () => {
  const points = drawn('moons', 400);

  test('holds: the loss of the best linear model is the closed form', async () => {
    expect(await check('S4', { points })).toMatchObject({ verdict: 'holds' });
  });

  test('fails where x₀ comes from other points than those whose covariance is taken', async () => {
    const probe = new OtherDrawsProbe(
      new ReferenceBackend(),
      points,
      points.map((value) => 2 * value),
    );
    expect(await check('S4', { points, probe })).toMatchObject({ verdict: 'fails' });
  });
});

describe('K1b', () => {
  const points = drawn('rings', 300);

  test.each([0.05, 0.3, 2])('holds at σ = %d', async (sigma) => {
    expect(await check('K1b', { points, sigma })).toMatchObject({ verdict: 'holds', predicted: 1 });
  });

  test('holds on a line', async () => {
    expect(await check('K1b', { points: drawn('normal', 500, 1), dimension: 1, sigma: 0.01 })).toMatchObject({
      verdict: 'holds',
    });
  });

  test('fails where q is a hundred-thousandth too large', async () => {
    const backend = new WrongScoreBackend(['kernelScoreFinish'], 1);
    const probe = new Probe(backend, points, 2);
    const ask = probe.ask.bind(probe);
    vi.spyOn(probe, 'ask').mockImplementation(async (request) => {
      const { score, logDensity } = await ask(request);
      return { score, logDensity: logDensity.map((value) => value + 1e-5) };
    });
    expect(await check('K1b', { points, backend, probe })).toMatchObject({ verdict: 'fails' });
  });

  test('does not apply where no grid is fine enough, and says how fine', async () => {
    expect(await check('K1b', { points, sigma: 1e-3 })).toMatchObject({
      verdict: 'outside',
      reason: expect.stringMatching(/^a grid that is fine against this bandwidth has [\d,]+ nodes/) as string,
    });
    expect(await check('K1b', { points: drawn('normal', 90, 3), dimension: 3 })).toMatchObject({ verdict: 'outside' });
  });
});
