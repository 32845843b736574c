import { describe, expect, it } from 'vitest';
import { scaledBessel } from '../../src/math/bessel';

/** e^(−κ) I_n(κ) = (1/π) ∫ exp(κ (cos t − 1)) cos nt dt over [0, π]; the trapezoidal rule is exact to rounding here. */
function byIntegral(kappa: number, order: 0 | 1): number {
  const steps = 64 + 40 * Math.ceil(Math.sqrt(kappa));
  let sum = 0;
  for (let i = 0; i < 2 * steps; i++) {
    const t = (Math.PI * i) / steps;
    sum += Math.exp(-2 * kappa * Math.sin(t / 2) ** 2) * Math.cos(order * t);
  }
  return sum / (2 * steps);
}

describe('scaledBessel', () => {
  // On both sides of the change from one series to the other, and where κ² over- or underflows float32.
  for (const kappa of [1e-30, 1e-3, 0.5, 1, 3, 10, 24.99, 25, 25.01, 60, 700, 1e5]) {
    it(`agrees with the integral at κ = ${kappa}`, () => {
      const { zeroth, firstOverArgument } = scaledBessel(kappa);
      // A few hundred terms of one sign: rounding stays below 1e-14.
      expect(Math.abs(zeroth / byIntegral(kappa, 0) - 1)).toBeLessThan(1e-13);
      if (kappa >= 1e-3)
        expect(Math.abs((kappa * firstOverArgument) / byIntegral(kappa, 1) - 1)).toBeLessThan(
          kappa < 0.1 ? 1e-10 : 1e-13,
        );
    });
  }

  it('has the values of the origin', () => {
    expect(scaledBessel(0)).toEqual({ zeroth: 1, firstOverArgument: 0.5 });
  });
});
