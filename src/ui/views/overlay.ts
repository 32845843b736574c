// Everything around the particles but the trails: the grid below them, the rest above.
import { svg, type SVGTemplateResult } from 'lit';
import type { Axes } from '../../data/axes';
import type { Cloud, Frame, Picture } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import type { Shown } from '../controls/view-options';
import type { FieldPicture } from './field-controller';
import { contourLines, scoreArrows } from './overlay-field';
import { gridLabels } from './overlay-grid';
import { heatLegend } from './heat-image';
import { legend } from './overlay-legend';
import { guideLines } from './overlay-guides';
import type { ThemeColours } from './theme-controller';
import type { Size } from './view-transform';

export interface OverlayContent {
  readonly view: Box;
  readonly size: Size;
  readonly axes: Axes;
  readonly frame: Frame;
  /** Those of the frame that are shown. */
  readonly clouds: readonly Cloud[];
  readonly words: Pick<Picture, 'contours'> | undefined;
  readonly picture: FieldPicture | undefined;
  readonly show: Shown;
  readonly density: boolean;
  readonly theme: ThemeColours;
}

export function overlay(content: OverlayContent): SVGTemplateResult {
  const { view, size, axes, frame, clouds, words, picture, show, density, theme } = content;
  const contours = show.contours && picture?.field.logDensity !== undefined;
  const line = contours && words ? words.contours : undefined;
  return svg`
    ${contours ? contourLines(picture, view, size) : ''}
    ${show.arrows && picture ? scoreArrows(picture, view, size) : ''}
    ${guideLines(frame.guides ?? [], view, size)}
    ${gridLabels(view, size, axes)}
    ${legend({ clouds, density, line, theme, width: size.width })}
    ${show.heat && frame.heat && picture ? heatLegend(frame.heat, picture, theme.dark, size, clouds.length + Number(contours)) : ''}
  `;
}

/** Whether what the overlay shows of a frame changed; the particles themselves are not its business. */
export function overlayChanged(last: Frame | undefined, next: Frame | undefined, showPaths: boolean): boolean {
  if (!last || !next) return last !== next;
  if ((showPaths && last.paths !== next.paths) || last.guides !== next.guides) return true;
  if (last.heat?.moment !== next.heat?.moment) return true;
  return cloudKey(last) !== cloudKey(next) || handleKey(last) !== handleKey(next);
}

/** Changes when the legend does. */
export function cloudKey({ clouds }: Frame): string {
  return clouds.map(({ colour, label, count }) => `${colour} ${count} ${label}`).join('\n');
}

function handleKey({ handles }: Frame): string {
  return handles.map(({ x, y, weight, label }) => `${x} ${y} ${weight} ${label}`).join('\n');
}
