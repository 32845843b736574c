import { describe, expect, it } from 'vitest';
import {
  momentColumns,
  momentElements,
  momentThreads,
  particleMoments,
  readMoments,
} from '../../src/kernels/particle-moments';
import { unitGaussian } from '../support/mixture-target';

const kernel = particleMoments(unitGaussian);

function moments(positions: readonly number[], later: readonly number[], threads = momentThreads, axis = [1, 0]) {
  const sums = new Float64Array(momentElements);
  const arrays = { positions: Float64Array.from(positions), later: Float64Array.from(later), sums };
  const params = {
    first: 0,
    count: positions.length / 2,
    centreX: 1,
    centreY: 2,
    laterCentreX: -1,
    laterCentreY: 0.5,
    axisX: axis[0],
    axisY: axis[1],
    scale: 2,
  };
  kernel.reference(arrays, params, threads);
  return readMoments(sums);
}

describe('particleMoments', () => {
  it('names every column once', () => {
    expect(new Set(momentColumns).size).toBe(momentColumns.length);
    expect(momentElements).toBe(momentThreads * 36);
  });

  it('sums what its columns say', () => {
    // u = (1, -2), v = (3, 0.25), s = -x = -(3, -2)
    const one = moments([3, -2], [5, 1]);
    expect(one).toMatchObject({ finite: 1, nonFinite: 0, right: 1, ux: 1, uy: -2, vx: 3, vy: 0.25 });
    expect(one).toMatchObject({ uxx: 1, uxy: -2, uyy: 4, uxxx: 1, uxxy: -2, uxyy: 4, uyyy: -8 });
    expect(one).toMatchObject({ uxxxx: 1, uxxxy: -2, uxxyy: 4, uxyyy: -8, uyyyy: 16, vxx: 9, vxy: 0.75, vyy: 0.0625 });
    expect(one).toMatchObject({ uxvx: 3, uxvy: 0.25, uyvx: -6, uyvy: -0.5 });
    expect(one).toMatchObject({ scoreX: -3, scoreY: 2, scoreXSquared: 9, scoreYSquared: 4 });
    expect(one).toMatchObject({ stein: -13, steinSquared: 169, scoreXTimesY: 6, scoreYTimesX: 6 });
    const logDensity = -Math.log(2 * Math.PI) - 6.5;
    expect(one.logDensity).toBeCloseTo(logDensity, 12);
    expect(one.logDensitySquared).toBeCloseTo(logDensity ** 2, 12);
  });

  it('measures along the axis that it is given', () => {
    // u = (1, -2) and v = (3, 0.25) seen from the second direction: (y, −x)
    const turned = moments([3, -2], [5, 1], momentThreads, [0, 1]);
    expect(turned).toMatchObject({ ux: -2, uy: -1, vx: 0.25, vy: -3, uxx: 4, uxy: 2, uyy: 1, uxvx: -0.5, uyvy: 3 });
    expect(turned).toMatchObject({ scoreX: -3, scoreY: 2, stein: -13 });
  });

  it('does not depend on the number of threads', () => {
    const positions = Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
    const later = positions.toReversed();
    const [few, many] = [moments(positions, later, 3), moments(positions, later)];
    for (const name of momentColumns) expect(few[name]).toBeCloseTo(many[name], 9);
    expect(few.finite).toBe(200);
  });

  it('leaves out pairs that are not finite and counts positions that are not', () => {
    const some = moments([NaN, 0, 1, Infinity, 0, 0, 3, -2], [0, 0, 0, 0, 0, NaN, 5, 1]);
    expect(some).toEqual({ ...moments([3, -2], [5, 1]), nonFinite: 2 });
  });
});
