// <xy-plot>: a quantity over steps with the theory drawn over it, or one measured quantity against another, with marks and a
// setting that it recommends. The read-out of a trace shows the last values, or those under the pointer.
// @fires apply-values ParameterValues
import { bisectCenter } from 'd3-array';
import { html, LitElement, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Plot, Series, Trace } from '../../experiment/lab';
import { formatNumber, grouped } from '../../numbers';
import { plotAxes } from './plot-axes';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import { heightOf, layOutXy, type XyLayout } from './xy-layout';
import { xyStyles } from './xy-plot.styles';

@customElement('xy-plot')
export class XyPlot extends LitElement {
  static override styles = [plotStyles, xyStyles];

  @property({ attribute: false }) panel: Trace | Plot | undefined;
  /** The step under the pointer. */
  @state() private hovered: number | undefined;

  readonly #size = new SizeController(this);
  #layout: XyLayout | undefined;
  #drawnWidth = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('panel') && this.#drawnWidth === this.#size.width) return;
    this.#drawnWidth = this.#size.width;
    this.#layout = this.panel && layOutXy(this.panel, this.#drawnWidth);
  }

  override render(): TemplateResult | typeof nothing {
    const { panel } = this;
    if (!panel) return nothing;
    const [width, height] = [this.#drawnWidth, heightOf(panel)];
    const isTrace = panel.kind === 'trace';
    return html`
      <figure>
        <figcaption>
          <span class="title"
            >${panel.title}${isTrace && panel.unit ? html`<small>${panel.unit}</small>` : nothing}</span
          >
          ${isTrace ? html`<span class="readout">${panel.series.map((series) => this.#readout(series))}</span>` : progress(panel)}
        </figcaption>
        ${isTrace ? nothing : html`<p class="names"><span>${panel.y.label}</span></p>`}
        <svg
          role="img"
          aria-label=${isTrace ? describeTrace(panel) : describePlot(panel)}
          height=${height}
          viewBox="0 0 ${width} ${height}"
          @pointermove=${this.#onPointerMove}
          @pointerleave=${() => (this.hovered = undefined)}
        >
          ${this.#layout ? this.#drawing(panel, this.#layout) : isTrace ? emptyState(panel, width, height) : nothing}
        </svg>
        ${isTrace ? nothing : this.#below(panel)}
      </figure>
    `;
  }

  #drawing(panel: Trace | Plot, layout: XyLayout): SVGTemplateResult {
    const { area, x, y, lines, notes } = layout;
    const hairline = panel.kind === 'trace' && this.hovered !== undefined;
    return svg`
      ${plotAxes(area, x, y)}
      ${lines.map(({ colour, band }) => (band ? svg`<path class="band ${colour}" d=${band} />` : nothing))}
      ${lines.map(({ colour, d }) => svg`<path class=${colour === 'theory' ? 'law dashed' : `line ${colour}`} d=${d} />`)}
      ${notes.map(({ style, d }) => svg`<path class=${style} d=${d} />`)}
      ${lines.map(({ colour, dots }) => dots.map(([cx, cy]) => dot(colour, cx, cy, 2.3)))}
      ${notes.map(
        ({ label, place }) =>
          svg`<text class="halo" x=${place.x} y=${place.y} text-anchor=${place.anchor}>${label}</text>`,
      )}
      ${hairline ? this.#hairline(panel.series, layout, this.hovered ?? 0) : nothing}
    `;
  }

  #hairline(series: readonly Series[], { area, x, y }: XyLayout, step: number): SVGTemplateResult {
    const at = x.toPixel(step);
    const right = at > (area.left + area.right) / 2;
    return svg`
      <path class="axis" d="M${at},${area.top}V${area.bottom}" />
      ${series.map(({ colour, steps, values }) => {
        const height = y.toPixel(values[bisectCenter(steps, step)]);
        return Number.isFinite(height) ? dot(colour, at, height, 3) : nothing;
      })}
      <text class="halo" x=${right ? at - 5 : at + 5} y=${area.top + 8} text-anchor=${right ? 'end' : 'start'}>step ${grouped(step)}</text>
    `;
  }

  #readout({ colour, label, steps, values }: Series): TemplateResult | typeof nothing {
    const value = this.hovered === undefined ? values[lastFinite(values)] : values[bisectCenter(steps, this.hovered)];
    if (value === undefined) return nothing;
    return html`<span class=${colour} title=${label}><b>${formatNumber(value) || 'not finite'}</b></span>`;
  }

  #below({ series, x, remarks, remedy }: Plot): TemplateResult {
    return html`
      <p class="names across">
        <span class="key">${series.map(({ label, colour }) => html`<span class=${colour}>${label}</span>`)}</span>
        <span>${x.label}</span>
      </p>
      ${remarks.map((remark) => html`<p class="note">${remark}</p>`)}
      ${remedy ? html`<button @click=${() => this.#apply(remedy)}>${remedy.label}</button>` : nothing}
    `;
  }

  #apply({ values }: NonNullable<Plot['remedy']>): void {
    this.dispatchEvent(new CustomEvent('apply-values', { detail: values, bubbles: true, composed: true }));
  }

  #onPointerMove(event: PointerEvent): void {
    const { panel } = this;
    const steps = panel?.kind === 'trace' && panel.series.find((series) => series.steps.length > 0)?.steps;
    if (this.#layout && steps) this.hovered = steps[bisectCenter(steps, this.#layout.x.toValue(event.offsetX))];
  }
}

function dot(colour: string, x: number, y: number, radius: number): SVGTemplateResult {
  return svg`<circle class=${colour} cx=${x} cy=${y} r=${radius} fill="currentcolor" />`;
}

function progress({ title, done }: Plot): TemplateResult | typeof nothing {
  return done < 1 ? html`<progress max="1" .value=${done} aria-label=${`Measuring: ${title}`}></progress>` : nothing;
}

function emptyState({ series }: Trace, width: number, height: number): SVGTemplateResult {
  const lines = series.some(({ steps }) => steps.length > 0)
    ? ['No value so far is finite,', 'so there is nothing to draw.']
    : ['Press play: the first measurement', 'puts the first point here.'];
  return svg`
    <path class="axis" d="M24,6V${height - 20}H${width - 4}" />
    ${lines.map(
      (line, k) =>
        svg`<text class="empty" x=${width / 2 + 10} y=${height / 2 - 10 + 17 * k} text-anchor="middle">${line}</text>`,
    )}
  `;
}

/** Index of the last value that can be shown; −1 for none. */
function lastFinite(values: readonly number[]): number {
  return values.findLastIndex(Number.isFinite);
}

/** The trace in one sentence, with its numbers. */
function describeTrace({ title, unit, scale, series, theory }: Trace): string {
  const lines = series.map(({ label, steps, values }) => {
    const last = lastFinite(values);
    return last < 0
      ? `${label} not measured yet`
      : `${label} ${formatNumber(values[last])} at step ${grouped(steps[last])}`;
  });
  const named = theory.filter(({ label }) => label);
  const laws = named.map(({ label, values }) => {
    const last = lastFinite(values);
    return last < 0 ? `theory, ${label}` : `theory, ${label}, ${formatNumber(values[last])}`;
  });
  const axis = scale === 'log' ? ', logarithmic' : '';
  return `${title}${unit ? ` (${unit})` : ''} over steps${axis}: ${[...lines, ...laws].join('; ')}.`;
}

/** The plot in one sentence, with its first and last numbers. */
function describePlot({ title, x, y, series, remarks }: Plot): string {
  const lines = series.map(({ label, x: across, y: up }) => {
    const at = (k: number): string => `${formatNumber(up[k])} at ${formatNumber(across[k])}`;
    const ends = across.length > 0 ? `from ${at(0)}` : 'not measured yet';
    return `${label} ${ends}${across.length > 1 ? ` to ${at(across.length - 1)}` : ''}`;
  });
  return `${title}: ${y.label} over ${x.label}; ${lines.join('; ')}. ${remarks.join(' ')}`.trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'xy-plot': XyPlot;
  }
}
