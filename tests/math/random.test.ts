import { describe, expect, it } from 'vitest';
import { normalsFromWords, streams, threefry2x32, uniformFromWord, uniformSource } from '../../src/math/random';
import { expectClose } from '../support/agree';
import { flat, golden, goldenTolerance } from '../support/golden';

function words(k0: number, k1: number, c0: number, c1: number, rounds?: number): number[] {
  const out = new Uint32Array(2);
  threefry2x32(k0, k1, c0, c1, out, rounds);
  return [...out];
}

describe('threefry2x32', () => {
  it.each(['kat_threefry2x32-20', 'kat_threefry2x32-13'])('reproduces the published known answers of %s', (id) => {
    const { inputs, expected } = golden('rng', id);
    const keys = inputs['key'] as number[][];
    const counters = inputs['ctr'] as number[][];
    const got = keys.map(([k0, k1], row) =>
      words(k0, k1, counters[row][0], counters[row][1], Number(inputs['rounds'])),
    );
    expect(got).toEqual(expected['out']);
  });

  it('reproduces the derived stream', () => {
    const { inputs, expected } = golden('rng', 'threefry2x32-20_stream');
    const [k0, k1] = flat(inputs['key']);
    const got = (inputs['ctr'] as number[][]).map(([c0, c1]) => words(k0, k1, c0, c1));
    expect(got).toEqual(expected['out']);
  });

  it('makes 20 rounds unless told otherwise', () => {
    expect(words(1, 2, 3, 4)).toEqual(words(1, 2, 3, 4, 20));
    expect(words(1, 2, 3, 4)).not.toEqual(words(1, 2, 3, 4, 13));
  });

  it('gives each stream numbers of its own', () => {
    const all = Object.values(streams).map((stream) => words(7, stream, 0, 0).join());
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('uniformFromWord', () => {
  it.each(['uniform', 'uniform_edges'])('is exact: %s', (id) => {
    const { inputs, expected } = golden('rng', id);
    expect(flat(inputs['words']).map(uniformFromWord)).toEqual(expected['u']);
  });

  it('is never 0 or 1, also in float32', () => {
    for (const word of [0, 511, 512, 2 ** 31, 2 ** 32 - 1]) {
      const u = uniformFromWord(word);
      expect(Math.fround(u)).toBe(u);
      expect(u).toBeGreaterThan(0);
      expect(u).toBeLessThan(1);
    }
  });
});

describe('normalsFromWords', () => {
  it('agrees with the golden normals', () => {
    const normal = golden('rng', 'normal');
    const out = new Float64Array(2);
    const got = (normal.inputs['word_pairs'] as number[][]).flatMap(([w0, w1]) => {
      normalsFromWords(w0, w1, out);
      return [...out];
    });
    expectClose('z', got, flat(normal.expected['z']), goldenTolerance(normal, 'z', 'f64'));
  });

  it('has the moments of the normal law within 5 standard errors', () => {
    const draws = 200_000;
    const out = new Float64Array(2);
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < draws / 2; i++) {
      normalsFromWords(...(words(3, streams.noise, i, 0) as [number, number]), out);
      for (const z of out) [z, z ** 2, z ** 3, z ** 4].forEach((power, k) => (sums[k] += power));
    }
    // Means and variances of z, z², z³, z⁴ under N(0, 1).
    [0, 1, 0, 3].forEach((mean, k) => {
      const standardError = Math.sqrt([1, 2, 15, 96][k] / draws);
      expect(Math.abs(sums[k] / draws - mean)).toBeLessThan(5 * standardError);
    });
  });
});

describe('uniformSource', () => {
  it('gives the same sequence for the same seed and another for another', () => {
    const sequence = (seed: number): number[] => Array.from({ length: 9 }, uniformSource(seed));
    expect(sequence(5)).toEqual(sequence(5));
    expect(sequence(5)).not.toEqual(sequence(6));
  });

  it('fills ten bins evenly within 5 standard errors', () => {
    const draws = 100_000;
    const uniform = uniformSource(11);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < draws; i++) counts[Math.floor(10 * uniform())]++;
    for (const count of counts) expect(Math.abs(count / draws - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / draws));
  });
});
