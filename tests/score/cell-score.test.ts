import { describe, expect, it } from 'vitest';
import { turnOf } from '../../src/score/cell-score';

describe('turnOf', () => {
  it.each([1, 2, 3, 4, 6, 60, 64, 1_563, 16_384])('meets each of %d blocks once', (blocks) => {
    const turn = turnOf(blocks);
    const met = new Set(Array.from({ length: blocks }, (_, k) => (k * turn) % blocks));
    expect(met.size).toBe(blocks);
    // The products stay within 32 bits.
    expect(turn * blocks).toBeLessThan(2 ** 32);
  });

  it('spreads a run of blocks over all of them', () => {
    const blocks = 1_000;
    const places = Array.from({ length: 20 }, (_, k) => (k * turnOf(blocks)) % blocks).toSorted((a, b) => a - b);
    const gaps = places.map((place, k) => (places[k + 1] ?? blocks) - place);
    expect(Math.max(...gaps)).toBeLessThan((3 * blocks) / 20);
  });
});
