// Curves of theory over the picture.
import { svg, type SVGTemplateResult } from 'lit';
import type { Frame } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { linePath } from './line-paths';
import { toPixels, type Size } from './view-transform';

/** Such as the orbit through the start. */
export function guideLines(guides: NonNullable<Frame['guides']>, view: Box, size: Size): SVGTemplateResult {
  return svg`${guides.map(({ label, line }) => {
    const points = Array.from({ length: line.length / 2 }, (_, i) =>
      toPixels(view, size, line[2 * i], line[2 * i + 1]),
    );
    return svg`<path class="guide" d=${linePath(points)}><title>${label}</title></path>`;
  })}`;
}
