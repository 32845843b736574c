// <histogram-plot>: the measured marginal as bars, the twin as a skyline, the exact density, where there is one, as an ink line.
// @fires apply-values ParameterValues
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Histogram, ParameterValues } from '../../experiment/lab';
import { barsPath, curvePath, densityTop, outlinePath, totalVariation } from './histogram-paths';
import type { LabelArea } from './place-label';
import { gutterFor, plotAxes } from './plot-axes';
import { plotScale, type PlotScale } from './plot-scale';
import { histogramStyles } from './histogram-plot.styles';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import { formatNumber, formatRange } from '../../numbers';

const HEIGHT = 132;
const MOST_BUTTONS = 3;

@customElement('histogram-plot')
export class HistogramPlot extends LitElement {
  static override styles = [plotStyles, histogramStyles];

  @property({ attribute: false }) histogram: Histogram | undefined;

  readonly #size = new SizeController(this);

  override render(): TemplateResult | typeof nothing {
    const histogram = this.histogram;
    if (!histogram) return nothing;
    const measured = histogram.measured.some((density) => density > 0);
    return html`
      <figure>
        <figcaption>
          <span class="title">${histogram.title}</span>
          <span class="readout">${histogram.unit}</span>
        </figcaption>
        <svg
          role="img"
          class=${histogram.choices ? 'choosing' : ''}
          aria-label=${describe(histogram, measured)}
          height=${HEIGHT}
          viewBox="0 0 ${this.#size.width} ${HEIGHT}"
          @click=${this.#onClick}
        >
          ${drawing(histogram, this.#size.width)}
        </svg>
        ${histogram.remarks?.map((remark) => html`<p class="note">${remark}</p>`)}
        ${histogram.choices
          ?.slice(0, MOST_BUTTONS)
          .map(({ label, values }) => html`<button @click=${() => this.#apply(values)}>${label}</button>`)}
      </figure>
    `;
  }

  /** The bar under the pointer, as wide as its bin and as high as the figure. */
  #onClick(event: MouseEvent): void {
    const { histogram } = this;
    if (!histogram?.choices) return;
    const { left, right } = layoutOf(histogram, this.#size.width).area;
    const bin = Math.floor((histogram.measured.length * (event.offsetX - left)) / (right - left));
    const choice = histogram.choices.find((one) => one.bin === bin);
    if (choice) this.#apply(choice.values);
  }

  #apply(values: ParameterValues): void {
    this.dispatchEvent(new CustomEvent('apply-values', { detail: values, bubbles: true, composed: true }));
  }
}

function layoutOf(
  histogram: Histogram,
  width: number,
): { readonly top: number; readonly y: PlotScale; readonly area: LabelArea } {
  const bottom = HEIGHT - 20;
  const top = densityTop(histogram);
  const y = plotScale('linear', { min: 0, max: top, from: bottom, to: 6 }, 2);
  return { top, y, area: { left: gutterFor(y), right: width - 4, top: 6, bottom } };
}

function drawing(histogram: Histogram, width: number): SVGTemplateResult {
  const { min, max, measured, twin, exact } = histogram;
  const { top, y, area } = layoutOf(histogram, width);
  const floor = area.bottom;
  const x = plotScale('linear', { min, max, from: area.left, to: area.right });
  const edges = (densities: Float64Array) => (bin: number) =>
    area.left + (bin / densities.length) * (area.right - area.left);
  const clipped = (density: number): number => Math.max(area.top - 2, y.toPixel(density));
  return svg`
    ${plotAxes(area, x, y)}
    <path class="bars" d=${barsPath(measured, edges(measured), clipped, floor)} />
    ${twin ? svg`<path class="line second outline" d=${outlinePath(twin, edges(twin), clipped, floor)} />` : nothing}
    ${exact ? svg`<path class="law" d=${curvePath(exact, edges(exact), y.toPixel)} />` : nothing}
    ${[measured, ...(twin ? [twin] : [])].map((densities) => cuts(densities, top, edges(densities), area.top))}
  `;
}

/** A small mark on each bar that goes on above the figure. */
function cuts(densities: Float64Array, top: number, edge: (bin: number) => number, y: number): SVGTemplateResult {
  let d = '';
  densities.forEach((density, bin) => {
    const middle = (edge(bin) + edge(bin + 1)) / 2;
    if (density > top) d += `M${middle - 3},${y - 1}L${middle},${y - 4}L${middle + 3},${y - 1}`;
  });
  return svg`<path class="cut" d=${d} />`;
}

/** The figure in one sentence, with its numbers. */
function describe(histogram: Histogram, measured: boolean): string {
  const { title, min, max, exact } = histogram;
  const range = `${title}, from ${formatRange(min, max, 3)}`;
  if (!measured) return `${range}: ${exact ? 'exact density; ' : ''}nothing measured yet.`;
  if (!exact) return `${range}: measured histogram.`;
  const distance = formatNumber(totalVariation(histogram, exact), 2);
  return `${range}: measured histogram over the exact density, total variation distance ${distance}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'histogram-plot': HistogramPlot;
  }
}
