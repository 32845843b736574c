// A bound on what float32 does to the chains, against the map computed in float32.
import { describe, expect, it } from 'vitest';
import { createTarget } from '../../src/targets/registry';
import { advanceLaw } from '../../src/math/gaussian-law';
import { followedStart, followLaw } from '../../src/math/law-rounding';

const { fround } = Math;

describe('the rounding beside the law', () => {
  it.each([
    [0.02, 100],
    [0.02, 2000],
    [0.3, 60],
    [0.49, 300],
    [0.6, 20],
  ])('bounds the noise-free map at γ = %d after %d steps', (step, steps) => {
    const target = createTarget('gaussian', { sigmaX: 1, sigmaY: 0.5, angle: 30 });
    const gaussian = { mean: [0, 0] as const, covariance: target.components?.[0]?.covariance ?? ([1, 0, 1] as const) };
    const start = { kind: 'point', x: 3, y: -2, scale: 0 } as const;
    const exact = advanceLaw(followedStart(start), gaussian, step, 0, steps).mean;
    const [c, s] = [fround(Math.cos(Math.PI / 6)), fround(Math.sin(Math.PI / 6))];
    let [x, y] = [3, -2];
    for (let n = 0; n < steps; n++) {
      const u = fround(fround(fround(c * x) + fround(s * y)) * 1);
      const v = fround(fround(fround(c * y) - fround(s * x)) * 4);
      const [scoreX, scoreY] = [-fround(fround(c * u) - fround(s * v)), -fround(fround(s * u) + fround(c * v))];
      [x, y] = [fround(x + fround(fround(step) * scoreX)), fround(y + fround(fround(step) * scoreY))];
    }
    const { rounding } = followLaw(followedStart(start), gaussian, step, 0, steps);
    const error = Math.hypot(x - exact[0], y - exact[1]);
    expect(error).toBeLessThan(rounding);
    expect(rounding).toBeLessThan(1e-3 * Math.hypot(3, -2, ...exact));
  });
});
