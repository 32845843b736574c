// Networks by name: what ships has learned what it says, and what is no network is refused in words.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { drawPoints } from '../../src/data/synthetic';
import { DensityQueue } from '../../src/score/density-queue';
import { evaluateNetwork } from '../../src/train/evaluate-network';
import { bytesOf, describeNetwork, findNetwork, networkIn, readNetworkFile, wordsOf } from '../../src/train/networks';
import { lossesOf, validationAt } from '../../src/train/validation';
import { linear, networks, someWeights } from '../support/score-models';

describe('the networks that ship', () => {
  test('are small', () => {
    expect(readFileSync('src/train/shipped-files.ts').length).toBeLessThan(100_000);
  });

  const cases = [
    ['moons', 0.2, 0.05],
    ['levels', 0.05, 0.2],
    ['levels', 0.2, 0.2],
    ['levels', 1, 0.2],
    ['levels', 8, 0.2],
  ] as const;
  test.each(cases)('%s says the score of two moons at σ = %d, up to %d of C', async (id, sigma, share) => {
    const backend = new ReferenceBackend();
    // Fresh points of the same law, which training has not seen: as many, so that their kernel density is as near to it.
    const points = new Float32Array(2 * 4096);
    drawPoints('moons', points, 2, 18, 0, 4096);
    const density = new DensityQueue(backend, points, 2);
    const validation = await validationAt(density, sigma, 3, 512);
    const network = await findNetwork(id, {});
    const said = await evaluateNetwork(backend, { network, points: validation.places, sigma });
    const { explicit } = lossesOf(validation, said);
    expect(explicit.value - 3 * explicit.standardError).toBeLessThan(share * validation.floor.value);
    density.dispose();
  });
});

describe('files of networks', () => {
  test.each([linear, ...networks])('travel as words and back: %j', (model) => {
    const network = { model, weights: someWeights(model), levels: [0.1, 2] } as const;
    const { words, says } = readNetworkFile(bytesOf(wordsOf(network)));
    expect(words).toEqual(wordsOf(network));
    expect(says).toBe(describeNetwork(network));
    expect(says).toMatch(/trained at σ = 0.1 to 2$/);
  });

  test('of a checkpoint hold the averaged weights, and are refused where there are others', () => {
    const state = { data: Float32Array.from({ length: 15 }, (_, k) => k) };
    const model = { model: 'linear', dimension: 2 } as const;
    expect(networkIn(model, { arrays: { state } }, [1, 1]).weights).toEqual(Float32Array.of(3, 4, 5));
    expect(() => wordsOf(networkIn(model, { arrays: {} }, [1, 1]))).toThrow(/has 0 numbers; this model has 3/);
    expect(networkIn(model, { arrays: { state } }, [2, 1]).levels).toEqual([1, 2]);
    expect(() => wordsOf({ ...networkIn(model, { arrays: { state } }, [1]), levels: [2, 1] })).toThrow(
      /rising numbers/,
    );
  });
});
