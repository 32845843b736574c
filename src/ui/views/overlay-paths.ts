// Highlighted particles: a line that fades with age and a dot where each one is.
import { svg, type SVGTemplateResult } from 'lit';
import type { Paths } from '../../labs/lab';
import type { Box } from '../../targets/target';
import { AGES, agedPaths, heads } from './particle-paths';
import type { Size } from './view-transform';

export function highlightedPaths(paths: readonly Paths[], view: Box, size: Size): SVGTemplateResult {
  return svg`${paths.map(
    ({ role, lines }) => svg`
      ${agedPaths(lines, view, size).map(
        (d, age) => svg`<path class="path ${role}" stroke-opacity=${(0.95 * (age + 1)) / AGES} d=${d} />`,
      )}
      ${heads(lines, view, size).map(([x, y]) => svg`<circle class="head ${role}" cx=${x} cy=${y} r="3.2" />`)}`,
  )}`;
}
