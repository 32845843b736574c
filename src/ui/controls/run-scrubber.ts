// <run-scrubber>: the steps of a run with an end, to be gone to by hand.
// @fires step-seek {step}, also while it is dragged
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controlStyles } from '../tokens';
import { formatPlainNumber } from '../../numbers';

@customElement('run-scrubber')
export class RunScrubber extends LitElement {
  static override styles = [
    controlStyles,
    css`
      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        min-height: var(--control);
        color: var(--muted);
      }
      output {
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }
      @media print {
        input {
          visibility: hidden;
        }
      }
    `,
  ];

  @property({ attribute: false }) step = 0;
  /** The last step. */
  @property({ attribute: false }) horizon = 0;

  override render(): TemplateResult {
    const words = `${formatPlainNumber(this.step)} of ${formatPlainNumber(this.horizon)}`;
    return html`<label
      ><span>Step</span
      ><input
        type="range"
        min="0"
        max=${this.horizon}
        step="1"
        aria-valuetext=${words}
        .value=${live(String(this.step))}
        @input=${this.#onInput}
      /><output>${words}</output></label
    >`;
  }

  /** Shown here at once; the run follows. */
  #onInput(event: Event): void {
    this.step = (event.target as HTMLInputElement).valueAsNumber;
    const detail = { step: this.step };
    this.dispatchEvent(new CustomEvent('step-seek', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-scrubber': RunScrubber;
  }
}
