// Curves of theory over the picture.
import { svg, type SVGTemplateResult } from 'lit';
import type { Frame } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { toPixels, type Size } from './view-transform';

/** Such as the orbit through the start. */
export function guideLines(guides: NonNullable<Frame['guides']>, view: Box, size: Size): SVGTemplateResult {
  return svg`${guides.map(({ label, line }) => {
    const points = Array.from({ length: line.length / 2 }, (_, i) =>
      toPixels(view, size, line[2 * i], line[2 * i + 1]),
    );
    const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('');
    return svg`<path class="guide" d=${d}><title>${label}</title></path>`;
  })}`;
}
