// Chains on a trained network, in float64.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { ParameterValues, Run } from '../../src/experiment/lab';
import { startLab } from '../../src/index';
import type { Network } from '../../src/train/check-network';
import { wordsOf } from '../../src/train/networks';
import { networks, someWeights } from '../support/score-models';

const onNetwork = { target: 'network', network: 'own', chains: 64, step: 0.05, sigma: 0.5 };
/** −4x, the score of N(0, 1/4). */
const line: Network = { model: { model: 'linear', dimension: 2 }, weights: Float32Array.of(4, 0, 0) };

const start = (params: ParameterValues, network?: Network): Promise<Run> =>
  startLab('langevin', {
    backend: new ReferenceBackend(),
    params,
    seed: 3,
    data: network ? { network: wordsOf(network) } : {},
  });

async function placesOf(run: Run, steps: number): Promise<Float32Array> {
  await run.advance(steps);
  const { positions } = await run.snapshot();
  run.dispose();
  return positions?.data ?? new Float32Array();
}

describe('a network as the target', () => {
  test('moves chains as the density does whose score it says', async () => {
    const gaussian = { target: 'gaussian', sigmaX: 0.5, sigmaY: 0.5, angle: 0, chains: 64, step: 0.05 };
    const by = await placesOf(await start(onNetwork, line), 40);
    const exact = await placesOf(await start(gaussian), 40);
    // The same draws in float64, in another order of the same products.
    by.forEach((value, i) => expect(Math.abs(value - exact[i])).toBeLessThan(1e-6));
  });

  test('has arrows of that score and no density, and claims about densities are outside', async () => {
    const run = await start({ ...onNetwork, twin: 'noise', twinValue: 0 }, line);
    await run.advance(30);
    const measures = await run.measure();
    expect(measures['finite']).toBe(64);
    const field = await run.field?.({ minX: -1, maxX: 1, minY: -1, maxY: 1 }, 3, 3);
    expect(field?.logDensity).toBeUndefined();
    expect(Array.from(field?.score.slice(0, 2) ?? [])).toEqual([4, 4]);
    const claims = await run.claims();
    expect(claims.length).toBeGreaterThan(10);
    expect(new Set(claims.map(({ verdict, needs }) => `${verdict}: ${needs}`))).toEqual(
      new Set(['outside: another target']),
    );
    expect(run.frame().panels.map(({ id }) => id)).toEqual(['spread', 'marginal-x', 'marginal-y']);
    run.dispose();
  });

  test('goes on from a checkpoint', async () => {
    const straight = await placesOf(await start(onNetwork, line), 20);
    const run = await start(onNetwork, line);
    await run.advance(8);
    const resume = await run.checkpoint();
    run.dispose();
    const data = { network: wordsOf(line) };
    const again = await startLab('langevin', {
      backend: new ReferenceBackend(),
      params: onNetwork,
      seed: 3,
      data,
      resume,
    });
    // A checkpoint keeps float32 of what this backend has in float64; on a device the bits are the same.
    (await placesOf(again, 12)).forEach((value, i) => expect(Math.abs(value - straight[i])).toBeLessThan(1e-6));
  });

  test('of many noise levels is asked within them, and annealed over them', async () => {
    const model = { ...networks[0], dimension: 2, conditional: true, parametrisation: 'noise' } as const;
    const network = { model, weights: someWeights(model), levels: [0.1, 2] } as const;
    const [inside, beyond] = [2, 5].map((sigma) => start({ ...onNetwork, step: 1e-3, sigma }, network));
    expect((await beyond).frame().notices).toEqual(['The network was not trained at σ = 5: it is asked at 2.']);
    expect(await placesOf(await beyond, 5)).toEqual(await placesOf(await inside, 5));
    const annealed = await placesOf(await start({ ...onNetwork, step: 1e-4, method: 'annealed' }, network), 5);
    const plain = await placesOf(await start({ ...onNetwork, step: 1e-4, sigma: 2 }, network), 5);
    // The first level is the largest, and its step 400 times as long.
    expect(annealed).not.toEqual(plain);
    expect(annealed.every(Number.isFinite)).toBe(true);
  });
});

describe('what cannot be is refused in words', () => {
  test('no network of one’s own', async () => {
    await expect(start(onNetwork)).rejects.toThrow(/train one in the lab ‘Score matching’/);
  });

  test('a network that is none', async () => {
    const data = { network: Float32Array.of(1, 2, 3, 4) };
    await expect(startLab('langevin', { backend: new ReferenceBackend(), params: onNetwork, data })).rejects.toThrow(
      RangeError,
    );
  });

  test('of another dimension', async () => {
    const network = { model: { model: 'linear', dimension: 3 }, weights: new Float32Array(4) } as const;
    await expect(start(onNetwork, network)).rejects.toThrow(/3 dimensions; 2 are allowed/);
  });

  test('accepting by a density, and annealing at one level', async () => {
    await expect(start({ ...onNetwork, method: 'mala' }, line)).rejects.toThrow(/a score alone/);
    const one = { ...line, levels: [0.5, 0.5] } as const;
    await expect(start({ ...onNetwork, method: 'annealed' }, one)).rejects.toThrow(/one noise level/);
  });
});
