// <trail-layer>: highlighted particles over the picture, a line that fades with age and a dot where each one is. Painted in
// the page's own memory: strokes of a thousand points done by a busy GPU hold up the frame, and all that is beside them.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { fitCanvas } from '../../draw/canvas-size';
import { cssColour, type Rgb } from '../../draw/rgb';
import type { Paths } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { AGES, agedPaths, heads } from './particle-paths';
import type { ThemeColours } from './theme-controller';
import { sameBox, type Size } from './view-transform';

const LINE = 1.25;
const DOT = 3.2;
/** Of the newest part. */
const STRONGEST = 0.95;
/** Longest side in device pixels; a larger picture is stretched. */
const MOST_SIDE = 8192;

@customElement('trail-layer')
export class TrailLayer extends LitElement {
  static override styles = css`
    :host,
    canvas {
      position: absolute;
      inset: 0;
      display: block;
      width: 100%;
      height: 100%;
      pointer-events: none;
    }
  `;

  /** The oldest point of each line first. */
  @property({ attribute: false }) paths: readonly Paths[] = [];
  @property({ attribute: false, hasChanged: (a: Box, b?: Box) => !b || !sameBox(a, b) }) view!: Box;
  /** CSS pixels. */
  @property({ attribute: false }) size!: Size;
  /** Device pixels for each. */
  @property({ attribute: false }) ratio = 1;
  @property({ attribute: false }) colours!: ThemeColours['colours'];

  @query('canvas') readonly canvas!: HTMLCanvasElement;

  override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    const { canvas, size, ratio } = this;
    fitCanvas(canvas, size.width * ratio, size.height * ratio, MOST_SIDE);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.scale(canvas.width / size.width, canvas.height / size.height);
    for (const each of this.paths) this.#paint(context, each, this.colours[each.colour], this.colours.paper);
  }

  #paint(context: CanvasRenderingContext2D, { lines }: Paths, own: Rgb, paper: Rgb): void {
    const { view, size } = this;
    Object.assign(context, { strokeStyle: cssColour(own), lineWidth: LINE, lineJoin: 'round', lineCap: 'round' });
    for (const [age, d] of agedPaths(lines, view, size).entries()) {
      context.globalAlpha = (STRONGEST * (age + 1)) / AGES;
      context.stroke(new Path2D(d));
    }
    Object.assign(context, { globalAlpha: 1, fillStyle: cssColour(own), strokeStyle: cssColour(paper) });
    for (const [x, y] of heads(lines, view, size)) {
      context.beginPath();
      context.arc(x, y, DOT, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }
}

export function trailLayer(
  paths: readonly Paths[],
  view: Box,
  { css: size, ratio }: { readonly css: Size; readonly ratio: number },
  { colours }: ThemeColours,
): TemplateResult {
  return html`<trail-layer
    .paths=${paths}
    .view=${view}
    .size=${size}
    .ratio=${ratio}
    .colours=${colours}
  ></trail-layer>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'trail-layer': TrailLayer;
  }
}
