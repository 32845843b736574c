// Growth rates of real runs, in float64, against log |λ| over 200 settings; and the limits found from them.
// MATHS.md 4.3 to 4.6, G8, G11, G12, G16.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { alternatingLimit, simultaneousLimit } from '../../src/math/dirac-limits';
import { operatorOf } from '../../src/math/dirac-linearisation';
import { eigenvalues, spectralRadius } from '../../src/math/spectrum';
import type { Rule } from '../../src/math/dirac-scheme';
import { launchGrid } from '../support/dirac-launch';
import { diracScan, scanPace } from '../support/dirac-scan';

const backend = new ReferenceBackend();

describe('growth rates', () => {
  test.each(diracScan)('$rule.objective, $rule.variant, $rule.scheme', async ({ rule, paces }) => {
    for (const pace of paces) {
      const pair = eigenvalues(operatorOf({ rule, pace }));
      const wanted = Math.log(spectralRadius(pair));
      const [got] = await launchGrid(backend, 'growth', rule, pace, ['none', [0]], ['none', [0, 0, 0, 0]], 4000);
      // A run that leaves [1e-30, 1e-3] after n rounds knows its rate to log(condition)/n; a longer one cancels it.
      const rounds = Math.min(4000, (wanted > 0 ? 20.7 : 41.4) / Math.abs(wanted));
      const skew = Math.hypot(pair[0][0] - pair[1][0], pair[0][1] - pair[1][1]);
      const condition = Math.log(20 * (1 + Math.max(pace.h / pace.hD, pace.hD / pace.h)) * (1 + 1 / skew));
      expect(Math.abs(got - wanted), JSON.stringify(pace)).toBeLessThan(condition / rounds + 2e-5);
    }
  });
});

describe('limits by bisection on runs', () => {
  const rule = (variant: Rule['variant'], scheme: Rule['scheme']): Rule => ({
    objective: 'logistic',
    variant,
    scheme,
    sampled: false,
  });
  const cases: readonly (readonly [string, Rule, number, number])[] = [
    ['alternating, h f′(0) = 2', rule('plain', 'alternating'), 0, alternatingLimit(0.5, 0)],
    ['noise, simultaneous', rule('noise', 'simultaneous'), 0.25, simultaneousLimit(0.5, 0.25)],
    ['noise, alternating', rule('noise', 'alternating'), 0.25, alternatingLimit(0.5, 0.25)],
    ['R1, simultaneous', rule('r1', 'simultaneous'), 0.25, simultaneousLimit(0.5, 0.25)],
    ['R1, alternating', rule('r1', 'alternating'), 0.25, alternatingLimit(0.5, 0.25)],
  ];
  /** Of a map whose 512 rows go from 1e-2 to 10. */
  const PIXEL = Math.log(1e3) / 511;

  test.each(cases)('%s', async (_, wanted, b, limit) => {
    let [inside, beyond] = [0.1, 10];
    while (Math.log(beyond / inside) > PIXEL / 8) {
      const heights = [0.2, 0.4, 0.6, 0.8].map((share) => inside * (beyond / inside) ** share);
      const rates = await launchGrid(
        backend,
        'growth',
        wanted,
        scanPace({ sigma: Math.sqrt(4 * b), gamma: 2 * b }),
        ['none', [0]],
        ['h', heights],
        2000,
      );
      const first = rates.findIndex((rate) => rate > 1e-4);
      if (first !== 0) inside = heights[first < 0 ? 3 : first - 1];
      if (first >= 0) beyond = heights[first];
    }
    expect(Math.abs(Math.log(inside / limit))).toBeLessThan(PIXEL);
  });

  test('simultaneous steps have no limit to find: every run grows', async () => {
    const heights = Array.from({ length: 16 }, (_, i) => 0.01 * 1000 ** (i / 15));
    const rates = await launchGrid(
      backend,
      'growth',
      rule('plain', 'simultaneous'),
      scanPace({}),
      ['none', [0]],
      ['h', heights],
      4000,
    );
    rates.forEach((rate, i) =>
      expect(Math.abs(rate / (0.5 * Math.log1p(heights[i] ** 2 / 4)) - 1), `h = ${heights[i]}`).toBeLessThan(0.2),
    );
  });
});
