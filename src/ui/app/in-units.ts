// What a run measures about a centre and in standard deviations, in the names and units of the axes.
import { isOther, nameOf, valueOf, type Axes } from '../../data/axes';
import type { Frame, Histogram, ParameterValues } from '../../experiment/lab';
import { formatNumber } from '../../numbers';

const known = new WeakMap<Histogram, { readonly axes: Axes; readonly shown: Histogram }>();

/** The same object for the same histogram and axes, so that nothing is drawn again for nothing. */
export function histogramInUnits(histogram: Histogram, axes: Axes): Histogram {
  const before = known.get(histogram);
  if (before && !isOther(before.axes, axes)) return before.shown;
  const { axis, min, max, measured, exact, twin } = histogram;
  if (axis === undefined) return histogram;
  const perUnit = (densities: Float64Array): Float64Array => densities.map((density) => density / axes.scale[axis]);
  const shown = {
    ...histogram,
    title: `Marginal of ${nameOf(axes, axis, 32)}`,
    min: valueOf(axes, axis, min),
    max: valueOf(axes, axis, max),
    measured: perUnit(measured),
    ...(exact ? { exact: perUnit(exact) } : {}),
    ...(twin ? { twin: perUnit(twin) } : {}),
  };
  known.set(histogram, { axes, shown });
  return shown;
}

/** The bandwidth along both axes, where standardised points make it a number of deviations. */
export function bandwidthInUnits(axes: Axes, { sigma }: ParameterValues): Frame['readouts'] {
  if (typeof sigma !== 'number' || (axes.scale[0] === 1 && axes.scale[1] === 1)) return [];
  const doc = 'σ counts standard deviations of the columns; this is it in the units of the file.';
  return ([0, 1] as const).map((axis) => ({
    label: `σ of ${nameOf(axes, axis)}`,
    value: formatNumber(sigma * axes.scale[axis]),
    doc,
  }));
}
