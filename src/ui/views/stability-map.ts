// <stability-map>: a run in every pixel of a grid of two settings, the boundary of theory over it. Hovering, or the arrow
// keys, reads a pixel; a click, or Enter, loads its setting.
// @fires map-choose ParameterValues
import { html, LitElement, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Rgb } from '../../draw/rgb';
import type { MapAxis, MapChoice, StabilityMap } from '../../experiment/lab';
import { mapPixels, rateText, type MapColours } from './map-colours';
import { boundaryPath, layOutMap, middleOf, pixelAt, regionWords, type MapLayout, type Pixel } from './map-layout';
import { axisNumbers } from './plot-axes';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import { mapStyles } from './stability-map.styles';
import { readColour, ThemeController } from './theme-controller';
import { formatNumber } from '../../numbers';

/** Pixels that an arrow key moves the cursor by, alone and with shift. */
const STEP = 4;
const LEAP = 32;

const ARROWS: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const FATES = { converges: 'converges', circles: 'circles', diverges: 'diverges' } as const;

@customElement('stability-map')
export class StabilityMapView extends LitElement {
  static override styles = [plotStyles, mapStyles];

  @property({ attribute: false }) map: StabilityMap | undefined;
  @state() private cursor: Pixel | undefined;
  /** What was loaded last. */
  @state() private loaded: MapChoice | undefined;

  @query('canvas') private canvas!: HTMLCanvasElement | null;

  readonly #theme = new ThemeController(this);
  readonly #size = new SizeController(this);
  #drawn: readonly unknown[] = [];

  override render(): TemplateResult | typeof nothing {
    const { map } = this;
    if (!map) return nothing;
    const layout = layOutMap(map, this.#size.width);
    const { side, here } = layout;
    const { words } = map;
    const fates = words?.fates ?? FATES;
    // Not as an attribute, which the page's policy forbids.
    this.style.setProperty('--gutter', `${layout.gutter}px`);
    this.style.setProperty('--side', `${side}px`);
    return html`
      <figure>
        <figcaption>
          <span class="title">${words?.name ?? 'Stability map'}<small>${map.title}</small></span>
          <span class="readout">${map.done < 1 ? `${Math.round(100 * map.done)} %` : ''}</span>
        </figcaption>
        <div class="frame">
          <div
            class="plot"
            role="application"
            tabindex="0"
            aria-label="${words?.name ?? 'Stability map'}: ${map.title}. Arrow keys move the cursor, Enter loads the setting under it."
            @pointermove=${this.#onPointerMove}
            @pointerleave=${() => (this.cursor = undefined)}
            @click=${this.#onClick}
            @keydown=${this.#onKeyDown}
            @blur=${() => (this.cursor = undefined)}
          >
            <canvas width=${map.x.values.length} height=${map.y.values.length}></canvas>
            <svg viewBox="0 0 ${side} ${side}" aria-hidden="true">${this.#overlay(map, layout)}</svg>
          </div>
        </div>
        <div class="key">
          <span class="decays">${fates.converges}</span><span class="circles">${fates.circles}</span
          ><span class="grows">${fates.diverges}</span>
        </div>
        <p class="note" aria-live="polite">${this.#words(map)}</p>
        ${here ? nothing : html`<p class="note">The setting in force is off this map: ${place(map.x, map.x.current)}, ${place(map.y, map.y.current)}.</p>`}
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
    return {
      decays: read('--converges'),
      grows: read('--diverges'),
      hatching: read('--hatching'),
      circles: read('--hairline'),
      paper: read('--raised'),
    };
  }

  #overlay(map: StabilityMap, layout: MapLayout): SVGTemplateResult {
    const { side, x, y, here, gutter } = layout;
    const cursor = this.cursor && middleOf(map, side, this.cursor);
    const area = { left: 0, right: side, top: 0, bottom: side };
    const boundary = boundaryPath(map, side);
    return svg`
      ${['boundary under', 'boundary'].map((name) => svg`<path class=${name} d=${boundary} />`)}
      ${regionWords(map, layout).map(({ fate, x: at, y: up }) => svg`<text class="halo word" x=${at} y=${up + 4} text-anchor="middle">${(map.words?.fates ?? FATES)[fate]}</text>`)}
      ${here ? this.#cross(map, layout, here) : nothing}
      ${cursor ? svg`<path class="cursor" d=${`M${cursor[0]},0V${side}M0,${cursor[1]}H${side}`} />` : nothing}
      ${axisNumbers(area, x, y)}
      <text x=${side} y=${side + 28} text-anchor="end">${map.x.symbol}</text>
      <text x=${-gutter} y="-6">${map.y.symbol}</text>
    `;
  }

  /** The setting in force, and what was folded into it. */
  #cross(map: StabilityMap, { side }: MapLayout, [x, y]: readonly [number, number]): SVGTemplateResult {
    const { loaded } = this;
    const folded = loaded?.folded !== undefined && isAt(map.x, loaded) && isAt(map.y, loaded) ? loaded.folded : '';
    const [anchor, shift] = x > side / 2 ? ['end', -9] : ['start', 9];
    return svg`
      ${['here under', 'here'].map((name) => svg`<path class=${name} d=${`M${x - 6},${y}H${x + 6}M${x},${y - 6}V${y + 6}`} />`)}
      ${folded ? svg`<text class="halo word" x=${x + shift} y=${y < side / 2 ? y + 16 : y - 8} text-anchor=${anchor}>${folded}</text>` : nothing}
    `;
  }

  #words(map: StabilityMap): string {
    if (!this.cursor) return 'Every pixel is a run of its own. Click one to load its setting.';
    const [column, row] = this.cursor;
    const rate = map.rates[row * map.x.values.length + column];
    const modulus = map.modulusAt(column, row);
    const theory = Number.isNaN(modulus) ? 'no linearisation' : `|λ| ${formatNumber(modulus, 5)}`;
    const at = `${place(map.x, map.x.values[column])}, ${place(map.y, map.y.values[row])}`;
    if (map.words) return `${at}: ${map.words.at(column, row)}.`;
    const { folded, refused } = map.settingsAt(column, row);
    const loads = refused ? ` It cannot be loaded: ${refused}.` : folded ? ` It loads ${folded}.` : '';
    return `${at}: ${rateText(rate, map.resolution, map.roundsOf(rate))}; theory: ${theory}.${loads}`;
  }

  #pixelAt(event: MouseEvent): Pixel | undefined {
    const { map, canvas } = this;
    if (!map || !canvas) return undefined;
    const { left, top, width } = canvas.getBoundingClientRect();
    // Clicks come in whole pixels and moves in fractions: both must name the same run.
    return pixelAt(map, width, Math.floor(event.clientX) - left, Math.floor(event.clientY) - top);
  }

  #onPointerMove(event: PointerEvent): void {
    this.cursor = this.#pixelAt(event);
  }

  #onClick(event: MouseEvent): void {
    this.#choose((this.cursor = this.#pixelAt(event)));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { map } = this;
    const arrow = ARROWS[event.key];
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow) {
      const [columns, rows] = [map.x.values.length, map.y.values.length];
      const [column, row] = this.cursor ?? [columns >> 1, rows >> 1];
      const step = event.shiftKey ? LEAP : STEP;
      const within = (at: number, most: number): number => Math.min(most - 1, Math.max(0, at));
      this.cursor = [within(column + step * arrow[0], columns), within(row + step * arrow[1], rows)];
    } else if (event.key === 'Enter') this.#choose(this.cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(pixel: Pixel | undefined): void {
    const choice = pixel && this.map?.settingsAt(...pixel);
    if (!choice || choice.refused) return;
    this.loaded = choice;
    this.dispatchEvent(new CustomEvent('map-choose', { detail: choice.values, bubbles: true, composed: true }));
  }
}

function place({ symbol }: MapAxis, value: number): string {
  return `${symbol} ${formatNumber(value, 3)}`;
}

/** Whether the setting in force is still the one that was loaded. */
function isAt({ key, current }: MapAxis, { values }: MapChoice): boolean {
  return values[key] === undefined || values[key] === current;
}

declare global {
  interface HTMLElementTagNameMap {
    'stability-map': StabilityMapView;
  }
}
