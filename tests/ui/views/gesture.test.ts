import { describe, expect, it } from 'vitest';
import { GestureTracker, wheelFactor } from '../../../src/ui/views/gesture';

describe('GestureTracker', () => {
  it('drags with one pointer', () => {
    const tracker = new GestureTracker();
    tracker.down(1, 10, 10);
    expect(tracker.move(1, 30, 5)).toEqual({ dx: 20, dy: -5, factor: 1, x: 30, y: 5 });
    expect(tracker.up(1)).toBe(false);
    expect(tracker.active).toBe(false);
  });

  it('pinches with two about their middle', () => {
    const tracker = new GestureTracker();
    tracker.down(1, 0, 0);
    tracker.down(2, 100, 0);
    expect(tracker.move(2, 200, 0)).toEqual({ dx: 50, dy: 0, factor: 2, x: 100, y: 0 });
    tracker.up(1);
    expect(tracker.move(2, 210, 0)?.factor).toBe(1);
    expect(tracker.up(2)).toBe(false);
  });

  it('tells a tap from a drag and from a scroll that the browser took over', () => {
    const tracker = new GestureTracker();
    tracker.down(1, 10, 10);
    tracker.move(1, 12, 11);
    expect(tracker.up(1)).toBe(true);
    tracker.down(1, 10, 10);
    expect(tracker.up(1, true)).toBe(false);
  });

  it('ignores pointers that only hover', () => expect(new GestureTracker().move(7, 1, 1)).toBeUndefined());
});

describe('wheelFactor', () => {
  it('grows upwards, is undone by the opposite turn, and is bounded', () => {
    expect(wheelFactor(-100, 0, false)).toBeGreaterThan(1);
    expect(wheelFactor(-100, 0, false) * wheelFactor(100, 0, false)).toBeCloseTo(1, 12);
    expect(wheelFactor(3, 1, false)).toBeCloseTo(wheelFactor(48, 0, false), 12);
    expect(wheelFactor(-1e9, 0, false)).toBeLessThan(2);
  });
});
