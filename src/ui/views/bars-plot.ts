// <bars-plot>: one quantity for several things, side by side, each with its standard error and what theory says.
import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Bars } from '../../experiment/lab';
import { layOutBars, textOf, type BarsLayout } from './bars-layout';
import { axisNumbers } from './plot-axes';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import { formatNumber } from '../../numbers';

@customElement('bars-plot')
export class BarsPlot extends LitElement {
  static override styles = [
    plotStyles,
    css`
      .bar {
        fill: var(--accent);
        fill-opacity: 0.3;
      }
      .whisker {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.2;
      }
      .value {
        fill: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) bars: Bars | undefined;

  readonly #size = new SizeController(this);

  override render(): TemplateResult | typeof nothing {
    const { bars } = this;
    if (!bars) return nothing;
    const { width } = this.#size;
    const layout = layOutBars(bars, width);
    return html`
      <figure>
        <figcaption>
          <span class="title">${bars.title}${bars.unit ? html`<small>${bars.unit}</small>` : nothing}</span>
        </figcaption>
        <svg
          role="img"
          aria-label=${describeBars(bars)}
          height=${layout.height}
          viewBox="0 0 ${width} ${layout.height}"
        >
          ${drawing(layout, width)}
        </svg>
        ${(bars.remarks ?? []).map((remark) => html`<p class="note">${remark}</p>`)}
      </figure>
    `;
  }
}

function drawing({ area, x, zero, bars }: BarsLayout, width: number): SVGTemplateResult {
  return svg`
    <path class="grid" d=${x.ticks.map(({ value }) => `M${x.toPixel(value)},${area.top}V${area.bottom}`).join('')} />
    <path class="axis" d="M${zero},${area.top}V${area.bottom}M${area.left},${area.bottom}H${area.right}" />
    ${axisNumbers(area, x, { ...x, ticks: [] })}
    ${bars.map(
      ({ label, text, y, d, whisker, predicted }) => svg`
        <path class="bar" d=${d} />
        <path class="whisker" d=${whisker} />
        <path class="law" d=${predicted} />
        <text x=${area.left - 8} y=${y + 3.5} text-anchor="end">${label}</text>
        <text class="value" x=${width} y=${y + 3.5} text-anchor="end">${text}</text>`,
    )}
  `;
}

/** The figure in one sentence, with its numbers. */
export function describeBars({ title, unit, bars, remarks = [] }: Bars): string {
  const parts = bars.map((bar) => {
    const theory = bar.predicted === undefined ? '' : `, theory ${formatNumber(bar.predicted)}`;
    return `${bar.label} ${textOf(bar)}${theory}`;
  });
  return `${title}${unit ? ` (${unit})` : ''}: ${parts.join('; ') || 'nothing yet'}. ${remarks.join(' ')}`.trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'bars-plot': BarsPlot;
  }
}
