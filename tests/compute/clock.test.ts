import { describe, expect, test } from 'vitest';
import { Readings, watchedClock } from '../../src/compute/clock';

describe('a watched clock', () => {
  test('knows its step as soon as it has ticked', () => {
    let time = 0;
    const clock = watchedClock(() => 100 * Math.floor(time / 100));
    expect(clock.grain).toBe(Infinity);
    time = 130;
    expect(clock.now()).toBe(100);
    expect(clock.grain).toBe(100);
    time = 560;
    expect(clock.grain).toBe(100);
  });

  test('that is fine is known for it at once', () => {
    let time = 0;
    expect(watchedClock(() => (time += 0.005)).grain).toBeCloseTo(0.005, 9);
    expect(watchedClock(() => performance.now()).grain).toBeLessThan(1);
  });
});

describe('readings', () => {
  test('of a fine clock stand alone', () => {
    expect(new Readings().add(10, 1, 0.1)).toEqual({ work: 10, ms: 1 });
  });

  test('of a coarse one are summed until it has ticked three times', () => {
    const readings = new Readings();
    const answers = [0, 100, 0, 100, 0, 100].map((ms) => readings.add(10, ms, 100));
    expect(answers).toEqual([...Array.from({ length: 5 }), { work: 10, ms: 50 }]);
  });

  test('in which nothing ticks are short, not nothing', () => {
    const readings = new Readings();
    for (let i = 0; i < 7; i++) expect(readings.add(10, 0, 100)).toBeUndefined();
    expect(readings.add(10, 0, 100)).toEqual({ work: 10, ms: 6.25 });
  });
});
