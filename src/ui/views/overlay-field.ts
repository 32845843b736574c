// The target over the picture: contours that move with the view until they are evaluated anew, and score arrows.
import { svg, type SVGTemplateResult } from 'lit';
import type { Box } from '../../targets/target';
import { arrowPath } from './arrow-paths';
import { UNITS } from './contour-paths';
import type { FieldPicture } from './field-controller';
import { toPixels, type Size } from './view-transform';

/** Innermost line to outermost. */
const STRONGEST = 0.62;
const WEAKEST = 0.2;

export function contourLines({ field, contours }: FieldPicture, view: Box, size: Size): SVGTemplateResult {
  const [left, bottom] = toPixels(view, size, field.box.minX, field.box.minY);
  const [right, top] = toPixels(view, size, field.box.maxX, field.box.maxY);
  const [x, y] = [(right - left) / (field.columns - 1) / UNITS, (bottom - top) / (field.rows - 1) / UNITS];
  const width = 1.15 / Math.sqrt(x * y);
  const fall = (STRONGEST - WEAKEST) / Math.max(1, contours.length - 1);
  return svg`<g transform="matrix(${x} 0 0 ${-y} ${left - (x * UNITS) / 2} ${bottom + (y * UNITS) / 2})" stroke-width=${width}>
    ${contours.map(({ d }, k) => svg`<path class="contour" stroke-opacity=${STRONGEST - k * fall} d=${d} />`)}
  </g>`;
}

export function scoreArrows({ field }: FieldPicture, view: Box, size: Size): SVGTemplateResult {
  return svg`<path class="arrows" d=${arrowPath(field, view, size)} />`;
}
