// Predicted operators and spectra against the golden cases. MATHS.md 4.2 to 4.6.
import { describe, expect, test } from 'vitest';
import { diracField, type VariantId } from '../../src/math/dirac-field';
import {
  grows,
  isSmooth,
  linearise,
  operatorOf,
  predictedRadius,
  predictedSpectrum,
  updateMatrix,
} from '../../src/math/dirac-linearisation';
import type { SchemeId, Settings } from '../../src/math/dirac-scheme';
import { differenceJacobian, eigenvalues, spectralRadius } from '../../src/math/spectrum';
import { diracCases } from '../support/dirac-golden';

const schemes = { sim: 'simultaneous', alt: 'alternating' } as const;

describe('golden operators', () => {
  test.each(diracCases('spectra').filter((golden) => golden.has('J')))('$id', (golden) => {
    const linear = { slope: golden.number('f1_at_0'), dampingG: 0, dampingD: golden.number('kappa') };
    const matrix = updateMatrix(schemes[golden.texts('scheme')[0] as 'sim' | 'alt'], linear, {
      h: golden.number('h_g'),
      hD: golden.number('h_d'),
      generatorSteps: golden.number('n_g'),
      discriminatorSteps: golden.number('n_d'),
    });
    golden.expect('J', matrix);
    golden.expect('trace', [matrix[0] + matrix[3]]);
    golden.expect('det', [matrix[0] * matrix[3] - matrix[1] * matrix[2]]);
    // The file puts the larger modulus first; near a double eigenvalue it leaves the pair out of its tolerance.
    const pair = eigenvalues(matrix).toSorted(([a, b], [c, d]) => Math.hypot(c, d) - Math.hypot(a, b) || d - b);
    golden.expect('eigenvalues', pair.flat());
    golden.expect('spectral_radius', [spectralRadius(pair)]);
  });
});

describe('the linearised field', () => {
  test.each(diracCases('fields').filter((golden) => golden.has('jacobian_origin')))('$id', (golden) => {
    const linear = linearise(golden.game, golden.strengths);
    golden.expect('jacobian_origin', [-linear.dampingG, -linear.slope, linear.slope, -linear.dampingD]);
    const field = (theta: number, psi: number): readonly [number, number] =>
      diracField(golden.game, golden.strengths, theta, psi);
    const measured = differenceJacobian(field, 0, 0, 1e-4);
    const expected = golden.expected('jacobian_origin');
    measured.forEach((entry, i) => expect(Math.abs(entry - expected[i]), golden.id).toBeLessThan(1e-7));
  });

  test('WGAN-GP has none', () => {
    const game = { objective: 'wgan', variant: 'wgangp', sampled: false } as const;
    expect(linearise(game, { sigma: 0, gamma: 1, g0: 1 })).toEqual({
      slope: 1,
      dampingG: Number.NaN,
      dampingD: Number.NaN,
    });
    const settings = settingsOf('wgangp', 'alternating');
    expect([isSmooth(settings), grows(settings)]).toEqual([false, false]);
    expect(predictedRadius(settings)).toBeNaN();
    expect(predictedSpectrum(settings)).toEqual([]);
    expect(operatorOf(settings).some(Number.isFinite)).toBe(false);
  });
});

const pace = { h: 0.5, hD: 0.5, sigma: 1, gamma: 0.5, g0: 1, generatorSteps: 1, discriminatorSteps: 1 };

function settingsOf(variant: VariantId, scheme: SchemeId, h = 0.5): Settings {
  return { rule: { objective: 'logistic', variant, scheme, sampled: false }, pace: { ...pace, h, hD: h } };
}

describe('small starts', () => {
  test.each([
    ['plain', 'simultaneous', 0.5, 1],
    ['plain', 'alternating', 0.5, 0],
    ['plain', 'alternating', 4.01, 1],
    ['noise', 'simultaneous', 0.5, -1],
    ['noise', 'simultaneous', 2.01, 1],
    ['plain', 'extragradient', 0.5, -1],
  ] as const)('%s, %s, h = %d: growth has the sign of %d', (variant, scheme, h, sign) => {
    const settings = settingsOf(variant, scheme, h);
    expect(grows(settings)).toBe(sign > 0);
    const distance = predictedRadius(settings) - 1;
    expect(Math.abs(distance) <= 1e-9 ? 0 : Math.sign(distance)).toBe(sign);
  });

  test('the flow by Runge and Kutta shrinks on the imaginary axis by what 4.6 says', () => {
    const linear = { slope: 1, dampingG: 0, dampingD: 0 };
    const [a, b, c, d] = updateMatrix('flow', linear, { ...pace, h: 0.3, hD: 0.3 });
    expect(a * d - b * c).toBeCloseTo(1 - 0.3 ** 6 / 72 + 0.3 ** 8 / 576, 14);
  });
});
