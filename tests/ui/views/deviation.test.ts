import { describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../../src/experiment/lab';
import { deviationOf } from '../../../src/ui/views/deviation';

const claim: ClaimResult = {
  id: 'L1',
  statement: 'the variance is σ²',
  predicted: 1,
  measured: 1.02,
  standardError: 0.01,
  tolerance: 0.05,
  verdict: 'holds',
};

describe('deviationOf', () => {
  it('measures in tolerances and tells standard errors', () => {
    const deviation = deviationOf(claim);
    expect(deviation?.position).toBeCloseTo(0.4, 12);
    expect(deviation).toMatchObject({ beyond: false, text: '+2.0 standard errors' });
  });

  it('holds what is far off at the end of the scale', () => {
    expect(deviationOf({ ...claim, measured: -3 })).toMatchObject({ position: -1.4, beyond: true });
  });

  it('copes with a tolerance of zero', () => {
    expect(deviationOf({ ...claim, measured: 1, tolerance: 0, standardError: 0 })).toMatchObject({
      position: 0,
      text: '0',
    });
    expect(deviationOf({ ...claim, tolerance: 0, standardError: 0 })).toMatchObject({ position: 1.4, beyond: true });
  });

  it('has nothing to say about what does not apply', () => {
    expect(deviationOf({ ...claim, verdict: 'outside' })).toBeUndefined();
    expect(deviationOf({ ...claim, measured: Number.NaN })).toBeUndefined();
  });
});
