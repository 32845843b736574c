// The run on a device: the same bits however it is split, and the numbers that theory promises.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { evaluateTarget, startLab } from '../../../src/index';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { gpuBackend, hasGpu } from '../../support/device';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

const start = (params: ParameterValues, seed = 7): Promise<Run> => startLab('langevin', { backend, params, seed });

async function digest(run: Run): Promise<string> {
  const { positions } = await run.snapshot();
  run.dispose();
  return createHash('sha256')
    .update(Buffer.from(positions?.data.buffer ?? new ArrayBuffer(0)))
    .digest('hex');
}

describe.skipIf(!present)('reproducible', () => {
  const splits: readonly (readonly number[])[] = [[1000], Array<number>(10).fill(100), [1, 2, 3, 500, 94, 7, 393]];

  test.each(['ula', 'mala', 'annealed'])('%s: 1×1000, 10×100 and a ragged split give the same bits', async (method) => {
    const digests: string[] = [];
    for (const split of splits) {
      const run = await start({ method, chains: 2048, step: 0.002 });
      for (const steps of split) await run.advance(steps);
      expect(run.step).toBe(1000);
      digests.push(await digest(run));
    }
    expect(new Set(digests).size).toBe(1);
  });

  test('the same bits again after a reset, others with another seed', async () => {
    const digests: string[] = [];
    for (const seed of [7, 7, 8]) {
      const run = await start({ chains: 1000 }, seed);
      await run.advance(50);
      digests.push(await digest(run));
    }
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  test('a checkpoint goes on bit for bit', async () => {
    const whole = await start({ chains: 1000 });
    await whole.advance(30);
    const checkpoint = await whole.checkpoint();
    await whole.advance(30);
    const { default: lab } = await import('../../../src/labs/langevin/lab');
    const { readParameters } = await import('../../../src/experiment/parameters');
    const resumed = await lab.start({
      backend,
      params: readParameters(lab.parameters, { chains: 1000 }),
      seed: 7,
      data: {},
      resume: checkpoint,
    });
    await resumed.advance(30);
    expect(await digest(resumed)).toBe(await digest(whole));
  });
});

describe.skipIf(!present)('honest numbers on a Gaussian', () => {
  /** Variance along an axis of a unit Gaussian after n steps from a normal start of variance V₀ (MATHS 3.1). */
  const exact = (step: number, n: number, start0: number): number => {
    const stationary = 1 / (1 - step / 2);
    return stationary + (1 - step) ** (2 * n) * (start0 - stationary);
  };

  test.each([0.01, 0.5, 1, 1.9])(
    'ULA at γ/σ² = %d: the variance is the exact one, within 4 standard errors',
    async (step) => {
      const run = await start({
        target: 'gaussian',
        sigmaX: 1,
        sigmaY: 1,
        angle: 0,
        step,
        chains: 65_536,
        initScale: 2,
      });
      for (const n of [5, 40]) {
        await run.advance(n - run.step);
        const m = await run.measure();
        for (const axis of ['X', 'Y']) {
          const distance = Math.abs((m[`variance${axis}`] ?? Number.NaN) - exact(step, n, 4));
          expect(distance / (m[`variance${axis}StandardError`] ?? Number.NaN)).toBeLessThan(4);
        }
      }
      run.dispose();
    },
  );

  test('without noise the cloud collapses, with MALA the bias is gone', async () => {
    const quiet = await start({ target: 'gaussian', sigmaX: 1, sigmaY: 1, step: 0.5, noise: 0, chains: 4096 });
    await quiet.advance(80);
    expect((await quiet.measure())['varianceX']).toBeLessThan(1e-12);
    quiet.dispose();
    const exactly = await start({
      target: 'gaussian',
      sigmaX: 1,
      sigmaY: 1,
      step: 1,
      method: 'mala',
      chains: 65_536,
      initScale: 1,
    });
    await exactly.advance(60);
    const m = await exactly.measure();
    expect(Math.abs((m['varianceX'] ?? Number.NaN) - 1)).toBeLessThan(5 * (m['varianceXStandardError'] ?? Number.NaN));
    exactly.dispose();
  });
});

test.skipIf(!present)('evaluateTarget takes a mixture from the user', async () => {
  const data = { weights: Float32Array.of(1), means: Float32Array.of(1, 2), covariances: Float32Array.of(4, 0, 0, 1) };
  const { logDensity, score } = await evaluateTarget(backend, {
    target: 'mixture',
    data,
    points: Float32Array.of(1, 2, 3, 2),
  });
  expect(logDensity[0]).toBeCloseTo(-Math.log(4 * Math.PI), 5);
  expect(Array.from(score)).toEqual([0, 0, -0.5, 0].map((value) => expect.closeTo(value, 5)));
});

test.skipIf(!present)('nothing stays alive on the device', async () => {
  const before = backend.live;
  const run = await start({ twin: 'noise', chains: 500 });
  await run.advance(3);
  await run.claims();
  run.dispose();
  expect(backend.live).toEqual(before);
});
