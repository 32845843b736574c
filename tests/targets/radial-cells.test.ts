// Narrow rings on a grid: against a fine sum of the density, and within a bounded number of evaluations.
import { describe, expect, it } from 'vitest';
import { cellLaw } from '../../src/targets/cell-law';
import { createTarget } from '../../src/targets/registry';
import type { Target } from '../../src/targets/target';

describe('cells of narrow rings', () => {
  it.each([1, 0.25])('have the masses of a fine sum at temperature %d', (temperature) => {
    const target = createTarget('rings', { radius: 2, spread: 0.08 });
    const box = { minX: -2.3, maxX: 2.3, minY: -2.1, maxY: 2.5 };
    const [side, parts] = [12, 100];
    const law = cellLaw(target, box, side, side, temperature);
    const fine = new Float64Array(side * side);
    const at = (i: number, min: number): number => min + ((i + 0.5) * 4.6) / (side * parts);
    for (let j = 0; j < side * parts; j++)
      for (let i = 0; i < side * parts; i++)
        fine[Math.floor(j / parts) * side + Math.floor(i / parts)]! += Math.exp(
          target.logDensity(at(i, box.minX), at(j, box.minY)) / temperature,
        );
    const total = fine.reduce((sum, value) => sum + value, 0);
    const inside = 1 - law.outside;
    fine.forEach((mass, cell) => {
      expect(Math.abs((law.probabilities[cell] ?? 0) / inside - mass / total)).toBeLessThan(1e-5);
    });
  });

  it('cost no more the narrower they are', () => {
    const rings = createTarget('rings', { radius: 8, spread: 0.05 });
    let evaluations = 0;
    const counted: Target = {
      ...rings,
      logDensity(x, y) {
        evaluations++;
        return rings.logDensity(x, y);
      },
    };
    const law = cellLaw(counted, rings.domain, 64, 64, 0.031 ** 2);
    expect(evaluations).toBeLessThan(100_000);
    expect(law.outside).toBeLessThan(1e-9);
  });
});
