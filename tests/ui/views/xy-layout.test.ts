import { describe, expect, it, test } from 'vitest';
import type { Plot, Trace } from '../../../src/experiment/lab';
import { heightOf, layOutXy } from '../../../src/ui/views/xy-layout';

const steps = [0, 10, 20, 30];
const trace = (values: readonly number[], more: Partial<Trace> = {}): Trace => ({
  kind: 'trace',
  id: 'kl',
  title: 'Distance to the target law',
  unit: 'nats',
  scale: 'log',
  series: [{ label: 'run', colour: 'first', steps: steps.slice(0, values.length), values }],
  theory: [],
  ...more,
});

/** All numbers behind M and L. */
const points = (d: string): number[][] =>
  d
    .slice(1)
    .split(/[ML]/)
    .map((pair) => pair.split(',').map(Number));

describe('a trace', () => {
  it('has nothing to lay out without a value that can be shown', () => {
    expect(layOutXy(trace([]), 316)).toBeUndefined();
    expect(layOutXy(trace([0, Number.NaN, Infinity]), 316)).toBeUndefined();
  });

  it('keeps every point inside the figure, however large the range', () => {
    const layout = layOutXy(trace([1e300, 1, 1e-300, 1e20]), 316);
    if (!layout) throw new Error('nothing laid out');
    for (const [x, y] of points(layout.lines[0].d)) {
      expect(x).toBeGreaterThanOrEqual(layout.area.left - 0.5);
      expect(x).toBeLessThanOrEqual(layout.area.right + 0.5);
      expect(y).toBeGreaterThanOrEqual(layout.area.top);
      expect(y).toBeLessThanOrEqual(layout.area.bottom);
    }
  });

  it('shows growth from where it began, and no more than eighteen decades of decay', () => {
    const theory = [{ label: 'exact law', steps, values: [1, 1e30, 1e80, 1e240] }];
    const grows = layOutXy(trace([1, 1e30, 1e70], { theory }), 316);
    if (!grows) throw new Error('nothing laid out');
    const [first, middle, last] = [1, 1e30, 1e70].map(grows.y.toPixel);
    expect(first).toBeLessThan(grows.area.bottom);
    expect(middle).toBeLessThan(first - 5);
    expect(last).toBeLessThan(middle - 5);
    const decays = layOutXy(trace([1, 1e-10, 1e-40, 1e-60]), 316);
    expect(decays?.y.toValue(decays.area.bottom)).toBeGreaterThan(1e-20);
  });

  it('shows a first measurement as one point with room to the right', () => {
    const layout = layOutXy(trace([0.5]), 316);
    expect(layout?.lines[0].dots[0]?.[0]).toBe(layout?.area.left);
    expect(layout?.x.ticks.map(({ label }) => label)).toEqual(['0', '5', '10']);
  });

  it('draws a level across and a curve along the steps, and keeps labels apart', () => {
    const theory = [
      { label: 'noise floor', steps: [0], values: [0.01] },
      { label: 'exact', steps: [0, 30, 60], values: [1, 0.012, 0.001] },
    ];
    const layout = layOutXy(trace([1, 0.3, 0.1, 0.05], { theory }), 316);
    if (!layout) throw new Error('nothing laid out');
    const [level, curve] = layout.notes;
    expect(level.d).toMatch(new RegExp(`^M${layout.area.left},(.*)L${layout.area.right},\\1$`));
    expect(points(curve.d).at(-1)?.[0]).toBeLessThanOrEqual(layout.area.right + 0.5);
    const apart = Math.abs(level.place.y - curve.place.y) > 8 || Math.abs(level.place.x - curve.place.x) > 60;
    expect(apart).toBe(true);
  });

  it('draws a band along its upper edge and back along its lower one, on the scale of the line', () => {
    const band = { label: '5–95 %', low: [1, 0.1, 0.01], high: [100, 10, 1] };
    const series = [{ label: 'median', colour: 'first' as const, steps: [0, 10, 20], values: [10, 1, 0.1], band }];
    const layout = layOutXy(trace([], { series }), 316);
    if (!layout) throw new Error('nothing laid out');
    const outline = layout.lines[0].band;
    expect(outline).toMatch(/^M[^MZ]*Z$/);
    const corners = points(outline.slice(0, -1));
    const place = (step: number, value: number): number[] => [layout.x.toPixel(step), layout.y.toPixel(value)];
    const around = [
      [0, 100],
      [10, 10],
      [20, 1],
      [20, 0.01],
      [10, 0.1],
      [0, 1],
    ];
    expect(corners).toHaveLength(around.length);
    around.forEach(([step, value], k) => {
      const [x, y] = place(step, value);
      // Two decimals of a pixel are written.
      expect(Math.abs(corners[k][0] - x)).toBeLessThanOrEqual(0.0051);
      expect(Math.abs(corners[k][1] - y)).toBeLessThanOrEqual(0.0051);
    });
  });

  it('leaves out of a band the steps at which an edge is no number, and holds what is too small at the foot', () => {
    const band = { label: '5–95 %', low: [1, Number.NaN, 1e-300, 1], high: [2, 2, 2, Infinity] };
    const layout = layOutXy(
      trace([], { series: [{ label: 'median', colour: 'first', steps, values: [1, 1, 1, 1], band }] }),
      316,
    );
    if (!layout) throw new Error('nothing laid out');
    const corners = points(layout.lines[0].band.slice(0, -1));
    expect(corners.map(([x]) => x)).toEqual([0, 20, 20, 0].map((step) => Number(layout.x.toPixel(step).toFixed(2))));
    expect(corners[2][1]).toBe(layout.area.bottom);
    const alone = { label: '', low: [1], high: [2] };
    const one = layOutXy(
      trace([], { series: [{ label: 'm', colour: 'first', steps: [0], values: [1], band: alone }] }),
      316,
    );
    expect(one?.lines[0].band).toBe('');
  });
});

const plot: Plot = {
  kind: 'plot',
  id: 'p',
  title: 'P',
  x: { label: 'x', scale: 'log' },
  y: { label: 'y', scale: 'linear' },
  series: [{ label: 'a', colour: 'first', x: [1, 10, 100], y: [0, NaN, 4], dots: true }],
  marks: [
    { label: 'near', x: 2, colour: 'first' },
    { label: 'far', x: 90, colour: 'second' },
    { label: 'nowhere', x: -1, colour: 'muted' },
  ],
  remarks: [],
  done: 1,
};

test('a plot leaves a gap where a value is not finite, and keeps inside its area', () => {
  const layout = layOutXy(plot, 300);
  expect(layout?.lines[0].d.match(/M/g)).toHaveLength(2);
  expect(layout?.lines[0].dots).toHaveLength(2);
  for (const [x, y] of layout?.lines[0].dots ?? []) {
    expect(x).toBeGreaterThanOrEqual(layout?.area.left ?? 0);
    expect(x).toBeLessThanOrEqual(300);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(heightOf(plot));
  }
});

test('a plot turns words of marks inwards and drops what the axis cannot show', () => {
  expect(layOutXy(plot, 300)?.notes.map(({ label, place }) => [label, place.anchor])).toEqual([
    ['near', 'start'],
    ['far', 'end'],
  ]);
});

test('words of marks that are close stand below each other', () => {
  const marks = [2, 2.2, 90].map((x) => ({ label: `at ${x}`, x, colour: 'muted' as const }));
  const [first, second, far] = layOutXy({ ...plot, marks }, 300)?.notes ?? [];
  expect(second.place.y).toBeGreaterThan(first.place.y + 10);
  expect(far.place.y).toBe(first.place.y);
});

test('a plot draws nothing without a number', () => {
  expect(layOutXy({ ...plot, series: [{ label: 'a', colour: 'first', x: [], y: [] }] }, 300)).toBeUndefined();
});

test('an area of a plot reaches from its line to the lower edge', () => {
  const x = [1, 10, 100];
  const line = { label: 'a', colour: 'first', x, y: [0, 2, 4] } as const;
  const layout = layOutXy({ ...plot, series: [{ ...line, area: true }] }, 300);
  if (!layout) throw new Error('nothing laid out');
  const foot = x.map((at) => [Number(layout.x.toPixel(at).toFixed(2)), layout.area.bottom]).toReversed();
  expect(points(layout.lines[0].band.slice(0, -1))).toEqual([...points(layout.lines[0].d), ...foot]);
  expect(layOutXy({ ...plot, series: [line] }, 300)?.lines[0].band).toBe('');
});
