// Where everything in a trace stands, computed once per measurement and not per pointer move.
import type { Series, Trace } from '../../experiment/lab';
import { placeLabel, type LabelArea, type LabelPlace } from './place-label';
import { DIGIT_WIDTH, gutterFor } from './plot-axes';
import { linearScale, logScale, paddedRange, type PlotScale } from './plot-scale';
import { lastFinite, linePath, nearestIndex, type ToPixel } from './trace-lines';

export interface TheoryMark {
  readonly d: string;
  readonly label: string;
  readonly place: LabelPlace;
}

export interface TraceLayout {
  readonly area: LabelArea;
  readonly x: PlotScale;
  readonly y: PlotScale;
  readonly lines: readonly {
    readonly colour: Series['colour'];
    readonly d: string;
    readonly end?: readonly [number, number];
    /** The outline of the band around the line. */
    readonly band?: string;
  }[];
  readonly theory: readonly TheoryMark[];
}

export const TRACE_HEIGHT = 132;
const LINE_HEIGHT = 13;

/** Undefined while there is nothing that could be drawn. */
export function layOutTrace(trace: Trace, width: number, height = TRACE_HEIGHT): TraceLayout | undefined {
  const bands = trace.series.flatMap(({ band }) => (band ? [...band.low, ...band.high] : []));
  const curves = [...trace.series, ...trace.theory].flatMap((line) => line.values);
  const start = trace.series[0]?.values.find(Number.isFinite);
  const values = paddedRange([...curves, ...bands], trace.scale, start);
  const steps = stepRange(trace);
  if (!values || !steps) return undefined;
  const makeScale = trace.scale === 'log' ? logScale : linearScale;
  const vertical = { min: values[0], max: values[1], from: height - 20, to: 6 };
  const y = makeScale(vertical);
  const area = { left: gutterFor(y), right: width - 4, top: 6, bottom: height - 20 };
  const x = linearScale({ min: steps[0], max: steps[1], from: area.left, to: area.right }, width < 240 ? 2 : 3);
  // The axis may end above the smallest values: they are held at its foot.
  const held = (value: number): number => Math.min(area.bottom, y.toPixel(value));
  const lines = trace.series.map(({ colour, steps: at, values: of, band }) => {
    const last = lastFinite(at, of);
    const end = last && ([x.toPixel(last.step), held(last.value)] as const);
    return {
      colour,
      d: linePath(at, of, x.toPixel, held),
      ...(end && Number.isFinite(end[1]) ? { end } : {}),
      ...(band ? { band: bandPath(at, band, x.toPixel, held) } : {}),
    };
  });
  return { area, x, y, lines, theory: layOutTheory(trace, area, x, held) };
}

/** Along the upper edge and back along the lower one, over the steps at which both can be shown. */
function bandPath(
  steps: readonly number[],
  { low, high }: NonNullable<Series['band']>,
  toX: (step: number) => number,
  toY: (value: number) => number,
): string {
  const shown = steps.flatMap((step, k) => {
    const [at, top, bottom] = [toX(step), toY(high[k]), toY(low[k])];
    return [at, top, bottom].every(Number.isFinite) ? [{ at, top, bottom }] : [];
  });
  if (shown.length < 2) return '';
  const upper = shown.map(({ at, top }) => `${at.toFixed(1)},${top.toFixed(1)}`);
  const lower = shown.toReversed().map(({ at, bottom }) => `${at.toFixed(1)},${bottom.toFixed(1)}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

/** From the first to the last step of the measurement, or of the theory while nothing is measured. */
function stepRange({ series, theory }: Trace): readonly [number, number] | undefined {
  const steps = (series.some((line) => line.steps.length > 0) ? series : theory).flatMap((line) =>
    line.steps.length > 0 ? [line.steps[0], line.steps[line.steps.length - 1]] : [],
  );
  if (steps.length === 0) return undefined;
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  return [first, last > first ? last : first + 10];
}

function layOutTheory(trace: Trace, area: LabelArea, x: PlotScale, held: ToPixel): readonly TheoryMark[] {
  const points = trace.series.flatMap((line) => sampled(line, area, x, held));
  return trace.theory.map(({ label, steps, values }) => {
    const level = values.length === 1;
    const lineAt = (pixel: number): number => held(level ? values[0] : valueAt(steps, values, x.toValue(pixel)));
    const width = label.length * DIGIT_WIDTH;
    const place = placeLabel({ area, width, lineHeight: LINE_HEIGHT, lineAt, points });
    const left = place.anchor === 'end' ? place.x - width : place.x;
    for (let at = left; at <= left + width; at += 4) points.push([at, place.y - 4]);
    const d = level ? levelPath(area, lineAt(area.left)) : linePath(steps, values, within(area, x), held);
    return { d, label, place };
  });
}

/** Theory curves may run on where nothing is measured yet; what lies outside of the figure is not drawn. */
function within(area: LabelArea, x: PlotScale): (step: number) => number {
  return (step) => {
    const pixel = x.toPixel(step);
    return pixel >= area.left - 1 && pixel <= area.right + 1 ? pixel : Number.NaN;
  };
}

function levelPath(area: LabelArea, height: number): string {
  return Number.isFinite(height) ? `M${area.left},${height}H${area.right}` : '';
}

/** Linear between the entries, held at the ends. */
function valueAt(steps: readonly number[], values: readonly number[], step: number): number {
  const near = nearestIndex(steps, step);
  if (near < 0) return Number.NaN;
  const other = Math.min(steps.length - 1, Math.max(0, near + (step > steps[near] ? 1 : -1)));
  if (other === near) return values[near];
  return values[near] + ((step - steps[near]) / (steps[other] - steps[near])) * (values[other] - values[near]);
}

/** A line every few pixels, between its entries too: enough to see whether a label covers it. */
function sampled(line: Series, area: LabelArea, x: PlotScale, held: ToPixel): [number, number][] {
  const heights = line.values.map(held);
  const points: [number, number][] = [];
  for (let at = area.left; at <= area.right; at += 3) points.push([at, valueAt(line.steps, heights, x.toValue(at))]);
  return points;
}
