import { describe, expect, it } from 'vitest';
import { MOST_POINTS, pointLook } from '../../src/draw/point-look';

const run = (count: number, pixelRatio = 1) => pointLook({ count, colour: 'first' }, pixelRatio);

describe('pointLook', () => {
  it('draws few points large and opaque', () => {
    expect(run(1)).toEqual({ radius: 2.5, alpha: 0.9 });
    expect(run(500)).toEqual({ radius: 2.5, alpha: 0.9 });
  });

  it('never grows with the number of points', () => {
    const looks = [0, 1, 500, 501, 2_000, 19_999, MOST_POINTS, 65_536, 2 ** 20, 2 ** 26].map((count) => run(count));
    for (const [index, look] of looks.entries()) {
      const before = looks[Math.max(0, index - 1)]!;
      expect(look.radius).toBeLessThanOrEqual(before.radius);
      expect(look.alpha).toBeLessThanOrEqual(before.alpha);
      expect(look.alpha).toBeGreaterThan(0.03);
      expect(2 * look.radius).toBeGreaterThanOrEqual(2);
    }
  });

  it('is as large to the eye on every screen, and wider for the second colour', () => {
    expect(run(2_000, 3).radius).toBeCloseTo(3 * run(2_000).radius, 12);
    expect(pointLook({ count: 2_000, colour: 'second' }, 1).radius).toBeGreaterThan(run(2_000).radius);
  });
});
