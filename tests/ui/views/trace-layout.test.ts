import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../src/labs/lab';
import { layOutTrace } from '../../../src/ui/views/trace-layout';

const steps = [0, 10, 20, 30];
const trace = (values: readonly number[], more: Partial<Trace> = {}): Trace => ({
  id: 'kl',
  title: 'Distance to the target law',
  unit: 'nats',
  scale: 'log',
  series: [{ label: 'run', role: 'run', steps: steps.slice(0, values.length), values }],
  theory: [],
  ...more,
});

/** All numbers behind M and L. */
const points = (d: string): number[][] =>
  d
    .slice(1)
    .split(/[ML]/)
    .map((pair) => pair.split(',').map(Number));

describe('layOutTrace', () => {
  it('has nothing to lay out without a value that can be shown', () => {
    expect(layOutTrace(trace([]), 316)).toBeUndefined();
    expect(layOutTrace(trace([0, Number.NaN, Infinity]), 316)).toBeUndefined();
  });

  it('keeps every point inside the figure, however large the range', () => {
    const layout = layOutTrace(trace([1e300, 1, 1e-300, 1e20]), 316);
    if (!layout) throw new Error('nothing laid out');
    for (const [x, y] of points(layout.lines[0].d)) {
      expect(x).toBeGreaterThanOrEqual(layout.area.left - 0.5);
      expect(x).toBeLessThanOrEqual(layout.area.right + 0.5);
      expect(y).toBeGreaterThanOrEqual(layout.area.top);
      expect(y).toBeLessThanOrEqual(layout.area.bottom);
    }
  });

  it('shows a first measurement as one point with room to the right', () => {
    const layout = layOutTrace(trace([0.5]), 316);
    expect(layout?.lines[0].end?.[0]).toBe(layout?.area.left);
    expect(layout?.x.ticks.map(({ label }) => label)).toEqual(['0', '5', '10']);
  });

  it('draws a level across and a curve along the steps, and keeps labels apart', () => {
    const theory = [
      { label: 'noise floor', steps: [0], values: [0.01] },
      { label: 'exact', steps: [0, 30, 60], values: [1, 0.012, 0.001] },
    ];
    const layout = layOutTrace(trace([1, 0.3, 0.1, 0.05], { theory }), 316);
    if (!layout) throw new Error('nothing laid out');
    const [level, curve] = layout.theory;
    expect(level.d).toMatch(new RegExp(`^M${layout.area.left},.*H${layout.area.right}$`));
    expect(points(curve.d).at(-1)?.[0]).toBeLessThanOrEqual(layout.area.right + 0.5);
    const apart = Math.abs(level.place.y - curve.place.y) > 8 || Math.abs(level.place.x - curve.place.x) > 60;
    expect(apart).toBe(true);
  });
});
