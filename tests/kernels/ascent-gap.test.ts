import { describe, expect, it } from 'vitest';
import { ascentGap } from '../../src/kernels/ascent-gap';
import { spreadStarts } from '../support/langevin-cases';
import { threeBumps } from '../support/mixture-target';

const curvature = threeBumps.curvatureFloor ?? 0;

function leastGap(share: number, claimed = curvature): number {
  const arrays = { points: Float64Array.from(spreadStarts(2000)), gaps: new Float64Array(2000) };
  ascentGap(threeBumps).reference(arrays, { stepSize: share * curvature, curvature: claimed }, 2000);
  return Math.min(...arrays.gaps);
}

describe('ascentGap', () => {
  it.each([0.25, 1, 1.5, 1.99])('is not negative at %f of the curvature (L5)', (share) => {
    expect(leastGap(share)).toBeGreaterThanOrEqual(-1e-9);
  });

  it('is negative when the curvature is claimed too large', () => {
    expect(leastGap(1, 3 * curvature)).toBeLessThan(-1e-2);
  });
});
