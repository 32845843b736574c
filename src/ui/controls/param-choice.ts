// <param-choice>: one of a few named options, as a native select.
// @fires param-change {key, value}
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ChoiceParameter } from '../../experiment/lab';
import { controlStyles } from '../tokens';
import { controlRowStyles } from './control-row.styles';
import { parameterDoc } from './parameter-groups';

@customElement('param-choice')
export class ParamChoice extends LitElement {
  static override styles = [controlStyles, controlRowStyles];

  @property({ attribute: false }) parameter!: ChoiceParameter;
  @property({ attribute: false }) value = '';

  override render(): TemplateResult {
    const { label } = this.parameter;
    const options = this.parameter.options.filter(({ value, listed }) => listed !== false || value === this.value);
    const doc = parameterDoc(this.parameter);
    return html`
      <div class="row">
        <details>
          <summary title=${doc}><span class="name">${label}</span></summary>
          <p class="doc">${doc}</p>
        </details>
      </div>
      <span id="doc" hidden>${doc}</span>
      <select aria-label=${label} aria-describedby="doc" .value=${live(this.value)} @change=${this.#onChange}>
        ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === this.value}>${option.label}</option>`)}
      </select>
    `;
  }

  #onChange(event: Event): void {
    const detail = { key: this.parameter.key, value: (event.target as HTMLSelectElement).value };
    this.dispatchEvent(new CustomEvent('param-change', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'param-choice': ParamChoice;
  }
}
