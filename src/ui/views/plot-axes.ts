// The frame of a side figure: a hairline on the left and below, faint lines at the ticks, numbers outside.
import { svg, type SVGTemplateResult } from 'lit';
import type { LabelArea } from './place-label';
import type { PlotScale } from './plot-scale';

/** About the width of a 10.5 px figure; labels are measured without asking the layout. */
export const DIGIT_WIDTH = 5.9;

/** Room on the left for the widest of the labels. */
export function gutterFor(scale: PlotScale): number {
  const widest = Math.max(0, ...scale.ticks.map(({ label }) => label.length));
  return Math.min(76, Math.max(24, widest * DIGIT_WIDTH + 10));
}

export function plotAxes(area: LabelArea, x: PlotScale, y: PlotScale): SVGTemplateResult {
  return svg`
    <path class="grid" d=${y.ticks.map(({ value }) => `M${area.left},${pixel(y.toPixel(value))}H${area.right}`).join('')} />
    <path class="axis" d="M${area.left},${area.top}V${area.bottom}H${area.right}" />
    ${axisNumbers(area, x, y)}
  `;
}

export function axisNumbers(area: LabelArea, x: PlotScale, y: PlotScale): SVGTemplateResult {
  return svg`
    ${y.ticks.map(
      ({ value, label }) => svg`<text x=${area.left - 6} y=${y.toPixel(value) + 3.5} text-anchor="end">${label}</text>`,
    )}
    ${apart(x).map(({ value, label }) => xLabel(area, x.toPixel(value), label))}
  `;
}

/** The ticks whose labels leave room for each other: a date in seconds is wide. */
function apart({ ticks, toPixel }: PlotScale): PlotScale['ticks'] {
  let end = -Infinity;
  return ticks.filter(({ value, label }) => {
    const [at, half] = [toPixel(value), (label.length * DIGIT_WIDTH) / 2];
    if (at - half < end) return false;
    end = at + half + DIGIT_WIDTH;
    return true;
  });
}

function xLabel(area: LabelArea, position: number, label: string): SVGTemplateResult {
  const half = (label.length * DIGIT_WIDTH) / 2;
  const anchor = position + half > area.right + 6 ? 'end' : 'middle';
  const at = anchor === 'end' ? Math.min(position, area.right) : position;
  return svg`<text x=${pixel(at)} y=${area.bottom + 14} text-anchor=${anchor}>${label}</text>`;
}

function pixel(value: number): number {
  return Math.round(value * 10) / 10;
}
