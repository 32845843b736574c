import { describe, expect, it } from 'vitest';
import { ascentEnd, ascentPath } from '../support/ascent';
import { modeStabilities, tightestMode } from '../../src/targets/mode-stability';
import { differenceJacobian, eigenvalues } from '../../src/math/spectrum';
import { threeBumps } from '../support/mixture-target';

describe('stability at the modes (L6)', () => {
  const modes = (
    [
      [-2, 0],
      [1.5, 1],
      [1, -2],
    ] as const
  ).map((start) => ascentEnd(threeBumps, start, 0.2) ?? start);
  const target = { ...threeBumps, modes };

  it('predicts the eigenvalues of the update itself', () => {
    const step = 0.3;
    modeStabilities(target, step).forEach(({ mode, multipliers }) => {
      const update = (x: number, y: number): readonly [number, number] => {
        const [sx, sy] = threeBumps.score(x, y);
        return [x + step * sx, y + step * sy];
      };
      const measured = eigenvalues(differenceJacobian(update, ...mode, 1e-4));
      const sorted = multipliers.toSorted((a, b) => b - a);
      measured.forEach(([re, im], i) => expect([re, im]).toEqual([expect.closeTo(sorted[i], 6), 0]));
    });
  });

  it.each([
    [0.97, true],
    [1.03, false],
  ])('perturbations of 1e-3 at %d of the limit shrink: %s', (factor, shrinks) => {
    for (const { mode, limit, axes } of modeStabilities(target, 1)) {
      const start = [mode[0] + 1e-3 * axes[0][0], mode[1] + 1e-3 * axes[0][1]] as const;
      const path = ascentPath(threeBumps, start, factor * limit, 100);
      expect(Math.hypot(path[200] - mode[0], path[201] - mode[1]) < 1e-3).toBe(shrinks);
    }
  });

  it('names the tightest mode', () => {
    const worst = tightestMode(modeStabilities(target, 0.1));
    expect(worst?.limit).toBeCloseTo(0.5, 3);
    expect(worst?.mode[0]).toBeCloseTo(-2, 3);
    expect(tightestMode([])).toBeUndefined();
  });
});
