// Highlighted particles: a line that fades with age and a dot where each one is.
import { svg, type SVGTemplateResult } from 'lit';
import type { Frame, Paths } from '../../labs/lab';
import type { Box } from '../../targets/target';
import { AGES, agedPaths, heads } from './particle-paths';
import { toPixels, type Size } from './view-transform';

export function highlightedPaths(paths: readonly Paths[], view: Box, size: Size): SVGTemplateResult {
  return svg`${paths.map(
    ({ role, lines }) => svg`
      ${agedPaths(lines, view, size).map(
        (d, age) => svg`<path class="path ${role}" stroke-opacity=${(0.95 * (age + 1)) / AGES} d=${d} />`,
      )}
      ${heads(lines, view, size).map(([x, y]) => svg`<circle class="head ${role}" cx=${x} cy=${y} r="3.2" />`)}`,
  )}`;
}

/** Curves of theory, such as the orbit through the start. */
export function guideLines(guides: NonNullable<Frame['guides']>, view: Box, size: Size): SVGTemplateResult {
  return svg`${guides.map(({ label, line }) => {
    const points = Array.from({ length: line.length / 2 }, (_, i) =>
      toPixels(view, size, line[2 * i], line[2 * i + 1]),
    );
    const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('');
    return svg`<path class="guide" d=${d}><title>${label}</title></path>`;
  })}`;
}
