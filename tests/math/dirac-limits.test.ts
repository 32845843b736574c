// Step limits and the best damping against the golden cases. MATHS.md 4.5, 4.6.
import { expect, test } from 'vitest';
import * as limits from '../../src/math/dirac-limits';
import { linearise, updateMatrix } from '../../src/math/dirac-linearisation';
import { objectives, type ObjectiveId } from '../../src/math/dirac-objective';
import { eigenvalues, spectralRadius } from '../../src/math/spectrum';
import { diracCases } from '../support/dirac-golden';

const golden = (id: string) => {
  const found = diracCases('spectra').find((one) => one.id === id);
  if (!found) throw new Error(`no golden case ${id}`);
  return found;
};

const radius = (
  scheme: 'simultaneous' | 'alternating',
  slope: number,
  dampingG: number,
  dampingD: number,
  h: number,
): number =>
  spectralRadius(
    eigenvalues(
      updateMatrix(scheme, { slope, dampingG, dampingD }, { h, hD: h, generatorSteps: 1, discriminatorSteps: 1 }),
    ),
  );

test('step limits, and the spectral radius there is 1', () => {
  const one = golden('step_limits');
  const b = one.input('b');
  const simultaneous = one.input('f1_at_0').map((a, i) => limits.simultaneousLimit(a, b[i]));
  const alternating = one.input('f1_at_0').map((a, i) => limits.alternatingLimit(a, b[i]));
  one.expect('h_max_sim', simultaneous);
  one.expect('h_max_alt', alternating);
  one.input('f1_at_0').forEach((a, i) => {
    expect(radius('simultaneous', a, 0, 2 * b[i], simultaneous[i])).toBeCloseTo(1, 12);
    expect(radius('alternating', a, 0, 2 * b[i], alternating[i])).toBeCloseTo(1, 12);
  });
});

test('the best damping', () => {
  const one = golden('optimal_damping');
  const h = one.input('h');
  one.expect(
    'b_sim',
    one.input('f1_at_0').map((a, i) => limits.bestDamping('simultaneous', a, h[i])),
  );
  one.expect(
    'b_alt',
    one.input('f1_at_0').map((a, i) => limits.bestDamping('alternating', a, h[i])),
  );
  one.expect(
    'rate',
    one.input('f1_at_0').map((a, i) => Math.abs(1 - h[i] * a)),
  );
});

test('eigenvalues under instance noise', () => {
  const one = golden('noise_eigenvalues');
  const games = one.texts('f').map((objective, i) => ({
    linear: linearise(
      { objective: objective as ObjectiveId, variant: 'noise', sampled: false },
      { sigma: one.input('sigma')[i], gamma: 0, g0: 1 },
    ),
    objective: objectives[objective as ObjectiveId],
  }));
  one.expect(
    'eigenvalues',
    games.flatMap(({ linear }) => eigenvalues([0, -linear.slope, linear.slope, -linear.dampingD]).flat()),
  );
  one.expect(
    'sigma2_critical',
    games.map(({ objective }) => objective.slopeAtZero / Math.abs(objective.curvatureAtZero)),
  );
});

test('consensus', () => {
  const one = golden('consensus');
  const [gamma, h] = [one.input('gamma'), one.input('h')];
  const rows = one
    .input('f1_at_0')
    .map((a, i) => [
      limits.consensusLimit('simultaneous', a, gamma[i]),
      limits.consensusLimit('alternating', a, gamma[i]),
      radius('simultaneous', a, gamma[i] * a * a, gamma[i] * a * a, h[i]),
      radius('alternating', a, gamma[i] * a * a, gamma[i] * a * a, h[i]),
    ]);
  one.expect('table', rows.flat());
});

test('extragradient', () => {
  const one = golden('extragradient');
  one.expect('modulus2', one.input('c').map(limits.extragradientModulus));
});

test.each([0.3, 1, 4, 12])('two step sizes in the ratio %d: the radius is 1 at the limit', (ratio) => {
  const [a, b] = [0.5, 0.4];
  const h = limits.twoStepLimit(a, b, ratio);
  const at = (step: number): number =>
    spectralRadius(
      eigenvalues(
        updateMatrix(
          'simultaneous',
          { slope: a, dampingG: 0, dampingD: 2 * b },
          { h: step, hD: ratio * step, generatorSteps: 1, discriminatorSteps: 1 },
        ),
      ),
    );
  expect(at(h)).toBeCloseTo(1, 12);
  expect(at(0.99 * h)).toBeLessThan(1);
  expect(at(1.01 * h)).toBeGreaterThan(1);
  if (ratio === 1) expect(h).toBeCloseTo(limits.simultaneousLimit(a, b), 12);
});
