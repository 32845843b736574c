import { describe, expect, it } from 'vitest';
import { uniformSource } from '../../src/math/random';
import { frequencyError } from '../../src/math/statistics';
import { startLaw, startShareBeyond } from '../../src/math/start-law';

describe('the law of the start', () => {
  it('has the moments of its kind', () => {
    expect(startLaw({ kind: 'normal', x: 1, y: 2, scale: 3 })).toEqual({ mean: [1, 2], covariance: [9, 0, 9] });
    expect(startLaw({ kind: 'uniform', x: 0, y: 0, scale: 3 }).covariance).toEqual([3, 0, 3]);
    expect(startLaw({ kind: 'point', x: 1, y: 2, scale: 3 }).covariance).toEqual([0, 0, 0]);
  });

  it('lies beyond a line with its exact share', () => {
    expect(startShareBeyond({ kind: 'uniform', x: 0, y: 0, scale: 4 }, [1, 0], 0.136)).toBeCloseTo(0.483, 12);
    expect(startShareBeyond({ kind: 'uniform', x: 5, y: 0, scale: 4 }, [1, 0], 0)).toBe(1);
    expect(startShareBeyond({ kind: 'normal', x: 0, y: 0, scale: 2 }, [0, 1], 2)).toBeCloseTo(0.158655253931457, 14);
    expect(startShareBeyond({ kind: 'point', x: 1, y: 0, scale: 2 }, [1, 0], 0.5)).toBe(1);
    expect(startShareBeyond({ kind: 'point', x: 1, y: 0, scale: 2 }, [1, 0], 1.5)).toBe(0);
  });

  it.each([-1.9, -0.4, 0.2, 1.1, 2.6])('cuts a square obliquely at %d', (threshold) => {
    const uniform = uniformSource(4);
    const direction = [0.8, -0.6] as const;
    const n = 40_000;
    let hits = 0;
    for (let i = 0; i < n; i++) {
      const [x, y] = [0.5 + 1.5 * (2 * uniform() - 1), -0.25 + 1.5 * (2 * uniform() - 1)];
      if (direction[0] * x + direction[1] * y > threshold) hits++;
    }
    const exact = startShareBeyond({ kind: 'uniform', x: 0.5, y: -0.25, scale: 1.5 }, direction, threshold);
    expect(Math.abs(hits / n - exact)).toBeLessThanOrEqual(5 * frequencyError(exact, n) + 1e-12);
  });
});
