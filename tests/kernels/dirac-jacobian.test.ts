// Measured spectra of the update in float64 against the closed forms, over 200 settings. MATHS.md 4.3 to 4.6, G6, G10, G15.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { operatorOf } from '../../src/math/dirac-linearisation';
import { eigenvalues, spectralRadius, type Matrix } from '../../src/math/spectrum';
import { launchGrid } from '../support/dirac-launch';
import { diracScan } from '../support/dirac-scan';

const backend = new ReferenceBackend();

describe('measured spectra', () => {
  // Entries: truncation 1e-12 of third derivatives.
  const tolerance = 1e-11;

  test.each(diracScan)('$rule.objective, $rule.variant, $rule.scheme', async ({ rule, paces }) => {
    for (const pace of paces) {
      const wanted = operatorOf({ rule, pace });
      const got = (await launchGrid(
        backend,
        'jacobians',
        rule,
        pace,
        ['none', [0]],
        ['none', [0]],
      )) as unknown as Matrix;
      const size = Math.max(1, ...wanted.map(Math.abs));
      got.forEach((entry, i) =>
        expect(Math.abs(entry - wanted[i]), JSON.stringify(pace)).toBeLessThan(tolerance * size),
      );
      // A double eigenvalue splits by the square root of an error in the entries.
      const spread = Math.abs(spectralRadius(eigenvalues(got)) - spectralRadius(eigenvalues(wanted)));
      expect(spread).toBeLessThan(2 * Math.sqrt(tolerance) * size);
    }
  });

  test('two hundred settings', () => {
    expect(diracScan.reduce((sum, { paces }) => sum + paces.length, 0)).toBeGreaterThanOrEqual(200);
  });
});
