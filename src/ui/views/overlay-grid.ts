// Grid lines, numbers and names of both axes, inside the picture.
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Box } from '../../targets/target';
import { axisTicks, toPixels, type Size, type Tick } from './view-transform';

/** Pixels kept free of y labels for the names of the axes, the numbers below and the read-out above them. */
const TOP = 30;
const BOTTOM = 58;

export function gridLines(view: Box, size: Size): SVGTemplateResult {
  const x = (tick: Tick): number => Math.round(toPixels(view, size, tick.value, 0)[0]) + 0.5;
  const y = (tick: Tick): number => Math.round(toPixels(view, size, 0, tick.value)[1]) + 0.5;
  const across = axisTicks(view.minX, view.maxX, size.width);
  const up = axisTicks(view.minY, view.maxY, size.height);
  const lines = [
    ...across.map((tick) => `M${x(tick)},0V${size.height}`),
    ...up.map((tick) => `M0,${y(tick)}H${size.width}`),
  ];
  return svg`<path class="grid" d=${lines.join('')} />`;
}

export function gridLabels(view: Box, size: Size, [nameX, nameY]: readonly [string, string]): SVGTemplateResult {
  const { width, height } = size;
  const nameWidth = nameX.length * 6.5 + 16;
  const across = axisTicks(view.minX, view.maxX, width).map((tick) => {
    const [x] = toPixels(view, size, tick.value, 0);
    const half = tick.label.length * 3.4;
    return x - half < 6 || x + half > width - nameWidth
      ? nothing
      : svg`<text class="tick" x=${x} y=${height - 8} text-anchor="middle">${tick.label}</text>`;
  });
  const up = axisTicks(view.minY, view.maxY, height).map((tick) => {
    const [, y] = toPixels(view, size, 0, tick.value);
    return y < TOP || y > height - BOTTOM ? nothing : svg`<text class="tick" x="8" y=${y + 3.5}>${tick.label}</text>`;
  });
  return svg`
    ${across}${up}
    <text class="tick name" x=${width - 10} y=${height - 8} text-anchor="end">${nameX}</text>
    <text class="tick name" x="8" y="17">${nameY}</text>
  `;
}
