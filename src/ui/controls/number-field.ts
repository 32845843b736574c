// <number-field>: a number typed by hand. Bad input is told beside it and changes nothing.
// @fires number-change {value} · @fires number-nudge {direction: 1 | -1}, for the up and down keys
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { readTypedNumber } from '../../data/read-number';
import { typedProblem } from '../../experiment/parameters';
import type { NumberParameter } from '../../experiment/lab';
import { controlStyles } from '../tokens';
import { controlRowStyles } from './control-row.styles';
import { formatPlainNumber } from '../../numbers';

/** What the field must know of the quantity; any number parameter will do. */
export type FieldRange = Pick<NumberParameter, 'label' | 'min' | 'max' | 'unit' | 'integer'>;

@customElement('number-field')
export class NumberField extends LitElement {
  static override styles = [
    controlStyles,
    controlRowStyles,
    css`
      :host {
        display: inline-block;
        text-align: end;
      }
      .problem {
        max-width: 22ch;
        margin-inline-start: auto;
        white-space: normal;
      }
    `,
  ];

  @property({ attribute: false }) range: FieldRange = { label: '', min: 0, max: 1, unit: '' };
  @property({ attribute: false }) value = 0;
  /** The sentence that explains the quantity, for assistive technology. */
  @property({ attribute: false }) doc = '';

  /** What is being typed; undefined when nothing is. */
  @state() private draft: string | undefined;
  @state() private problem: string | undefined;
  @query('input') private input!: HTMLInputElement;

  /** A value that comes from elsewhere settles what was being typed, unless it is being typed right now. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value') || this.matches(':focus-within')) return;
    this.draft = undefined;
    this.problem = undefined;
  }

  override render(): TemplateResult {
    const { range, problem } = this;
    return html`
      <span class="value">
        <input
          type="text"
          inputmode=${range.min < 0 ? 'text' : 'decimal'}
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="done"
          aria-label=${range.label}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby="doc problem"
          .value=${this.draft ?? formatPlainNumber(this.value)}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
          @change=${this.#commit}
          @blur=${this.#commit}
        />
        ${range.unit ? html`<span class="unit">${range.unit}</span>` : nothing}
      </span>
      <span id="doc" hidden>${this.doc}</span>
      <p class="problem" id="problem" role="alert" ?hidden=${!problem}>${problem}</p>
    `;
  }

  #onInput(): void {
    this.draft = this.input.value;
    this.problem = undefined;
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      this.#commit();
      this.input.select();
    } else if (event.key === 'Escape' && (this.draft !== undefined || this.problem)) {
      event.stopPropagation();
      this.#revert();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#revert();
      this.#emit('number-nudge', { direction: event.key === 'ArrowUp' ? 1 : -1 });
    }
  }

  /** Untouched text is no input: what is shown may be shorter than the value. */
  #commit(): void {
    if (this.draft === undefined) return;
    const value = readTypedNumber(this.draft, this.range.integer);
    this.problem = typedProblem(this.range, value);
    if (this.problem) return;
    this.#revert();
    this.#emit('number-change', { value });
  }

  #revert(): void {
    this.draft = undefined;
    this.problem = undefined;
    this.input.value = formatPlainNumber(this.value);
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'number-field': NumberField;
  }
}
