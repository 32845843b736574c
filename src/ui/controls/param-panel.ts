// <param-panel>: all parameters of a lab, derived from their declaration.
// @fires param-change {key, value}
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { resolveNumber } from '../../experiment/parameters';
import type { Frame, Parameter, ParameterValues } from '../../experiment/lab';
import './param-choice';
import './param-slider';
import type { ParamSlider } from './param-slider';
import { parameterGroups } from './parameter-groups';

@customElement('param-panel')
export class ParamPanel extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    .group {
      display: grid;
      gap: var(--s2);
      padding: var(--s3) 0;
      border-top: 1px solid var(--hairline);
    }
    .group > * {
      min-width: 0;
    }
    dl {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: 2px var(--s2);
      margin: 0;
    }
    dt {
      color: var(--muted);
    }
    dd {
      margin: 0;
      text-align: end;
    }
  `;

  /** With limits of the device already applied. */
  @property({ attribute: false }) parameters: readonly Parameter[] = [];
  @property({ attribute: false }) values: ParameterValues = {};
  @property({ attribute: false }) readouts: Frame['readouts'] = [];

  #lastUsed: string | undefined;

  override render(): TemplateResult {
    // Another lab is another panel: `repeat` leaves a comment behind for every item that goes.
    return html`${keyed(this.parameters.map(({ key }) => key).join(), this.#groups())}`;
  }

  #groups(): TemplateResult {
    return html`<div @param-change=${this.#remember} @focusin=${this.#remember}>
      ${repeat(
        parameterGroups(this.parameters, this.values),
        ({ name }) => name,
        ({ name, parameters, readouts }) => html`
          <div class="group" role="group" aria-label=${name}>
            ${repeat(
              parameters,
              ({ key }) => key,
              (parameter) => this.#control(parameter),
            )}
            ${readouts && this.readouts.length > 0 ? this.#readouts() : nothing}
          </div>
        `,
      )}
    </div>`;
  }

  /** Moves the slider that was used last, or the first one, by one stop. */
  nudge(direction: 1 | -1): void {
    const sliders = [...this.renderRoot.querySelectorAll('param-slider')];
    const live = sliders.find(({ parameter }) => !parameter.restarts);
    (sliders.find(({ parameter }) => parameter.key === this.#lastUsed) ?? live ?? sliders[0])?.nudge(direction);
  }

  #control(parameter: Parameter): TemplateResult {
    const value = this.values[parameter.key] ?? parameter.value;
    if (parameter.kind === 'choice')
      return html`<param-choice .parameter=${parameter} .value=${String(value)}></param-choice>`;
    const resolved = resolveNumber(parameter, this.values);
    return html`<param-slider .parameter=${resolved} .value=${live(Number(value))}></param-slider>`;
  }

  #readouts(): TemplateResult {
    return html`<dl>
      ${this.readouts.map(
        ({ label, value, doc }) =>
          html`<dt title=${doc}>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
  }

  #remember(event: Event): void {
    const slider = event
      .composedPath()
      .find((node): node is ParamSlider => node instanceof Element && node.localName === 'param-slider');
    if (slider) this.#lastUsed = slider.parameter.key;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'param-panel': ParamPanel;
  }
}
