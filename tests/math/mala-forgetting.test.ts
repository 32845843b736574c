// The steps that MALA needs, against chains of it.
import { describe, expect, it } from 'vitest';
import { malaAcceptance } from '../../src/math/mala-acceptance';
import { malaForgetting, tailAcceptance } from '../../src/math/mala-forgetting';
import { uniformSource } from '../../src/math/random';
import { normalSource } from '../support/normals';

/** Mean square in each direction of chains from `distance` deviations out after so many steps, of 1 at rest. */
function meanSquares(ratios: readonly [number, number], distance: number, steps: number, chains: number): number[] {
  const [normal, uniform] = [normalSource(31), uniformSource(32)];
  const squares = [0, 0];
  for (let i = 0; i < chains; i++) {
    const x = [distance, distance];
    for (let n = 0; n < steps; n++) {
      const y = x.map((at, k) => (1 - (ratios[k] ?? 0)) * at + Math.sqrt(2 * (ratios[k] ?? 0)) * normal());
      const log = y.reduce((sum, to, k) => sum + ((ratios[k] ?? 0) / 4) * ((x[k] ?? 0) ** 2 - to * to), 0);
      if (Math.log(uniform()) < log) x.splice(0, 2, ...y);
    }
    x.forEach((at, k) => (squares[k] = (squares[k] ?? 0) + (at * at) / chains));
  }
  return squares;
}

describe('forgetting', () => {
  it.each([
    [[0.4, 0.1], 6],
    [[1.6, 0.4], 8],
    [[2.4, 2.4], 4],
    [[2.8, 0.7], 3],
  ] as const)('%j from %d deviations out is over in time', (ratios, distance) => {
    const accepted = malaAcceptance(ratios[0], ratios[1]);
    const steps = Math.ceil(
      malaForgetting(
        ratios.map((ratio) => ({ ratio, distance })),
        accepted,
      ),
    );
    const chains = Math.min(2000, Math.ceil(4e6 / steps));
    for (const square of meanSquares(ratios, distance, steps, chains))
      expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / chains) + 25 / chains);
  });

  it('never ends where proposals land farther out than the chain is', () => {
    const direction = { ratio: 2.5, distance: 60 };
    expect(tailAcceptance({ ratio: 1, distance: 60 })).toBe(1);
    expect(tailAcceptance(direction)).toBeLessThan(1e-30);
    expect(malaForgetting([direction, direction], 0.2)).toBeGreaterThan(1e30);
  });
});
