// A histogram as three paths: bars, the outline of the twin, the exact curve.
import { max, sum } from 'd3-array';
import type { Histogram } from '../../experiment/lab';
import { linePath, stairPath, type ToPixel } from './line-paths';

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
  return Array.from(densities, (density, bin) => {
    if (!(density > 0) || !Number.isFinite(density)) return '';
    const [left, right, top] = [edge(bin), edge(bin + 1), toY(density)];
    const end = right - Math.min(0.6, (right - left) * 0.2);
    return `M${left},${floor}V${top}H${end}V${floor}Z`;
  }).join('');
}

/** The skyline of the bins. */
export function outlinePath(densities: Float64Array, edge: ToPixel, toY: ToPixel, floor: number): string {
  const roofs = Array.from(densities, (density, bin) => {
    return [edge(bin), toY(Number.isFinite(density) ? density : 0)] as const;
  });
  return stairPath([[edge(0), floor], ...roofs, [edge(densities.length), floor]]);
}

/** The line through the bins' centres, over gaps. */
export function curvePath(densities: Float64Array, edge: ToPixel, toY: ToPixel): string {
  const points = Array.from(densities, (density, bin) => [edge(bin + 0.5), toY(density)] as const);
  return linePath(points.filter(([, y]) => Number.isFinite(y)));
}

/** Half the integral of |measured − exact|: 0 where they agree, 1 where they share nothing. */
export function totalVariation({ min, max: end, measured }: Histogram, exact: Float64Array): number {
  const width = (end - min) / measured.length;
  return 0.5 * width * sum(measured, (density, bin) => Math.abs(density - exact[bin]));
}

function peak(densities: Float64Array): number {
  return max(densities, (density) => (Number.isFinite(density) ? density : 0)) ?? 0;
}
