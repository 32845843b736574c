// <stability-map>: a run in every pixel of a grid of two settings, the boundary of theory over it. Hovering, or the arrow
// keys, reads a pixel; a click, or Enter, loads its setting.
// @fires map-choose ParameterValues
import { html, LitElement, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Rgb } from '../../draw/renderer';
import type { MapAxis, StabilityMap } from '../../labs/lab';
import { formatNumber } from './format-number';
import { mapPixels, rateText, type MapColours } from './map-colours';
import { plotStyles } from './plot.styles';
import { linearScale, logScale, type PlotScale } from './plot-scale';
import { mapStyles } from './stability-map.styles';
import { readColour, ThemeController } from './theme-controller';

type Pixel = readonly [column: number, row: number];

/** Pixels that an arrow key moves the cursor by, alone and with shift. */
const STEP = 4;
const LEAP = 32;

const ARROWS: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

@customElement('stability-map')
export class StabilityMapView extends LitElement {
  static override styles = [plotStyles, mapStyles];

  @property({ attribute: false }) map: StabilityMap | undefined;
  @state() private cursor: Pixel | undefined;

  @query('canvas') private canvas!: HTMLCanvasElement | null;

  readonly #theme = new ThemeController(this);
  #drawn: readonly unknown[] = [];
  #boundary: { readonly of: StabilityMap['boundary']; readonly d: string } | undefined;

  override render(): TemplateResult | typeof nothing {
    const { map } = this;
    if (!map) return nothing;
    const [columns, rows] = [map.x.values.length, map.y.values.length];
    return html`
      <figure>
        <figcaption>
          <span class="title">Stability map<small>${map.title}</small></span>
          <span class="readout">${map.done < 1 ? `${Math.round(100 * map.done)} %` : ''}</span>
        </figcaption>
        <div
          class="plot"
          role="application"
          tabindex="0"
          aria-label="Stability map: ${map.title}. Arrow keys move the cursor, Enter loads the setting under it."
          @pointermove=${this.#onPointerMove}
          @pointerleave=${() => (this.cursor = undefined)}
          @click=${this.#onClick}
          @keydown=${this.#onKeyDown}
          @blur=${() => (this.cursor = undefined)}
        >
          <canvas width=${columns} height=${rows}></canvas>
          <svg viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" aria-hidden="true">
            ${this.#overlay(map)}
          </svg>
        </div>
        <div class="key">
          <span class="decays">converges</span><span class="circles">circles</span><span class="grows">diverges</span>
        </div>
        <p class="note" aria-live="polite">${this.#words(map)}</p>
        ${map.remarks.map((remark) => html`<p class="note">${remark}</p>`)}
      </figure>
    `;
  }

  override updated(_: PropertyValues): void {
    const { map, canvas } = this;
    // In the page's own memory: one on the GPU holds up the page for as long as the GPU is busy.
    const context = canvas?.getContext('2d', { willReadFrequently: true });
    const { current } = this.#theme;
    const drawn = map && [canvas, map.rates, map.revision, current];
    if (!map || !context || drawn?.every((each, i) => each === this.#drawn[i])) return;
    this.#drawn = drawn ?? [];
    const pixels = mapPixels(map, this.#colours());
    context.putImageData(new ImageData(pixels, map.x.values.length, map.y.values.length), 0, 0);
  }

  #colours(): MapColours {
    const read = (name: string): Rgb => readColour(this, name);
    return { decays: read('--holds'), grows: read('--fails'), circles: read('--grid'), paper: read('--raised') };
  }

  #overlay(map: StabilityMap): SVGTemplateResult {
    const [columns, rows] = [map.x.values.length, map.y.values.length];
    if (this.#boundary?.of !== map.boundary) this.#boundary = { of: map.boundary, d: boundaryPath(map) };
    const [x, y] = [axisScale(map.x, 0, columns), axisScale(map.y, rows, 0)];
    const here = [x.toPixel(map.x.current), y.toPixel(map.y.current)] as const;
    const [column, row] = this.cursor ?? [];
    return svg`
      <path class="boundary" vector-effect="non-scaling-stroke" d=${this.#boundary.d} />
      ${here.every(Number.isFinite) ? svg`<circle class="here" cx=${here[0]} cy=${here[1]} r="8"><title>the setting in force</title></circle>` : nothing}
      ${column === undefined || row === undefined ? nothing : svg`<path class="cursor" vector-effect="non-scaling-stroke" d=${`M${column + 0.5},0V${rows}M0,${rows - row - 0.5}H${columns}`} />`}
      ${x.ticks.map(({ value, label }) => svg`<text font-size="17" x=${x.toPixel(value)} y=${rows + 24} text-anchor="middle">${label}</text>`)}
      ${y.ticks.map(({ value, label }) => svg`<text x="-8" y=${y.toPixel(value) + 5} text-anchor="end">${label}</text>`)}
      <text x=${columns} y=${rows + 44} text-anchor="end">${map.x.symbol}</text>
      <text x="-8" y="-6" text-anchor="end">${map.y.symbol}</text>
    `;
  }

  #words(map: StabilityMap): string {
    if (!this.cursor) return 'Every pixel is a run of its own. Click one to load its setting.';
    const [column, row] = this.cursor;
    const rate = map.rates[row * map.x.values.length + column];
    const modulus = map.modulusAt(column, row);
    const theory = Number.isNaN(modulus) ? 'no linearisation' : `|λ| ${formatNumber(modulus, 5)}`;
    const place = [map.x, map.y].map(
      ({ symbol, values }, i) => `${symbol} ${formatNumber(values[i === 0 ? column : row], 3)}`,
    );
    return `${place.join(', ')}: ${rateText(rate, map.resolution)}; theory: ${theory}.`;
  }

  #pixelAt(event: MouseEvent): Pixel | undefined {
    const { map, canvas } = this;
    if (!map || !canvas) return undefined;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const [columns, rows] = [map.x.values.length, map.y.values.length];
    // Clicks come in whole pixels and moves in fractions: both must name the same run.
    const [px, py] = [Math.floor(event.clientX) - left, Math.floor(event.clientY) - top];
    const column = Math.floor((px / width) * columns);
    const row = rows - 1 - Math.floor((py / height) * rows);
    return [clamp(column, columns - 1), clamp(row, rows - 1)];
  }

  #onPointerMove(event: PointerEvent): void {
    this.cursor = this.#pixelAt(event);
  }

  #onClick(event: MouseEvent): void {
    this.#choose(this.#pixelAt(event));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { map } = this;
    const arrow = ARROWS[event.key];
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow) {
      const [columns, rows] = [map.x.values.length, map.y.values.length];
      const [column, row] = this.cursor ?? [columns >> 1, rows >> 1];
      const step = event.shiftKey ? LEAP : STEP;
      this.cursor = [clamp(column + step * arrow[0], columns - 1), clamp(row + step * arrow[1], rows - 1)];
    } else if (event.key === 'Enter') this.#choose(this.cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(pixel: Pixel | undefined): void {
    if (!pixel || !this.map) return;
    this.dispatchEvent(
      new CustomEvent('map-choose', { detail: this.map.settingsAt(...pixel), bubbles: true, composed: true }),
    );
  }
}

function boundaryPath({ boundary, y }: StabilityMap): string {
  const rows = y.values.length;
  return boundary.map(([a, b, c, e]) => `M${a + 0.5},${rows - b - 0.5}L${c + 0.5},${rows - e - 0.5}`).join('');
}

function axisScale({ values, scale, edges }: MapAxis, from: number, to: number): PlotScale {
  const [min, max] = edges ?? [values[0], values[values.length - 1]];
  const range = { min, max, from, to };
  return scale === 'log' ? logScale(range) : linearScale(range, 4);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

declare global {
  interface HTMLElementTagNameMap {
    'stability-map': StabilityMapView;
  }
}
