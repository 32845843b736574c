// <seed-field>: the seed, typed or drawn anew.
// @fires seed-change {seed}
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../tokens';
import { controlRowStyles } from './control-row.styles';
import type { FieldRange } from './number-field';
import './number-field';

const RANGE: FieldRange = { label: 'seed', min: 0, max: 2 ** 32 - 1, unit: '', integer: true };
const DOC = 'The same seed and settings give the same trajectory, bit for bit on the same device.';

@customElement('seed-field')
export class SeedField extends LitElement {
  static override styles = [
    controlStyles,
    controlRowStyles,
    css`
      .row {
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) seed = 0;

  override render(): TemplateResult {
    return html`<div class="row">
      <details>
        <summary title=${DOC}><span class="name">Seed</span></summary>
        <p class="doc">${DOC}</p>
      </details>
      <number-field
        .range=${RANGE}
        .value=${this.seed}
        .doc=${DOC}
        @number-change=${this.#onTyped}
        @number-nudge=${this.#onNudge}
      ></number-field>
      <button class="quiet" @click=${this.#onNew}>New</button>
    </div>`;
  }

  #onTyped(event: CustomEvent<{ value: number }>): void {
    event.stopPropagation();
    this.#change(event.detail.value);
  }

  #onNudge(event: CustomEvent<{ direction: 1 | -1 }>): void {
    event.stopPropagation();
    this.#change((this.seed + event.detail.direction) >>> 0);
  }

  #onNew(): void {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    this.#change(seed);
  }

  #change(seed: number): void {
    this.dispatchEvent(new CustomEvent('seed-change', { detail: { seed }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'seed-field': SeedField;
  }
}
