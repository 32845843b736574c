// <view-options>: what the main canvas shows beside the particles.
// @fires view-options-change ViewOptions
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controlStyles } from '../tokens';

export interface ViewOptions {
  readonly contours: boolean;
  readonly arrows: boolean;
  readonly paths: boolean;
  readonly style: 'auto' | 'points' | 'density';
}

export const DEFAULT_VIEW: ViewOptions = { contours: true, arrows: false, paths: false, style: 'auto' };

const TOGGLES = [
  ['contours', 'contours'],
  ['arrows', 'score arrows'],
  ['paths', 'paths'],
] as const;

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

  @property({ attribute: false }) options: ViewOptions = DEFAULT_VIEW;

  override render(): TemplateResult {
    const { options } = this;
    return html`
      ${TOGGLES.map(
        ([key, label]) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${live(options[key])}
              @change=${() => this.#change({ [key]: !options[key] })}
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
