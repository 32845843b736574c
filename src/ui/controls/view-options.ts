// <view-options>: what the main canvas shows, in the words of the lab.
// @fires view-options-change ViewOptions
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Layer, LayerId } from '../../experiment/lab';
import { controlStyles } from '../tokens';

export type Shown = Readonly<Record<LayerId, boolean>>;

export interface ViewOptions {
  readonly show: Shown;
  readonly style: 'auto' | 'points' | 'density';
}

const ALL: Shown = {
  heat: true,
  contours: false,
  arrows: false,
  paths: false,
  run: true,
  twin: true,
  data: true,
  particles: true,
  denoised: false,
};

/** What a lab shows before the visitor chooses. Layers that it does not offer are as they are. */
export function defaultView(layers: readonly Layer[]): ViewOptions {
  return { show: { ...ALL, ...Object.fromEntries(layers.map(({ id, shown }) => [id, shown])) }, style: 'auto' };
}

const STYLES = [
  ['auto', 'points or density'],
  ['points', 'points'],
  ['density', 'density'],
] as const;

@customElement('view-options')
export class ViewOptionsElement extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--s4);
        color: var(--muted);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: var(--control);
        cursor: pointer;
      }
      input:not([type='range']) {
        width: 14px;
        height: 14px;
        accent-color: var(--accent);
      }
      select {
        width: auto;
        color: var(--ink);
      }
      .style {
        margin-inline-start: auto;
      }
    `,
  ];

  @property({ attribute: false }) layers: readonly Layer[] = [];
  @property({ attribute: false }) options: ViewOptions = defaultView([]);

  override render(): TemplateResult {
    const { layers, options } = this;
    return html`
      ${layers.map(
        ({ id, label }) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${live(options.show[id])}
              @change=${() => this.#change({ show: { ...options.show, [id]: !options.show[id] } })}
            />${label}</label
          >`,
      )}
      <label class="style">
        <span>show</span>
        <select .value=${live(options.style)} @change=${this.#onStyle}>
          ${STYLES.map(([value, label]) => html`<option value=${value} ?selected=${value === options.style}>${label}</option>`)}
        </select>
      </label>
    `;
  }

  #onStyle(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const style = STYLES.find(([known]) => known === value)?.[0];
    if (style) this.#change({ style });
  }

  #change(change: Partial<ViewOptions>): void {
    const detail = { ...this.options, ...change };
    this.dispatchEvent(new CustomEvent('view-options-change', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'view-options': ViewOptionsElement;
  }
}
