// Panels written in a few words.
import type { Plot, PlotSeries } from './frame';

type Axis = Plot['x'];

/** A logarithmic axis; one that is a text alone is linear. */
export function log(label: string): Axis {
  return { label, scale: 'log' };
}

export function line(
  label: string,
  colour: PlotSeries['colour'],
  x: readonly number[],
  y: readonly number[],
  look: Pick<PlotSeries, 'dots' | 'area'> = {},
): PlotSeries {
  return { label, colour, x, y, ...look };
}

/** All that is not said: no remarks, and wholly measured. */
export function plot(
  id: string,
  title: string,
  axes: readonly [x: string | Axis, y: string | Axis],
  series: readonly PlotSeries[],
  more: Partial<Pick<Plot, 'remarks' | 'done' | 'marks'>> = {},
): Plot {
  const [x, y] = axes.map((axis): Axis => (typeof axis === 'string' ? { label: axis, scale: 'linear' } : axis));
  return { kind: 'plot', id, title, x, y, series, remarks: [], done: 1, ...more };
}
