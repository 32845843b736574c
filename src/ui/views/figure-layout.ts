// A plot laid out in pixels.
import type { Colour, Plot, PlotSeries } from '../../experiment/lab';
import type { LabelArea } from './place-label';
import { gutterFor } from './plot-axes';
import { linearScale, logScale, paddedRange, type AxisRange, type PlotScale } from './plot-scale';

export const FIGURE_HEIGHT = 128;
const TOP = 6;
const BELOW = 20;
const RIGHT = 6;

export interface FigureLine {
  readonly colour: PlotSeries['colour'];
  readonly d: string;
  readonly dots: readonly (readonly [number, number])[];
}

export interface FigureMark {
  readonly at: number;
  readonly label: string;
  readonly colour: Colour | 'muted';
  readonly anchor: 'start' | 'end';
}

export interface FigureLayout {
  readonly area: LabelArea;
  readonly x: PlotScale;
  readonly y: PlotScale;
  readonly lines: readonly FigureLine[];
  readonly marks: readonly FigureMark[];
}

/** Undefined while there is nothing finite to draw. */
export function layOutFigure(plot: Plot, width: number): FigureLayout | undefined {
  const across = paddedRange(
    plot.series.flatMap(({ x }) => x),
    plot.x.scale,
  );
  const up = paddedRange(
    plot.series.flatMap(({ y }) => y),
    plot.y.scale,
  );
  if (!across || !up || width < 80) return undefined;
  const bottom = FIGURE_HEIGHT - BELOW;
  const y = scaleOf(plot.y.scale, { min: up[0], max: up[1], from: bottom, to: TOP });
  const left = gutterFor(y);
  const right = width - RIGHT;
  const x = scaleOf(plot.x.scale, { min: across[0], max: across[1], from: left, to: right });
  const lines = plot.series.map((series) => layOutLine(series, x, y));
  const marks = (plot.marks ?? []).flatMap(({ x: value, label, colour }): FigureMark[] => {
    const at = Math.round(x.toPixel(value)) + 0.5;
    return Number.isFinite(at) ? [{ at, label, colour, anchor: at > (left + right) / 2 ? 'end' : 'start' }] : [];
  });
  return { area: { left, right, top: TOP, bottom }, x, y, lines, marks };
}

function scaleOf(kind: 'linear' | 'log', range: AxisRange): PlotScale {
  return kind === 'log' ? logScale(range) : linearScale(range);
}

/** A gap wherever a value is not finite. */
function layOutLine({ colour, x: xs, y: ys, dots }: PlotSeries, x: PlotScale, y: PlotScale): FigureLine {
  let d = '';
  let pen = 'M';
  const places: (readonly [number, number])[] = [];
  xs.forEach((value, i) => {
    const [px, py] = [round(x.toPixel(value)), round(y.toPixel(ys[i]))];
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      pen = 'M';
      return;
    }
    d += `${pen}${px},${py}`;
    pen = 'L';
    places.push([px, py]);
  });
  return { colour, d, dots: dots ? places : [] };
}

function round(pixel: number): number {
  return Math.round(10 * pixel) / 10;
}
