// The main canvas in words: the read-out in its corner and its description for those who do not see it.
import { nameOf, valueOf, type Axes } from '../../data/axes';
import type { Cloud, Field } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { logDensityAt } from './field-grid';
import { formatCoordinate, formatNumber, formatRange, grouped } from '../../numbers';

export interface Hover {
  /** Data units. */
  readonly at: readonly [number, number];
  /** Data units per pixel. */
  readonly pixel: number;
  readonly field: Field | undefined;
}

/** `step 1,240 · x 0.82, y −1.47 · log p −2.31`: place and density in the units of the axes. */
export function hudText(hud: string, axes: Axes, hover: Hover | undefined, fieldName = 'log p'): string {
  if (!hover) return hud;
  const place = ([0, 1] as const).map((axis) => {
    const value = valueOf(axes, axis, hover.at[axis]);
    return `${nameOf(axes, axis, 18)} ${formatCoordinate(value, axes.scale[axis] * hover.pixel)}`;
  });
  const logDensity = hover.field && logDensityAt(hover.field, ...hover.at);
  const parts = [place.join(', ')];
  if (hud) parts.unshift(hud);
  // A density is per unit of both axes.
  if (logDensity !== undefined)
    parts.push(`${fieldName} ${formatNumber(logDensity - Math.log(axes.scale[0]) - Math.log(axes.scale[1]))}`);
  return parts.join(' · ');
}

/** `law`: a sentence on what the clouds do. */
export function describeView(clouds: readonly Cloud[], axes: Axes, view: Box, law = ''): string {
  const who = clouds.map(({ count, label }) => `${label}, ${grouped(count)}`).join('; ');
  const [across, up] = (
    [
      [0, view.minX, view.maxX],
      [1, view.minY, view.maxY],
    ] as const
  ).map(([axis, min, max]) => formatRange(valueOf(axes, axis, min), valueOf(axes, axis, max)));
  return `${who || 'Nothing yet'}. ${law ? `${law} ` : ''}${nameOf(axes, 0)} from ${across}, ${nameOf(axes, 1)} from ${up}. Arrow keys move the view, plus and minus zoom, 0 resets it.`;
}
