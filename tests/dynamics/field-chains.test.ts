// Chains along a score that is evaluated for all of them at once.
import { expect, test } from 'vitest';
import type { DeviceArray } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Scope } from '../../src/compute/scope';
import { FieldChains } from '../../src/dynamics/field-chains';

const START = { kind: 'normal', x: 0, y: 0, scale: 2 } as const;

/** Chains on s = 0, which move by their noise alone, and the levels at which that was asked. */
function still(size: number): { backend: ReferenceBackend; chains: FieldChains; asked: number[] } {
  const backend = new ReferenceBackend();
  const asked: number[] = [];
  const evaluate = async (_: DeviceArray, sigma: number, { score }: { readonly score: DeviceArray }): Promise<void> => {
    asked.push(sigma);
    backend.clear(score);
  };
  return {
    backend,
    asked,
    chains: new FieldChains(backend, new Scope(backend), 'still', size, { count: 1, evaluate }),
  };
}

test('annealing asks the field at its own levels, a hundred steps each, and the last goes on', async () => {
  const { chains, asked } = still(4);
  const levels = Float64Array.of(4, 2, 1);
  await chains.configure({ method: 'annealed', step: 0.01, noise: 1, sigma: 1, levels });
  await chains.begin(START, 1);
  for (const step of [0, 99, 100, 199, 200, 900]) {
    await chains.ready(step, 1);
    chains.update(step, 1);
  }
  expect(asked).toEqual([4, 4, 2, 2, 1, 1]);
  await chains.verify();
});

test('a step at a level is as long as its σ² says', async () => {
  const size = 4000;
  const moved = async (step: number): Promise<number> => {
    const { backend, chains } = still(size);
    await chains.configure({ method: 'annealed', step: 0.01, noise: 1, sigma: 1, levels: Float64Array.of(4, 2, 1) });
    chains.place(new Float64Array(2 * size), step);
    await chains.ready(step, 1);
    chains.update(step, 1);
    const places = await backend.read(chains.positions);
    return Array.from(places, Number).reduce((sum, x) => sum + x ** 2, 0) / (2 * size);
  };
  // Variances 2γ(σ_l/σ_L)² of 8,000 normals: 5 √(2/8000) of them.
  for (const [step, variance] of [
    [0, 0.32],
    [150, 0.08],
    [250, 0.02],
  ])
    expect(Math.abs((await moved(step)) / variance - 1)).toBeLessThan(0.08);
});
