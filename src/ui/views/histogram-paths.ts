// A histogram as three paths: bars, the outline of the twin, the exact curve.
import type { Histogram } from '../../experiment/lab';
import type { ToPixel } from './trace-lines';

/** Bars taller than this many times the exact peak are cut, so that a collapsed run leaves the law readable. */
const TALLEST = 2.5;
const NONE = new Float64Array();

/** The top of the density axis. */
export function densityTop({ measured, twin = NONE, exact = NONE }: Histogram): number {
  const law = peak(exact);
  const seen = Math.max(peak(measured), peak(twin));
  const top = law > 0 ? Math.max(law, Math.min(seen, TALLEST * law)) : seen;
  return top > 0 ? 1.08 * top : 1;
}

/** One rectangle a bin with 0.6 px of air, standing on `floor`. */
export function barsPath(densities: Float64Array, edge: ToPixel, toY: ToPixel, floor: number): string {
  let path = '';
  densities.forEach((density, bin) => {
    if (!(density > 0) || !Number.isFinite(density)) return;
    const [left, right] = [edge(bin), edge(bin + 1)];
    const air = Math.min(0.6, (right - left) * 0.2);
    path += `M${round(left)},${round(floor)}V${round(toY(density))}H${round(right - air)}V${round(floor)}Z`;
  });
  return path;
}

/** The skyline of the bins. */
export function outlinePath(densities: Float64Array, edge: ToPixel, toY: ToPixel, floor: number): string {
  let path = `M${round(edge(0))},${round(floor)}`;
  densities.forEach((density, bin) => {
    path += `V${round(toY(Number.isFinite(density) ? density : 0))}H${round(edge(bin + 1))}`;
  });
  return `${path}V${round(floor)}`;
}

/** The line through the bins' centres. */
export function curvePath(densities: Float64Array, edge: ToPixel, toY: ToPixel): string {
  const points: string[] = [];
  densities.forEach((density, bin) => {
    if (Number.isFinite(density)) points.push(`${round((edge(bin) + edge(bin + 1)) / 2)},${round(toY(density))}`);
  });
  return points.length > 1 ? `M${points.join('L')}` : '';
}

/** Half the integral of |measured − exact|: 0 where they agree, 1 where they share nothing. */
export function totalVariation({ min, max, measured }: Histogram, exact: Float64Array): number {
  const width = (max - min) / measured.length;
  return 0.5 * width * measured.reduce((sum, density, bin) => sum + Math.abs(density - exact[bin]), 0);
}

function peak(densities: Float64Array): number {
  return densities.reduce((most, density) => (Number.isFinite(density) ? Math.max(most, density) : most), 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
