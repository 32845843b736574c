import { describe, expect, it } from 'vitest';
import { initialPositions, startShapes } from '../../src/kernels/initial-positions';

function starts(shape: number, threads = 20_000): Float64Array {
  const arrays = { positions: new Float64Array(2 * threads) };
  initialPositions.reference(arrays, { seed: 5, shape, x: 3, y: -2, scale: 0.5 }, threads);
  return arrays.positions;
}

describe('initialPositions', () => {
  it('draws the normal cloud with its mean and standard deviation', () => {
    const xs = starts(startShapes.normal).filter((_, i) => i % 2 === 0);
    const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const variance = xs.reduce((sum, x) => sum + (x - 3) ** 2, 0) / xs.length;
    expect(Math.abs(mean - 3)).toBeLessThan((5 * 0.5) / Math.sqrt(xs.length));
    expect(Math.abs(variance - 0.25)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / xs.length));
  });

  it('fills the square of half side `scale` and no more', () => {
    const positions = starts(startShapes.uniform);
    const xs = positions.filter((_, i) => i % 2 === 0);
    const ys = positions.filter((_, i) => i % 2 === 1);
    // The extremes of n uniforms miss the edge by more than 10 / n of the side with probability e^-10.
    for (const [values, low] of [
      [xs, 2.5],
      [ys, -2.5],
    ] as const) {
      expect(values.every((value) => value > low && value < low + 1)).toBe(true);
      expect(Math.min(...values)).toBeLessThan(low + 10 / values.length);
      expect(Math.max(...values)).toBeGreaterThan(low + 1 - 10 / values.length);
    }
  });

  it('puts every chain on the point', () => {
    expect(starts(startShapes.point, 3)).toEqual(Float64Array.of(3, -2, 3, -2, 3, -2));
  });
});
