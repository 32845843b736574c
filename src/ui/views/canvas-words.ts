// The main canvas in words: the read-out in its corner and its description for those who do not see it.
import type { Cloud, Field } from '../../labs/lab';
import type { Box } from '../../targets/target';
import { logDensityAt } from './field-grid';
import { formatCoordinate, formatCount, formatNumber } from './format-number';

export interface Hover {
  /** Data units. */
  readonly at: readonly [number, number];
  /** Data units per pixel. */
  readonly pixel: number;
  readonly field: Field | undefined;
}

/** `step 1,240 · x 0.82, y −1.47 · log p −2.31`. */
export function hudText(
  hud: string,
  axes: readonly [string, string],
  hover: Hover | undefined,
  fieldName = 'log p',
): string {
  if (!hover) return hud;
  const [x, y] = hover.at.map((value) => formatCoordinate(value, hover.pixel));
  const [nameX, nameY] = axes.every((name) => name.length <= 3) ? axes : ['x', 'y'];
  const logDensity = hover.field && logDensityAt(hover.field, ...hover.at);
  const parts = [`${nameX} ${x}, ${nameY} ${y}`];
  if (hud) parts.unshift(hud);
  if (logDensity !== undefined) parts.push(`${fieldName} ${formatNumber(logDensity)}`);
  return parts.join(' · ');
}

export function describeView(clouds: readonly Cloud[], [nameX, nameY]: readonly [string, string], view: Box): string {
  const who = clouds.map(({ count, label }) => `${label}, ${formatCount(count)}`).join('; ');
  const [minX, maxX, minY, maxY] = [view.minX, view.maxX, view.minY, view.maxY].map((value) => formatNumber(value, 2));
  return `${who || 'Nothing yet'}. ${nameX} from ${minX} to ${maxX}, ${nameY} from ${minY} to ${maxY}. Arrow keys move the view, plus and minus zoom, 0 resets it.`;
}
