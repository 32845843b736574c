// <handle-layer>: what can be dragged on the main canvas, by pointer and by keyboard.
// @fires handle-move {index, x, y} in data units · @fires handle-remove {index}
import { html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Frame } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { handleStyles } from './handle-layer.styles';
import { placeIn } from './place-in';
import { toData, toPixels, type Size } from './view-transform';
import { formatCoordinate, formatNumber } from '../../numbers';

type Handle = Frame['handles'][number];

interface Drag {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** Pixels that an arrow key moves a handle by, alone and with shift. */
const STEP = 4;
const LEAP = 24;
/** How long a dropped handle waits for the run to follow before it shows where the run has it. */
const PATIENCE_MS = 400;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Pixels: what is farther is seen nowhere, and a drawing cannot say where it is. */
const FARTHEST = 1e6;

@customElement('handle-layer')
export class HandleLayer extends LitElement {
  static override styles = handleStyles;

  @property({ attribute: false }) handles: readonly Handle[] = [];
  /** One point that can be moved and nothing else. */
  @property({ attribute: false }) single = false;
  @property({ attribute: false }) view: Box | undefined;
  @property({ attribute: false }) size: Size = { width: 0, height: 0 };
  /** Ahead of the run, which follows at its own pace. */
  @state() private drag: Drag | undefined;

  #dragging = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#waiting);
  }

  override render(): TemplateResult {
    const { width, height } = this.size;
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      role="group"
      aria-label=${this.single ? 'Start' : 'Components of the target'}
    >
      ${this.view ? this.handles.map((handle, index) => this.#handle(handle, index, this.view as Box)) : ''}
    </svg>`;
  }

  #handle(handle: Handle, index: number, view: Box): SVGTemplateResult {
    const place = this.drag?.index === index ? this.drag : handle;
    const [x, y] = toPixels(view, this.size, place.x, place.y);
    if (!(Math.abs(x) < FARTHEST && Math.abs(y) < FARTHEST)) return svg``;
    const pixel = (view.maxX - view.minX) / this.size.width;
    const at = `${formatCoordinate(place.x, pixel)}, ${formatCoordinate(place.y, pixel)}`;
    return svg`<g
      class="handle"
      transform="translate(${x} ${y})"
      tabindex="0"
      role="button"
      aria-label=${this.#describe(handle, at)}
      @pointerdown=${(event: PointerEvent) => this.#onDown(event, index)}
      @pointermove=${(event: PointerEvent) => this.#onMove(event, index)}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp}
      @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, index)}
    >
      <circle class="reach" r="16" />
      <circle class="ring" r="8" />
      <circle class="core" r="2" />
    </g>`;
  }

  #describe({ label, weight }: Handle, at: string): string {
    if (this.single) return `${label} at ${at}; arrow keys move it`;
    return `${label} at ${at}, weight ${formatNumber(weight)}; arrow keys move it, Delete removes it`;
  }

  #onDown(event: PointerEvent, index: number): void {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#dragging = true;
    const { x, y } = this.handles[index];
    this.drag = { index, x, y };
    event.stopPropagation();
  }

  #onMove(event: PointerEvent, index: number): void {
    if (!this.#dragging || !this.view) return;
    event.stopPropagation();
    const [x, y] = placeIn(this, event);
    const px = Math.min(this.size.width, Math.max(0, x));
    const py = Math.min(this.size.height, Math.max(0, y));
    this.#move(index, ...toData(this.view, this.size, px, py));
  }

  #onUp(): void {
    this.#dragging = false;
    this.#waitForRun();
  }

  #onKeyDown(event: KeyboardEvent, index: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.view) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const place = this.drag?.index === index ? this.drag : this.handles[index];
      const pixels = event.shiftKey ? LEAP : STEP;
      const perPixel = (this.view.maxX - this.view.minX) / this.size.width;
      this.#move(index, place.x + arrow[0] * pixels * perPixel, place.y - arrow[1] * pixels * perPixel);
      this.#waitForRun();
    } else if (!this.single && (event.key === 'Delete' || event.key === 'Backspace')) {
      this.drag = undefined;
      this.dispatchEvent(new CustomEvent('handle-remove', { detail: { index }, bubbles: true, composed: true }));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(index: number, x: number, y: number): void {
    this.drag = { index, x, y };
    this.dispatchEvent(new CustomEvent('handle-move', { detail: this.drag, bubbles: true, composed: true }));
  }

  #waitForRun(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      if (!this.#dragging) this.drag = undefined;
    }, PATIENCE_MS);
  }
}

export function handleLayer(handles: Frame['handles'], view: Box, size: Size, single: boolean): TemplateResult {
  return html`<handle-layer .single=${single} .handles=${handles} .view=${view} .size=${size}></handle-layer>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'handle-layer': HandleLayer;
  }
}
