// <image-sheet>: images in pairs, what was made above what is nearest to it, with the distance below.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Rgb } from '../../draw/rgb';
import type { Sheet } from '../../experiment/lab';
import { formatNumber } from '../../numbers';
import { plotStyles } from './plot.styles';
import { readColour, ThemeController } from './theme-controller';

/** Bytes of an image [side, side, 4]: ink, as opaque as the level says. */
export function inkBytes(levels: ArrayLike<number>, [red, green, blue]: Rgb): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(4 * levels.length);
  const ink = [red, green, blue].map((part) => 255 * part);
  for (let i = 0; i < levels.length; i++) bytes.set([...ink, 255 * levels[i]], 4 * i);
  return bytes;
}

@customElement('image-sheet')
export class ImageSheet extends LitElement {
  static override styles = [
    plotStyles,
    css`
      .sheet {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: var(--s2, 8px);
      }
      .pair {
        display: grid;
        gap: 2px;
        justify-items: center;
        font-size: 10.5px;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      canvas {
        width: 100%;
        aspect-ratio: 1;
        image-rendering: pixelated;
        background: var(--raised);
      }
      canvas + canvas {
        opacity: 0.65;
      }
    `,
  ];

  @property({ attribute: false }) sheet: Sheet | undefined;

  readonly #theme = new ThemeController(this);

  override render(): TemplateResult | typeof nothing {
    const { sheet } = this;
    if (!sheet) return nothing;
    const { title, unit, side, pairs, remarks } = sheet;
    return html`
      <figure>
        <figcaption>
          <span class="title">${title}${unit ? html`<small>${unit}</small>` : nothing}</span>
        </figcaption>
        <div class="sheet" role="img" aria-label=${describeSheet(sheet)}>
          ${pairs.map(
            ({ distance }) => html`
              <span class="pair">
                <canvas width=${side} height=${side}></canvas>
                <canvas width=${side} height=${side}></canvas>
                ${formatNumber(distance, 2)}
              </span>
            `,
          )}
        </div>
        ${remarks.map((remark) => html`<p class="note">${remark}</p>`)}
      </figure>
    `;
  }

  /** Also when the theme has changed, which asks for an update. */
  override updated(): void {
    if (!this.sheet || !this.#theme.current) return;
    const { side, pairs } = this.sheet;
    const ink = readColour(this, '--ink');
    const canvases = this.renderRoot.querySelectorAll('canvas');
    for (const [i, levels] of pairs.flatMap(({ made, nearest }) => [made, nearest]).entries())
      canvases[i]?.getContext('2d')?.putImageData(new ImageData(inkBytes(levels, ink), side, side), 0, 0);
  }
}

/** The figure in one sentence, with its numbers. */
export function describeSheet({ title, unit, pairs, remarks }: Sheet): string {
  const distances = pairs.map(({ distance }) => formatNumber(distance, 2)).join(', ');
  return `${title}: ${unit} ${distances}. ${remarks.join(' ')}`.trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'image-sheet': ImageSheet;
  }
}
