// Who is who, in the top right corner: a dot for points, a ramp for the density image, a line for contours.
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { densityLook } from '../../draw/density-colour';
import type { Cloud, Picture } from '../../experiment/lab';
import { cssColour } from '../../draw/rgb';
import type { ThemeColours } from './theme-controller';

export interface LegendContent {
  readonly clouds: readonly Cloud[];
  readonly density: boolean;
  /** What contours are, where there are any. */
  readonly line: Picture['contours'] | undefined;
  readonly theme: ThemeColours;
  readonly width: number;
}

const ROW = 18;
const TOP = 18;
const RAMP = 44;
const LINE = 18;
/** About the mean width of a 12 px letter: the backing need not be exact. */
const LETTER = 6.2;

export function legend(content: LegendContent): SVGTemplateResult {
  const { clouds, density, width } = content;
  const right = width - 12;
  const line = lineText(content);
  const rows = clouds.map(({ label, colour }) => ({ colour, label, swatch: density ? RAMP : 9 }));
  return svg`
    ${density ? ramps(content) : nothing}
    ${backing(
      rows.map(({ label, swatch }) => label.length * LETTER + swatch),
      line,
      width,
    )}
    ${rows.map(({ label, colour, swatch }, row) => {
      const y = TOP + ROW * row;
      const mark = density
        ? svg`<rect x=${right - RAMP} y=${y - 8} width=${RAMP} height="8" rx="2" fill="url(#ramp-${colour})" />`
        : svg`<circle class="swatch ${colour}" cx=${right - 4.5} cy=${y - 4} r="4.5" />`;
      return svg`${mark}<text class="legend" x=${right - swatch - 7} y=${y} text-anchor="end">${label}</text>`;
    })}
    ${line ? lineRow(right, TOP + ROW * rows.length, line) : nothing}
  `;
}

/** A sheet under the words, so that arrows and particles do not run through them. */
function backing(widths: readonly number[], line: string, width: number): SVGTemplateResult {
  const all = line ? [...widths, line.length * LETTER + LINE] : widths;
  const widest = Math.max(0, ...all) + 28;
  const height = ROW * all.length + 6;
  return svg`<rect class="backing" x=${width - widest - 4} y="4" width=${widest} height=${height} rx="4" />`;
}

function lineText({ line, width }: LegendContent): string {
  return (width < 480 ? line?.narrow : line?.wide) ?? '';
}

function lineRow(right: number, y: number, text: string): SVGTemplateResult {
  const from = right - LINE;
  return svg`
    <path class="contour" stroke-opacity="0.5" d="M${from},${y - 4}H${right}" />
    <text class="legend" x=${from - 7} y=${y} text-anchor="end">${text}</text>`;
}

/** Few to many particles a pixel, in the colours of the density image. */
function ramps({ clouds, theme }: LegendContent): SVGTemplateResult {
  const look = densityLook(theme);
  return svg`<defs>${clouds.map(({ colour }) => {
    const [pale, deep] = colour === 'first' ? [look.first, look.firstDeep] : [look.second, look.secondDeep];
    return svg`<linearGradient id="ramp-${colour}">
      <stop offset="0" stop-color=${cssColour(pale)} stop-opacity="0.12" />
      <stop offset="0.6" stop-color=${cssColour(pale)} stop-opacity="0.7" />
      <stop offset="1" stop-color=${cssColour(deep)} />
    </linearGradient>`;
  })}</defs>`;
}
