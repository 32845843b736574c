// Periods, cycles and conserved forms against the golden cases and against orbits in float64. MATHS.md 4.2, 4.4, 4.6.
import { describe, expect, test } from 'vitest';
import * as orbits from '../../src/math/dirac-orbits';
import { scaledBessel } from '../../src/math/bessel';
import { advanceRound, type Players } from '../../src/math/dirac-scheme';
import { diracCases } from '../support/dirac-golden';

describe('periods of the flow', () => {
  test.each(diracCases('flow'))('$id', (golden) => {
    const [theta, psi] = golden.input('z0');
    golden.expect('period', [orbits.flowPeriod(golden.game.objective, theta * theta + psi * psi) ?? Number.NaN]);
  });

  test('logistic: 2π(1 + I₀(r²/2)); none where f′ vanishes on the circle', () => {
    expect(orbits.flowPeriod('logistic', 2)).toBeCloseTo(2 * Math.PI * (1 + Math.E * scaledBessel(1).zeroth), 10);
    expect(orbits.flowPeriod('lsgan', 2.1)).toBeUndefined();
  });
});

test('the cycle of WGAN-GP', () => {
  const golden = diracCases('spectra').find(({ id }) => id === 'wgan_gp_cycle');
  const gap = golden?.input('g0') ?? [];
  const cycles = golden?.input('gamma').map((gamma, i) => orbits.gradientPenaltyCycle(1, gamma, gap[i])) ?? [];
  golden?.expect(
    'theta_crossing',
    cycles.map((cycle) => cycle?.crossing ?? Number.NaN),
  );
  golden?.expect(
    'period',
    cycles.map((cycle) => cycle?.period ?? Number.NaN),
  );
  expect(orbits.gradientPenaltyCycle(1, 2.1, 1)).toBeUndefined();
});

test('alternating WGAN conserves its form, with any numbers of steps', () => {
  const pace = { h: 0.3, hD: 0.2, sigma: 0, gamma: 0, g0: 1, generatorSteps: 2, discriminatorSteps: 3 };
  const form = orbits.conservedForm(pace);
  const players: Players = { theta: 1, psi: 0.3, owedTheta: 0, owedPsi: 0 };
  const before = orbits.formValue(form, players.theta, players.psi);
  const rule = { objective: 'wgan', variant: 'plain', scheme: 'alternating', sampled: false } as const;
  for (let step = 0; step < 1000; step++) advanceRound(rule, pace, players, { seed: 0, chain: 0, step });
  expect(orbits.formValue(form, players.theta, players.psi) / before).toBeCloseTo(1, 11);
  expect(orbits.combinedStep(pace, 1)).toBeCloseTo(Math.sqrt(0.36), 12);
});
