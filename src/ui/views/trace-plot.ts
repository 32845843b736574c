// <trace-plot>: a quantity over steps with the theory drawn over it. The read-out shows the last values, or those under
// the pointer.
import { html, LitElement, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Series, Trace } from '../../experiment/lab';
import { plotAxes } from './plot-axes';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import { lastFinite, nearestIndex } from './trace-lines';
import { layOutTrace, TRACE_HEIGHT, type TraceLayout } from './trace-layout';
import { formatNumber, grouped } from '../../numbers';

@customElement('trace-plot')
export class TracePlot extends LitElement {
  static override styles = plotStyles;

  @property({ attribute: false }) trace: Trace | undefined;
  /** The step under the pointer. */
  @state() private hovered: number | undefined;

  readonly #size = new SizeController(this);
  #layout: TraceLayout | undefined;
  #drawnWidth = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('trace') && this.#drawnWidth === this.#size.width) return;
    this.#drawnWidth = this.#size.width;
    this.#layout = this.trace && layOutTrace(this.trace, this.#drawnWidth);
  }

  override render(): TemplateResult | typeof nothing {
    const trace = this.trace;
    if (!trace) return nothing;
    return html`
      <figure>
        <figcaption>
          <span class="title">${trace.title}${trace.unit ? html`<small>${trace.unit}</small>` : nothing}</span>
          <span class="readout">${trace.series.map((series) => this.#readout(series))}</span>
        </figcaption>
        <svg
          role="img"
          aria-label=${describe(trace)}
          height=${TRACE_HEIGHT}
          viewBox="0 0 ${this.#drawnWidth} ${TRACE_HEIGHT}"
          @pointermove=${this.#onPointerMove}
          @pointerleave=${this.#onPointerLeave}
        >
          ${this.#layout ? this.#drawing(this.#layout) : emptyState(trace, this.#drawnWidth)}
        </svg>
      </figure>
    `;
  }

  #drawing(layout: TraceLayout): SVGTemplateResult {
    const { area, x, y, lines, theory } = layout;
    return svg`
      ${plotAxes(area, x, y)}
      ${lines.map(({ colour, band }) => (band ? svg`<path class="band ${colour}" d=${band} />` : nothing))}
      ${lines.map(({ colour, d }) => svg`<path class="line ${colour}" d=${d} />`)}
      ${theory.map(({ d }) => svg`<path class="law dashed" d=${d} />`)}
      ${lines.map(({ colour, end }) =>
        end ? svg`<circle class=${colour} cx=${end[0]} cy=${end[1]} r="2.4" fill="currentcolor" />` : nothing,
      )}
      ${theory.map(
        ({ label, place }) =>
          svg`<text class="halo" x=${place.x} y=${place.y} text-anchor=${place.anchor}>${label}</text>`,
      )}
      ${this.hovered === undefined ? nothing : this.#hairline(layout, this.hovered)}
    `;
  }

  #hairline({ area, x, y }: TraceLayout, step: number): SVGTemplateResult {
    const at = x.toPixel(step);
    const right = at > (area.left + area.right) / 2;
    return svg`
      <path class="axis" d="M${at},${area.top}V${area.bottom}" />
      ${this.trace?.series.map(({ colour, steps, values }) => {
        const height = y.toPixel(values[nearestIndex(steps, step)]);
        return Number.isFinite(height)
          ? svg`<circle class=${colour} cx=${at} cy=${height} r="3" fill="currentcolor" />`
          : nothing;
      })}
      <text class="halo" x=${right ? at - 5 : at + 5} y=${area.top + 8} text-anchor=${right ? 'end' : 'start'}>step ${grouped(step)}</text>
    `;
  }

  #readout({ colour, label, steps, values }: Series): TemplateResult | typeof nothing {
    const value =
      this.hovered === undefined ? lastFinite(steps, values)?.value : values[nearestIndex(steps, this.hovered)];
    if (value === undefined) return nothing;
    return html`<span class=${colour} title=${label}><b>${formatNumber(value) || 'not finite'}</b></span>`;
  }

  #onPointerMove(event: PointerEvent): void {
    const steps = this.trace?.series.find((series) => series.steps.length > 0)?.steps;
    if (!this.#layout || !steps) return;
    const step = this.#layout.x.toValue(event.offsetX);
    this.hovered = steps[nearestIndex(steps, step)];
  }

  #onPointerLeave(): void {
    this.hovered = undefined;
  }
}

function emptyState(trace: Trace, width: number): SVGTemplateResult {
  const measured = trace.series.some(({ steps }) => steps.length > 0);
  const lines = measured
    ? ['No value so far is finite,', 'so there is nothing to draw.']
    : ['Press play: the first measurement', 'puts the first point here.'];
  return svg`
    <path class="axis" d="M24,6V${TRACE_HEIGHT - 20}H${width - 4}" />
    ${lines.map(
      (line, k) =>
        svg`<text class="empty" x=${width / 2 + 10} y=${TRACE_HEIGHT / 2 - 10 + 17 * k} text-anchor="middle">${line}</text>`,
    )}
  `;
}

/** The figure in one sentence, with its numbers. */
function describe(trace: Trace): string {
  const lines = trace.series.map(({ label, steps, values }) => {
    const last = lastFinite(steps, values);
    return last ? `${label} ${formatNumber(last.value)} at step ${grouped(last.step)}` : `${label} not measured yet`;
  });
  const theory = trace.theory.map(({ label, steps, values }) => {
    const last = lastFinite(steps, values);
    return last ? `theory, ${label}, ${formatNumber(last.value)}` : `theory, ${label}`;
  });
  const axis = trace.scale === 'log' ? ', logarithmic' : '';
  return `${trace.title}${trace.unit ? ` (${trace.unit})` : ''} over steps${axis}: ${[...lines, ...theory].join('; ')}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'trace-plot': TracePlot;
  }
}
