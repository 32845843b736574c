// <run-controls>: the transport.
// @fires run-toggle · @fires run-step {steps} · @fires run-reset · @fires speed-change {speed}
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { SPEEDS, type Speed } from '../address';
import { controlStyles } from '../tokens';
import type { FieldRange } from './number-field';
import './number-field';
import { formatPlainNumber } from '../../numbers';

const STEPS: FieldRange = { label: 'number of steps', min: 1, max: 1e9, unit: '', integer: true };

@customElement('run-controls')
export class RunControls extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--s2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
      }
      label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 6px;
        color: var(--muted);
        white-space: nowrap;
      }
      select {
        color: var(--ink);
      }
      .word {
        color: var(--muted);
      }
      .end {
        margin-inline-start: auto;
      }
      :host([brief]) .row:not(:first-child) {
        display: none;
      }
      .progress {
        min-height: 3px;
        font-size: 12px;
        color: var(--muted);
      }
      .progress > * {
        animation: appear 0s 0.5s both;
      }
      .progress p {
        margin: 2px 0 0;
      }
      @keyframes appear {
        from {
          visibility: hidden;
        }
        to {
          visibility: visible;
        }
      }
    `,
  ];

  /** It runs, or will once it can. */
  @property({ type: Boolean }) running = false;
  /** There is nothing to step: no run, or it failed. */
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) speed: Speed = 10;
  /** Fraction done; `undefined` when there is no end in sight. */
  @property({ attribute: false }) progress: number | undefined;
  /** A start is going on; how long it takes is not known. */
  @property({ type: Boolean }) loading = false;

  /** What a lecture needs: to run, to step, to begin again. */
  @property({ type: Boolean, reflect: true }) brief = false;

  @state() private steps = 1000;

  override render(): TemplateResult {
    const { running, disabled } = this;
    return html`
      <div class="row" role="group" aria-label="Transport">
        <button class="primary" @click=${() => this.#emit('run-toggle')} title="Space">
          ${running ? 'Pause' : 'Run'}
        </button>
        <button ?disabled=${disabled} @click=${() => this.#emit('run-step', { steps: 1 })} title="One step (.)">
          Step
        </button>
        <button @click=${() => this.#emit('run-reset')} title="Back to the start (r)">Reset</button>
      </div>
      <div class="row">
        <span class="word">Advance</span>
        <number-field
          .range=${STEPS}
          .value=${this.steps}
          .doc=${'How many steps the button beside takes.'}
          @number-change=${this.#onSteps}
          @number-nudge=${this.#onStepsNudge}
        ></number-field>
        <span class="word">steps</span>
        <button
          class="end"
          ?disabled=${disabled}
          aria-label="Advance ${formatPlainNumber(this.steps)} steps"
          @click=${() => this.#emit('run-step', { steps: this.steps })}
        >
          Go
        </button>
      </div>
      <div class="row">
        <label>
          Speed
          <select .value=${live(String(this.speed))} @change=${this.#onSpeed}>
            ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${speedLabel(speed)}</option>`)}
          </select>
        </label>
      </div>
      <div class="progress">${this.#progress()}</div>
    `;
  }

  #progress(): TemplateResult | typeof nothing {
    if (this.progress === undefined) return this.loading ? html`<progress aria-label="starting"></progress>` : nothing;
    if (this.loading) return html`<progress max="1" .value=${this.progress} aria-label="starting"></progress>`;
    const percent = Math.floor(100 * this.progress);
    return html`<progress max="1" .value=${this.progress} aria-label="steps done"></progress>
      <p>${percent} %</p>`;
  }

  #onSteps(event: CustomEvent<{ value: number }>): void {
    event.stopPropagation();
    this.steps = event.detail.value;
  }

  /** By factors of ten: the next one up or down. */
  #onStepsNudge(event: CustomEvent<{ direction: 1 | -1 }>): void {
    event.stopPropagation();
    const factor = event.detail.direction > 0 ? 10 : 0.1;
    this.steps = Math.min(STEPS.max, Math.max(1, Math.round(this.steps * factor)));
  }

  #onSpeed(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const speed = SPEEDS.find((known) => String(known) === value);
    if (speed !== undefined) this.#emit('speed-change', { speed });
  }

  #emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function speedLabel(speed: Speed): string {
  if (speed === 'max') return 'as fast as it goes';
  return speed === 1 ? '1 step per frame' : `${formatPlainNumber(speed)} steps per frame`;
}

declare global {
  interface HTMLElementTagNameMap {
    'run-controls': RunControls;
  }
}
