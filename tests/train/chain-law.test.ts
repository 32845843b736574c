// Chains that follow a network from exact draws stay in the law, and leave it where the network is another.
import { beforeAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { drawPoints } from '../../src/data/synthetic';
import { normalSource } from '../../src/math/random';
import { chainLaw, type ChainLaw } from '../../src/train/chain-law';
import type { Network } from '../../src/train/check-network';
import { findNetwork } from '../../src/train/networks';

const sigma = 0.2;
const draws = new Float32Array(2 * 1024);
const from = (network: Network, step = 5e-3): Promise<ChainLaw> =>
  chainLaw(new ReferenceBackend(), network, { sigma, step, draws, seed: 5 });

beforeAll(() => {
  drawPoints('moons', draws, 2, 4, 0, 1024);
  const normal = normalSource(6, 1);
  for (let i = 0; i < draws.length; i++) draws[i] += sigma * normal();
});

describe('chainLaw', () => {
  test('of the network that learned it is at the noise floor, far below a single hill', async () => {
    const { distance, floor, spread, hill, steps, step } = await from(await findNetwork('moons', {}));
    expect(steps * step).toBeGreaterThanOrEqual(8 * sigma ** 2);
    expect(Math.abs(distance - floor)).toBeLessThan(5 * spread);
    expect(5 * spread).toBeLessThan(hill);
  });

  test.each([
    ['pulled to one side', (weights: Float32Array) => void (weights[weights.length - 1] += 4)],
    [
      'with the wrong sign',
      (weights: Float32Array) =>
        weights.forEach((weight, k) => (weights[k] = k >= weights.length - 66 ? -weight : weight)),
    ],
  ])('of one that is %s is not', async (_, change) => {
    const { model, weights } = await findNetwork('moons', {});
    const changed = Float32Array.from(weights);
    change(changed);
    const { distance, floor, spread } = await from({ model, weights: changed });
    expect(distance - floor).toBeGreaterThan(5 * spread);
  });
});
