import { expect, test } from 'vitest';
import type { Plot } from '../../../src/experiment/lab';
import { FIGURE_HEIGHT, layOutFigure } from '../../../src/ui/views/figure-layout';

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

test('leaves a gap where a value is not finite, and keeps inside its area', () => {
  const layout = layOutFigure(plot, 300);
  expect(layout?.lines[0].d.match(/M/g)).toHaveLength(2);
  expect(layout?.lines[0].dots).toHaveLength(2);
  for (const [x, y] of layout?.lines[0].dots ?? []) {
    expect(x).toBeGreaterThanOrEqual(layout?.area.left ?? 0);
    expect(x).toBeLessThanOrEqual(300);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(FIGURE_HEIGHT);
  }
});

test('turns words of marks inwards and drops what the axis cannot show', () => {
  expect(layOutFigure(plot, 300)?.marks.map(({ label, anchor }) => [label, anchor])).toEqual([
    ['near', 'start'],
    ['far', 'end'],
  ]);
});

test('draws nothing without a number', () => {
  expect(layOutFigure({ ...plot, series: [{ label: 'a', colour: 'first', x: [], y: [] }] }, 300)).toBeUndefined();
});
