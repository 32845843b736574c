// The root locus: what its curves are, and that the eigenvalues in force lie on them.
import { describe, expect, test } from 'vitest';
import { predictedSpectrum } from '../../src/math/dirac-linearisation';
import { rootLocus } from '../../src/math/dirac-locus';
import type { Pace, Rule, Settings } from '../../src/math/dirac-scheme';
import type { ComplexNumber } from '../../src/math/spectrum';
import { scanPace } from '../support/dirac-scan';

function settings({
  objective = 'logistic',
  variant = 'plain',
  scheme = 'simultaneous',
  ...pace
}: Partial<Rule & Pace>): Settings {
  const { h = 0.5 } = pace;
  return { rule: { objective, variant, scheme, sampled: false }, pace: scanPace({ h, hD: h, ...pace }) };
}

/** The curve's distance from a point, its corners joined by straight pieces. */
function distance(curve: readonly ComplexNumber[], [re, im]: ComplexNumber): number {
  const pieces = curve.slice(1).map(([x, y], k) => {
    const [fromX, fromY] = curve[k];
    const [dx, dy] = [x - fromX, y - fromY];
    const share = Math.min(1, Math.max(0, ((re - fromX) * dx + (im - fromY) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(re - fromX - share * dx, im - fromY - share * dy);
  });
  return Math.min(...pieces);
}

describe('the root locus', () => {
  test('of simultaneous steps is the line Re λ = 1, both ways', () => {
    const [upper, lower] = rootLocus(settings({ scheme: 'simultaneous', objective: 'wgan' }));
    for (const [re] of [...upper, ...lower]) expect(re).toBeCloseTo(1, 12);
    // h = 1e-3 … 10 with f′(0) = 1: Im λ = ±h.
    expect([upper.at(0)?.[1], upper.at(-1)?.[1]].map((im) => Math.abs(im ?? 0))).toEqual([
      expect.closeTo(1e-3, 12) as number,
      expect.closeTo(10, 9) as number,
    ]);
    lower.forEach(([, im], k) => expect(im).toBeCloseTo(-upper[k][1], 12));
  });

  test('of alternating steps is the unit circle, then the real axis with product 1', () => {
    const [one, other] = rootLocus(settings({ scheme: 'alternating', objective: 'wgan' }));
    const onCircle = one.filter(([, im]) => im !== 0);
    expect(onCircle.length).toBeGreaterThan(100);
    for (const value of onCircle) expect(Math.hypot(...value)).toBeCloseTo(1, 9);
    const real = one.flatMap(([re, im], k) => (im === 0 && other[k] ? [[re, other[k][0]]] : []));
    expect(real.length).toBeGreaterThan(10);
    for (const [a, b] of real) expect(a * b).toBeCloseTo(1, 9);
  });

  test.each<Partial<Rule & Pace>>([
    { scheme: 'simultaneous', h: 0.7 },
    { scheme: 'alternating', h: 0.7, discriminatorSteps: 3 },
    { scheme: 'extragradient', h: 1.2 },
    { scheme: 'flow', h: 2 },
    { variant: 'r1', gamma: 1, scheme: 'simultaneous', h: 0.5, hD: 1.5 },
    { variant: 'consensus', gamma: 1, scheme: 'alternating', h: 0.9 },
  ])('holds the spectrum in force: $scheme, h = $h', (changes) => {
    const wanted = settings(changes);
    const locus = rootLocus(wanted);
    for (const value of predictedSpectrum(wanted))
      expect(Math.min(...locus.map((curve) => distance(curve, value)))).toBeLessThan(2e-3);
  });

  test('is empty where there is nothing to linearise', () => {
    expect(rootLocus(settings({ variant: 'wgangp' }))).toEqual([]);
  });
});
