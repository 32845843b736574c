// Grid lines, numbers and names of both axes, inside the picture.
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Box } from '../../targets/target';
import { coordinateOf, nameOf, valueOf, type Axes } from '../../data/axes';
import { axisTicks, toPixels, type Size, type Tick } from './view-transform';

/** Pixels kept free of y labels for the names of the axes, the numbers below and the read-out above them. */
const TOP = 30;
const BOTTOM = 58;
/** About the width of a letter of a tick and of a name. */
const LETTER = 6.8;
const NAME_LETTER = 6.5;

/** Round numbers in the units of the axis, as coordinates with their labels; farther apart where they are long. */
function ticksAlong(axes: Axes, axis: 0 | 1, min: number, max: number, length: number): readonly Tick[] {
  const [low, high] = [valueOf(axes, axis, min), valueOf(axes, axis, max)];
  const usual = axisTicks(low, high, length);
  const room = LETTER * Math.max(...usual.map(({ label }) => label.length)) + 16;
  const ticks = axis === 0 && room > 84 ? axisTicks(low, high, length, room) : usual;
  return ticks.map(({ value, label }) => ({ value: coordinateOf(axes, axis, value), label }));
}

export function gridLines(view: Box, size: Size, axes: Axes): SVGTemplateResult {
  const x = (tick: Tick): number => Math.round(toPixels(view, size, tick.value, 0)[0]) + 0.5;
  const y = (tick: Tick): number => Math.round(toPixels(view, size, 0, tick.value)[1]) + 0.5;
  const across = ticksAlong(axes, 0, view.minX, view.maxX, size.width);
  const up = ticksAlong(axes, 1, view.minY, view.maxY, size.height);
  const lines = [
    ...across.map((tick) => `M${x(tick)},0V${size.height}`),
    ...up.map((tick) => `M0,${y(tick)}H${size.width}`),
  ];
  return svg`<path class="grid" d=${lines.join('')} />`;
}

export function gridLabels(view: Box, size: Size, axes: Axes): SVGTemplateResult {
  const { width, height } = size;
  const letters = Math.max(3, Math.min(28, Math.floor(width / 16)));
  const [nameX, nameY] = [nameOf(axes, 0, letters), nameOf(axes, 1, letters)];
  const nameWidth = nameX.length * NAME_LETTER + 16;
  const across = ticksAlong(axes, 0, view.minX, view.maxX, width).map((tick) => {
    const [x] = toPixels(view, size, tick.value, 0);
    const half = (tick.label.length * LETTER) / 2;
    return x - half < 6 || x + half > width - nameWidth
      ? nothing
      : svg`<text class="tick" x=${x} y=${height - 8} text-anchor="middle">${tick.label}</text>`;
  });
  const up = ticksAlong(axes, 1, view.minY, view.maxY, height).map((tick) => {
    const [, y] = toPixels(view, size, 0, tick.value);
    return y < TOP || y > height - BOTTOM ? nothing : svg`<text class="tick" x="8" y=${y + 3.5}>${tick.label}</text>`;
  });
  return svg`
    ${across}${up}
    <text class="tick name" x=${width - 10} y=${height - 8} text-anchor="end">${nameX}</text>
    <text class="tick name" x="8" y="17">${nameY}</text>
  `;
}
