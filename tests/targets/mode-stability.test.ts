import { describe, expect, it } from 'vitest';
import { defaultAnnealing, largestAnnealingStep } from '../../src/math/annealing';
import { ascentEnd, ascentPath } from '../support/ascent';
import {
  annealedInstabilitySentence,
  instabilitySentence,
  modeStabilities,
  stepJustInside,
  tightestMode,
} from '../../src/targets/mode-stability';
import { differenceJacobian, eigenvalues } from '../../src/math/spectrum';
import { threeBumps } from '../support/mixture-target';

const round = (variance: number) => ({
  modes: [[2, -0.001]] as const,
  hessian: () => [-1 / variance, 0, -1 / variance] as const,
});

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

describe('the step that is offered', () => {
  it('is 0.95 of the limit rounded down to three digits', () => {
    expect(stepJustInside(0.18)).toBe(0.171);
    expect(stepJustInside(2)).toBe(1.9);
    expect(stepJustInside(1 / 3)).toBe(0.316);
    expect(stepJustInside(0.00503)).toBe(0.00477);
    for (let limit = 1e-5; limit < 100; limit *= 1.37) {
      expect(stepJustInside(limit)).toBeLessThanOrEqual(0.95 * limit * (1 + 1e-12));
      expect(stepJustInside(limit)).toBeGreaterThan(0.94 * limit);
    }
  });
});

describe('the sentences', () => {
  it('say which mode, which eigenvalue and where the limit is', () => {
    const [mode] = modeStabilities(round(0.09), 0.25);
    expect(instabilitySentence(mode, 0.25)).toBe(
      'The step 0.25 is beyond the stability limit 0.18 of the mode at (2.00, 0.00), where max |λ| = 11.1: ' +
        'its multiplier is 1 − γ|λ| = −1.78, so perturbations grow 1.78-fold each step.',
    );
    expect(instabilitySentence(mode, 0.17)).toBeUndefined();
  });

  it('tell a step from a limit close by, and speak of the limit itself', () => {
    const [mode] = modeStabilities(round(0.0625), 0.125);
    expect(instabilitySentence(mode, 0.12500001)).toContain('The step 0.12500001 is beyond the stability limit 0.125 ');
    expect(instabilitySentence(mode, 0.125)).toContain('is at the stability limit 0.125');
    expect(instabilitySentence(mode, 0.125)).toContain('perturbations do not shrink');
  });

  it('speak of the annealed level', () => {
    expect(annealedInstabilitySentence(defaultAnnealing(0.001), 0.25)).toBeUndefined();
    const sentence = annealedInstabilitySentence(defaultAnnealing(0.006), 0.25);
    expect(sentence).toContain(
      'At level 1 of 16 (σ = 6) the step 86.4 is beyond the stability limit 2(σ² + h²) = 72.5',
    );
    expect(sentence).toContain(`${stepJustInside(largestAnnealingStep(defaultAnnealing(1).sigmas, 0.25))}`);
  });
});
