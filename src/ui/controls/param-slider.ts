// <param-slider>: symbol, name, typed value and a native range for one number parameter.
// @fires param-change {key, value}
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NumberParameter } from '../../experiment/lab';
import { controlStyles } from '../tokens';
import { controlRowStyles } from './control-row.styles';
import './number-field';
import { parameterDoc } from './parameter-groups';
import { neighbour, sliderScale } from './slider-scale';
import { formatPlainNumber } from '../../numbers';

@customElement('param-slider')
export class ParamSlider extends LitElement {
  static override styles = [
    controlStyles,
    controlRowStyles,
    css`
      input[type='range'] {
        display: block;
      }
    `,
  ];

  /** As it stands at the current settings (see resolveNumber). */
  @property({ attribute: false }) parameter!: NumberParameter;
  @property({ attribute: false }) value = 0;

  override render(): TemplateResult {
    const { parameter, value } = this;
    const { symbol, label, unit } = parameter;
    const doc = parameterDoc(parameter);
    const scale = sliderScale(parameter);
    return html`
      <div class="row">
        <details>
          <summary title=${doc}><i class="symbol">${symbol}</i><span class="name">${label}</span></summary>
          <p class="doc">${doc}</p>
        </details>
        <number-field
          .range=${parameter}
          .value=${value}
          .doc=${doc}
          @number-change=${this.#onTyped}
          @number-nudge=${this.#onNudge}
        ></number-field>
      </div>
      <input
        type="range"
        min="0"
        max=${scale.last}
        step="1"
        aria-label=${label}
        aria-valuetext=${`${formatPlainNumber(value)}${unit ? ` ${unit}` : ''}`}
        .value=${live(String(scale.toPosition(value)))}
        @input=${this.#onSlide}
      />
    `;
  }

  /** One stop up or down. */
  nudge(direction: 1 | -1): void {
    this.#change(neighbour(this.parameter, this.value, direction));
  }

  #onSlide(event: Event): void {
    const { valueAsNumber } = event.target as HTMLInputElement;
    this.#change(sliderScale(this.parameter).toValue(valueAsNumber));
  }

  #onTyped(event: CustomEvent<{ value: number }>): void {
    event.stopPropagation();
    this.#change(event.detail.value);
  }

  #onNudge(event: CustomEvent<{ direction: 1 | -1 }>): void {
    event.stopPropagation();
    this.nudge(event.detail.direction);
  }

  /** Shown here at once; the page follows, and has the last word. */
  #change(value: number): void {
    this.value = value;
    const detail = { key: this.parameter.key, value };
    this.dispatchEvent(new CustomEvent('param-change', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'param-slider': ParamSlider;
  }
}
