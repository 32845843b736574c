// Rows that said `fails` because of what float32 does, each at its smallest setting.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { startLab } from '../../../src/index';
import type { ClaimResult, ParameterValues, RunData } from '../../../src/experiment/lab';
import { gpuBackend, hasGpu } from '../../support/device';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

async function row(
  id: string,
  steps: number,
  params: ParameterValues,
  data: RunData = {},
): Promise<ClaimResult | undefined> {
  const run = await startLab('langevin', { backend, params: { chains: 256, ...params }, data, seed: 7 });
  await run.advance(steps);
  const claims = await run.claims();
  run.dispose();
  expect(claims.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  return claims.find((claim) => claim.id === id);
}

const gaussian = { target: 'gaussian' } as const;

describe.skipIf(!present)('in float32', () => {
  test.each([
    { ...gaussian, sigmaX: 1, sigmaY: 1 / 12, angle: 30 },
    { ...gaussian, sigmaX: 5, sigmaY: 0.625 },
    { ...gaussian, sigmaX: 5, sigmaY: 0.05, angle: 30 },
  ])('L3 at σ $sigmaX, $sigmaY: the probe stays above the rounding', async (params) => {
    expect(await row('L3', 1, params)).toMatchObject({ verdict: 'holds' });
  });

  test('L12 of a point at a million, where a cell of the histogram is narrower than a place', async () => {
    const params = { target: 'data', data: 'upload', sigma: 0.25, chains: 570 };
    const claim = await row('L12', 200, params, { points: Float32Array.of(1e6, -1e6) });
    expect(claim?.verdict).not.toBe('holds');
  });

  test('L4 without noise', async () => {
    expect(await row('L4', 1500, { ...gaussian, noise: 0, step: 0.1 })).toMatchObject({
      verdict: 'holds',
      predicted: 0,
    });
  });

  test.each([20, 100])('L1 without noise sees the narrow axis after %d steps', async (steps) => {
    expect(await row('L1', steps, { ...gaussian, noise: 0 })).toMatchObject({ verdict: 'holds' });
  });

  test('L1 on a sharp Gaussian', async () => {
    const claim = await row('L1', 200, { ...gaussian, sigmaX: 5, sigmaY: 0.05, step: 0.001, chains: 4096 });
    expect(claim).toMatchObject({ verdict: 'holds' });
    expect(claim?.tolerance).toBeLessThan(0.2 * (claim?.predicted ?? 0));
  });

  test.each([
    { target: 'rings', spread: 0.8 },
    { target: 'rings', spread: 1 },
    { target: 'rings', spread: 1.3 },
    { target: 'grid', spread: 1.5 },
    { target: 'grid', spread: 2.2 },
    // Twenty modes in one: the score there is 0 by cancellation alone.
    { target: 'grid', modes: 20, radius: 0.364, spread: 1.27, tilt: -0.0372, step: 8.59, method: 'mala' },
  ])('L6 of $target with spread $spread', async (params) => {
    expect(await row('L6', 0, params)).toBeDefined();
  });

  test('L5 of a single mode, whose exponent is linear in x too', async () => {
    expect(await row('L5', 0, { target: 'mixture', modes: 1 })).toMatchObject({ verdict: 'holds' });
  });

  test.each([-3.4, 0])('L5 of a pair with tilt %d: its exponents are linear in x', async (tilt) => {
    const params = { target: 'mixture', modes: 2, radius: 2, spread: 0.3, tilt };
    expect(await row('L5', 0, params)).toMatchObject({ verdict: 'holds' });
  });
});
