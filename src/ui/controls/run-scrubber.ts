// <run-scrubber>: the steps of a run with an end, to be gone to by hand.
// @fires step-seek {step}, also while it is dragged
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Way } from '../../experiment/lab';
import { controlStyles } from '../tokens';
import { formatNumber, formatPlainNumber } from '../../numbers';

/** Places along the way that have a number. */
const TICKS = [0, 0.25, 0.5, 0.75, 1];

@customElement('run-scrubber')
export class RunScrubber extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        min-height: var(--control);
        color: var(--muted);
      }
      .place {
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }
      select {
        max-width: 92px;
      }
      /* As far from both ends as the middle of the thumb. */
      svg {
        display: block;
        grid-column: 2;
        width: calc(100% - 16px);
        height: 30px;
        margin: -4px 8px 0;
        overflow: visible;
      }
      line {
        stroke: var(--hairline);
      }
      .mark line {
        stroke: var(--second);
        stroke-width: 3;
      }
      text {
        font-size: 10.5px;
        fill: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .mark text {
        fill: var(--second);
      }
      @media print {
        input,
        select {
          visibility: hidden;
        }
      }
    `,
  ];

  @property({ attribute: false }) step = 0;
  /** The last step. */
  @property({ attribute: false }) horizon = 0;
  @property({ attribute: false }) way: Way | undefined;
  /** Which of the way's readings is shown; −1 for steps. */
  @state() private reading = -1;

  override render(): TemplateResult {
    const { step, horizon, way } = this;
    const steps = `${formatPlainNumber(step)} of ${formatPlainNumber(horizon)}`;
    const reading = way?.readings[this.reading];
    const words = reading ? `${reading.label} ${this.#read(step)}` : steps;
    return html`<div class="row">
      ${way ? this.#choice(way) : html`<span aria-hidden="true">Step</span>`}
      <input
        type="range"
        aria-label="Step"
        min="0"
        max=${horizon}
        step="1"
        aria-valuetext=${reading ? `${steps}, ${words}` : words}
        .value=${live(String(step))}
        @input=${this.#onInput}
      />
      <span class="place" aria-hidden="true">${words}</span>
      ${way ? this.#axis(way) : nothing}
    </div>`;
  }

  #choice({ readings }: Way): TemplateResult {
    const labels = ['Step', ...readings.map(({ label }) => label)];
    return html`<select
      aria-label="What the scrubber shows"
      @change=${(event: Event) => (this.reading = (event.target as HTMLSelectElement).selectedIndex - 1)}
    >
      ${labels.map((label, i) => html`<option ?selected=${i === this.reading + 1}>${label}</option>`)}
    </select>`;
  }

  #axis({ marks }: Way): TemplateResult {
    const anchor = (share: number): string => (share < 0.02 ? 'start' : share > 0.98 ? 'end' : 'middle');
    return html`<svg aria-hidden="true">
      ${TICKS.map((share) => {
        const at = `${100 * share}%`;
        return svg`<line x1=${at} x2=${at} y1="2" y2="6" />
          <text x=${at} y="16" text-anchor=${anchor(share)}>${this.#read(share * this.horizon)}</text>`;
      })}
      ${marks.map(({ label, step }) => {
        const share = step / this.horizon;
        const at = `${100 * share}%`;
        const side = share > 0.75 ? 'end' : share < 0.25 ? 'start' : 'middle';
        return svg`<g class="mark"><line x1=${at} x2=${at} y1="0" y2="7" />
          <text x=${at} y="28" text-anchor=${side}>${label}</text></g>`;
      })}
    </svg>`;
  }

  #read(step: number): string {
    const reading = this.way?.readings[this.reading];
    return reading ? formatNumber(reading.at(step), 2) : formatPlainNumber(Math.round(step));
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
