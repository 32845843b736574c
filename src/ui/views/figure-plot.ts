// <figure-plot>: one measured quantity against another, with marks, remarks and a setting that it recommends.
// @fires apply-values ParameterValues
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Plot } from '../../experiment/lab';
import { figureStyles } from './figure-plot.styles';
import { layOutFigure, FIGURE_HEIGHT, type FigureLayout } from './figure-layout';
import { plotAxes } from './plot-axes';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import { formatNumber } from '../../numbers';

@customElement('figure-plot')
export class FigurePlot extends LitElement {
  static override styles = [plotStyles, figureStyles];

  @property({ attribute: false }) plot: Plot | undefined;

  readonly #size = new SizeController(this);

  override render(): TemplateResult | typeof nothing {
    const { plot } = this;
    if (!plot) return nothing;
    const layout = layOutFigure(plot, this.#size.width);
    return html`
      <figure>
        <figcaption>
          <span class="title">${plot.title}</span>
          ${plot.done < 1 ? html`<progress max="1" .value=${plot.done} aria-label=${`Measuring: ${plot.title}`}></progress>` : nothing}
        </figcaption>
        <p class="names"><span>${plot.y.label}</span></p>
        <svg
          role="img"
          aria-label=${describe(plot)}
          height=${FIGURE_HEIGHT}
          viewBox="0 0 ${this.#size.width} ${FIGURE_HEIGHT}"
        >
          ${layout ? drawing(plot, layout) : nothing}
        </svg>
        <p class="names across">
          <span class="key">
            ${plot.series.map(({ label, colour }) => html`<span class=${colour}>${label}</span>`)}
          </span>
          <span>${plot.x.label}</span>
        </p>
        ${plot.remarks.map((remark) => html`<p class="note">${remark}</p>`)}
        ${plot.remedy ? html`<button @click=${() => this.#apply(plot)}>${plot.remedy.label}</button>` : nothing}
      </figure>
    `;
  }

  #apply({ remedy }: Plot): void {
    this.dispatchEvent(new CustomEvent('apply-values', { detail: remedy?.values, bubbles: true, composed: true }));
  }
}

function drawing(plot: Plot, { area, x, y, lines, marks }: FigureLayout): SVGTemplateResult {
  return svg`
    ${plotAxes(area, x, y)}
    ${marks.map(({ at, colour }) => svg`<path class="mark ${colour}" d="M${at},${area.top}V${area.bottom}" />`)}
    ${lines.map(({ colour, d }) => svg`<path class=${colour === 'theory' ? 'law dashed' : `line ${colour}`} d=${d} />`)}
    ${lines.map(({ colour, dots }) =>
      dots.map(([cx, cy]) => svg`<circle class=${colour} cx=${cx} cy=${cy} r="2.2" fill="currentcolor" />`),
    )}
    ${marks.map(
      ({ at, label, anchor }) =>
        svg`<text class="halo" x=${anchor === 'end' ? at - 5 : at + 5} y=${area.top + 9} text-anchor=${anchor}>${label}</text>`,
    )}
  `;
}

/** The figure in one sentence, with its last numbers. */
function describe({ title, x, y, series, remarks }: Plot): string {
  const lines = series.map(({ label, x: across, y: up }) => {
    const ends = across.length > 0 ? `from ${formatNumber(up[0])} at ${formatNumber(across[0])}` : 'not measured yet';
    const last =
      across.length > 1 ? ` to ${formatNumber(up.at(-1) ?? NaN)} at ${formatNumber(across.at(-1) ?? NaN)}` : '';
    return `${label} ${ends}${last}`;
  });
  return `${title}: ${y.label} over ${x.label}; ${lines.join('; ')}. ${remarks.join(' ')}`.trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'figure-plot': FigurePlot;
  }
}
