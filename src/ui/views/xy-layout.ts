// An x–y plot in pixels: of a trace, whose x is the step, or of one measured quantity against another.
import { extent, range } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Plot, PlotSeries, Series, Trace } from '../../experiment/lab';
import { bandPath, isFinitePoint, linePath, type Point, type ToPixel } from './line-paths';
import { placeLabel, type LabelArea, type LabelPlace } from './place-label';
import { DIGIT_WIDTH, gutterFor } from './plot-axes';
import { paddedRange, plotScale, type PlotScale } from './plot-scale';

export interface XyLine {
  readonly colour: PlotSeries['colour'];
  readonly d: string;
  readonly dots: readonly Point[];
  /** The outline of the band around the line, or of what lies between it and the lower edge, where that is filled. */
  readonly band: string;
}

/** A curve of theory or a mark, with a word at it. */
export interface XyNote {
  /** What its style sheet calls it. */
  readonly style: string;
  readonly d: string;
  readonly label: string;
  readonly place: LabelPlace;
}

export interface XyLayout {
  readonly area: LabelArea;
  readonly x: PlotScale;
  readonly y: PlotScale;
  readonly lines: readonly XyLine[];
  readonly notes: readonly XyNote[];
}

type Scale = Plot['x']['scale'];
type Range = readonly [min: number, max: number];

/** What both kinds are before they have a size. */
interface Chart {
  readonly x: { readonly scale: Scale; readonly range: Range | undefined };
  readonly y: { readonly scale: Scale; readonly range: Range | undefined };
  readonly curves: readonly (Pick<PlotSeries, 'colour' | 'x' | 'y'> & {
    readonly dots: 'all' | 'last' | undefined;
    readonly band?: Series['band'];
    readonly area?: true;
  })[];
}

const HEIGHTS = { trace: 132, plot: 128 };
const TOP = 6;
const BELOW = 20;
const RIGHTS = { trace: 4, plot: 6 };
const LINE_HEIGHT = 13;
const NEAR_MARKS = 64;

export function heightOf({ kind }: Trace | Plot): number {
  return HEIGHTS[kind];
}

/** Undefined while there is nothing that could be drawn. */
export function layOutXy(panel: Trace | Plot, width: number): XyLayout | undefined {
  const chart = panel.kind === 'trace' ? chartOfTrace(panel) : chartOfPlot(panel);
  const { range: across } = chart.x;
  const { range: up } = chart.y;
  if (!across || !up) return undefined;
  const bottom = heightOf(panel) - BELOW;
  const y = plotScale(chart.y.scale, { min: up[0], max: up[1], from: bottom, to: TOP });
  const area = { left: gutterFor(y), right: width - RIGHTS[panel.kind], top: TOP, bottom };
  const sides = { min: across[0], max: across[1], from: area.left, to: area.right };
  const x = plotScale(chart.x.scale, sides, width < 240 ? 2 : 3);
  // The axis may end above the smallest values: they are held at its foot.
  const held = (value: number): number => Math.min(bottom, y.toPixel(value));
  const lines = chart.curves.map(({ colour, x: xs, y: ys, dots, band, area: filled }): XyLine => {
    const points = xs.map((at, k): Point => [x.toPixel(at), held(ys[k])]);
    const shown = dots ? points.filter(isFinitePoint) : [];
    const edges = xs.map((at, k) => {
      const [low, high] = filled ? [bottom, held(ys[k])] : [held(band?.low[k] ?? NaN), held(band?.high[k] ?? NaN)];
      return [x.toPixel(at), low, high] as const;
    });
    return { colour, d: linePath(points), dots: dots === 'last' ? shown.slice(-1) : shown, band: bandPath(edges) };
  });
  const notes = panel.kind === 'trace' ? theoryNotes(panel, area, x, held) : markNotes(panel, area, x);
  return { area, x, y, lines, notes };
}

/** From the first to the last step of the measurement, or of the theory while nothing is measured. */
function chartOfTrace({ series, theory, scale }: Trace): Chart {
  const steps = extent((series.some((line) => line.steps.length > 0) ? series : theory).flatMap((line) => line.steps));
  const [first, last] = steps;
  const start = series[0]?.values.find(Number.isFinite);
  const bands = series.flatMap(({ band }) => (band ? [...band.low, ...band.high] : []));
  const values = [...series, ...theory].flatMap((line) => line.values);
  return {
    x: { scale: 'linear', range: first === undefined ? undefined : [first, last > first ? last : first + 10] },
    y: { scale, range: paddedRange([...values, ...bands], scale, start) },
    curves: series.map(({ steps: x, values: y, ...line }) => ({ ...line, x, y, dots: 'last' })),
  };
}

function chartOfPlot({ x, y, series }: Plot): Chart {
  const rangeOf = (axis: 'x' | 'y', scale: Scale): Range | undefined =>
    paddedRange(
      series.flatMap((line) => line[axis]),
      scale,
    );
  return {
    x: { scale: x.scale, range: rangeOf('x', x.scale) },
    y: { scale: y.scale, range: rangeOf('y', y.scale) },
    curves: series.map((line) => ({ ...line, dots: line.dots && 'all' })),
  };
}

function markNotes({ marks = [] }: Plot, { left, right, top, bottom }: LabelArea, x: PlotScale): XyNote[] {
  return marks.flatMap(({ x: value, label, colour }, k) => {
    const at = Math.round(x.toPixel(value)) + 0.5;
    const anchor = at > (left + right) / 2 ? ('end' as const) : ('start' as const);
    // Words of marks that are close stand below each other.
    const above = marks.slice(0, k).filter((mark) => Math.abs(x.toPixel(mark.x) - at) < NEAR_MARKS).length;
    const place = { x: anchor === 'end' ? at - 5 : at + 5, y: top + 9 + LINE_HEIGHT * above, anchor };
    return Number.isFinite(at) ? [{ style: `mark ${colour}`, d: `M${at},${top}V${bottom}`, label, place }] : [];
  });
}

/** Theory may run on where nothing is measured yet; what lies outside of the figure is not drawn. */
function theoryNotes({ series, theory }: Trace, area: LabelArea, x: PlotScale, held: ToPixel): XyNote[] {
  const isInside = (point: Point): boolean =>
    isFinitePoint(point) && point[0] >= area.left - 1 && point[0] <= area.right + 1;
  const points = series.flatMap((line) => sampled(line, area, x, held));
  return theory.map(({ label, steps, values }) => {
    const level = values.length === 1 ? held(values[0]) : undefined;
    const between = scaleLinear(steps, values).clamp(true);
    const lineAt = (pixel: number): number => level ?? held(between(x.toValue(pixel)));
    const width = label.length * DIGIT_WIDTH;
    const place = placeLabel({ area, width, lineHeight: LINE_HEIGHT, lineAt, points });
    const left = place.anchor === 'end' ? place.x - width : place.x;
    for (let at = left; at <= left + width; at += 4) points.push([at, place.y - 4]);
    const curve = steps.map((step, k): Point => [x.toPixel(step), held(values[k])]);
    const ends: readonly Point[] = [area.left, area.right].map((at) => [at, level ?? NaN]);
    return { style: 'law dashed', d: linePath(level === undefined ? curve : ends, isInside), label, place };
  });
}

/** A line every few pixels, between its entries too: enough to see whether a label covers it. */
function sampled({ steps, values }: Series, { left, right }: LabelArea, x: PlotScale, held: ToPixel): Point[] {
  const between = scaleLinear(steps, values.map(held)).clamp(true);
  return range(left, right, 3).map((at) => [at, between(x.toValue(at))]);
}
