import { describe, expect, it } from 'vitest';
import { stepJustInside, unstableLevel, unstableMode } from '../../../src/labs/langevin/stability';
import { defaultAnnealing, largestAnnealingStep } from '../../../src/math/annealing';
import { modeStabilities } from '../../../src/targets/mode-stability';

const round = (variance: number) => ({
  modes: [[2, -0.001]] as const,
  hessian: () => [-1 / variance, 0, -1 / variance] as const,
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
    expect(unstableMode(mode, 0.25)?.sentence).toBe(
      'The step 0.25 is beyond the stability limit 0.18 of the mode at (2.00, 0.00), where max |λ| = 11.1: ' +
        'its multiplier is 1 − γ|λ| = −1.78, so perturbations grow 1.78-fold each step.',
    );
    expect(unstableMode(mode, 0.17)).toBeUndefined();
  });

  it('tell a step from a limit close by, and speak of the limit itself', () => {
    const [mode] = modeStabilities(round(0.0625), 0.125);
    expect(unstableMode(mode, 0.12500001)?.sentence).toContain(
      'The step 0.12500001 is beyond the stability limit 0.125 ',
    );
    expect(unstableMode(mode, 0.125)?.sentence).toContain('is at the stability limit 0.125');
    expect(unstableMode(mode, 0.125)?.sentence).toContain('perturbations do not shrink');
  });

  it('speak of the annealed level', () => {
    expect(unstableLevel(defaultAnnealing(0.001), 0.25)).toBeUndefined();
    const { sentence, step } = unstableLevel(defaultAnnealing(0.006), 0.25) ?? {};
    expect(sentence).toContain(
      'At level 1 of 16 (σ = 6) the step 86.4 is beyond the stability limit 2(σ² + h²) = 72.5',
    );
    expect(step).toBe(stepJustInside(largestAnnealingStep(defaultAnnealing(1).sigmas, 0.25)));
    expect(sentence).toContain(`${step}`);
  });
});
