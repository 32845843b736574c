// <draw-layer>: over the picture while points are drawn, by pointer or by a cross that arrow keys move.
// @fires points-add {x, y} · @fires points-undo · @fires draw-toggle
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Box } from '../../targets/target';
import { toData, type Size } from './view-transform';

const STEP = 8;
const LEAP = 40;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Pixels between the points of a stroke. */
const SPACING = 14;

@customElement('draw-layer')
export class DrawLayer extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      cursor: crosshair;
      touch-action: none;
      border-radius: var(--radius, 6px);
      outline: 2px solid var(--accent);
      outline-offset: -2px;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    path {
      stroke: var(--accent);
      stroke-width: 1.5;
      fill: none;
    }
    .halo {
      stroke: var(--paper);
      stroke-width: 4;
    }
  `;

  /** What the picture shows now. */
  @property({ attribute: false }) view: () => Box | undefined = () => undefined;

  @state() private size: Size = { width: 0, height: 0 };
  @state() private cross: readonly [number, number] = [0, 0];

  #observer: ResizeObserver | undefined;
  #last: readonly [number, number] | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.role = 'application';
    this.ariaLabel = 'Drawing area: arrow keys move the cross, Enter adds a point, Backspace takes the last one back';
    const picture = this.previousElementSibling;
    if (!(picture instanceof HTMLElement)) return;
    this.#observer = new ResizeObserver(() => this.#cover(picture));
    this.#observer.observe(picture);
    this.#cover(picture);
    this.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.#pressed(event));
    this.addEventListener('pointerdown', (event) => {
      this.setPointerCapture(event.pointerId);
      this.#stroke(event.offsetX, event.offsetY);
    });
    this.addEventListener('pointermove', (event) => {
      if (this.#last && Math.hypot(event.offsetX - this.#last[0], event.offsetY - this.#last[1]) >= SPACING)
        this.#stroke(event.offsetX, event.offsetY);
    });
    for (const type of ['pointerup', 'pointercancel']) this.addEventListener(type, () => (this.#last = undefined));
  }

  override render(): TemplateResult {
    const { width, height } = this.size;
    const [x, y] = this.cross;
    const d = `M${x - 9},${y}H${x + 9}M${x},${y - 9}V${y + 9}`;
    return html`<svg viewBox="0 0 ${width || 1} ${height || 1}" aria-hidden="true">
      ${svg`<path class="halo" d=${d} /><path d=${d} />`}
    </svg>`;
  }

  #cover(picture: HTMLElement): void {
    const { offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height } = picture;
    Object.assign(this.style, {
      left: `${offsetLeft}px`,
      top: `${offsetTop}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    if (this.size.width === 0) this.cross = [width / 2, height / 2];
    this.size = { width, height };
  }

  #stroke(x: number, y: number): void {
    this.#last = this.cross = [x, y];
    this.#add(x, y);
  }

  #add(px: number, py: number): void {
    const view = this.view();
    if (!view) return;
    const [x, y] = toData(view, this.size, px, py);
    this.#emit('points-add', { x, y });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? LEAP : STEP;
      const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
      this.cross = [
        within(this.cross[0] + step * arrow[0], this.size.width),
        within(this.cross[1] + step * arrow[1], this.size.height),
      ];
    } else if (event.key === 'Enter' || event.key === ' ') this.#add(...this.cross);
    else if (event.key === 'Backspace' || event.key === 'Delete') this.#emit('points-undo');
    else if (event.key === 'Escape') this.#emit('draw-toggle');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'draw-layer': DrawLayer;
  }
}
