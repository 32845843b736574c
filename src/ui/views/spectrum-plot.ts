// <spectrum-plot>: eigenvalues in the complex plane against the unit circle, predicted as rings, measured as dots.
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Complex, Spectrum } from '../../experiment/lab';
import { plotStyles } from './plot.styles';
import { SizeController } from './size-controller';
import {
  eigenvalueList,
  heldInside,
  largestModulus,
  locusPath,
  modulus,
  spectrumExtent,
  stabilityText,
  type Plane,
} from './spectrum-layout';
import { spectrumStyles } from './spectrum-plot.styles';
import { axisTicks } from './view-transform';
import { formatNumber } from '../../numbers';

@customElement('spectrum-plot')
export class SpectrumPlot extends LitElement {
  static override styles = [plotStyles, spectrumStyles];

  @property({ attribute: false }) spectrum: Spectrum | undefined;
  /** Of the drawing, in CSS pixels. */
  @property({ type: Number }) height = 228;

  readonly #size = new SizeController(this);

  override render(): TemplateResult | typeof nothing {
    const spectrum = this.spectrum;
    if (!spectrum) return nothing;
    const { stable, text } = stabilityText(spectrum);
    const largest = formatNumber(largestModulus(spectrum.predicted));
    const list = eigenvalueList(spectrum.predicted);
    const empty = spectrum.predicted.length === 0;
    return html`
      <figure>
        <figcaption>
          <span class="title">${spectrum.title}</span>
          ${empty ? nothing : html`<span class="readout">|λ| max ${largest}</span>`}
        </figcaption>
        <svg
          role="img"
          aria-label=${empty ? 'No eigenvalues at these settings.' : `${spectrum.title}: eigenvalues ${list}; largest modulus ${largest}; ${text}.`}
          height=${this.height}
          viewBox="0 0 ${this.#size.width} ${this.height}"
        >
          ${drawing(spectrum, this.#size.width, this.height)}
        </svg>
        ${
          empty
            ? html`<p class="note">This operator has no linearisation at these settings.</p>`
            : html`<p class="note">
                λ =
                ${list}${
                  spectrum.single
                    ? nothing
                    : html`<br /><span class=${stable ? 'stable' : 'unstable'}>${stable ? '✓' : '✕'} ${text}</span>`
                }
              </p>`
        }
        ${(spectrum.remarks ?? []).map((remark) => html`<p class="note">${remark}</p>`)}
      </figure>
    `;
  }
}

function drawing(spectrum: Spectrum, width: number, height: number): SVGTemplateResult {
  const extent = spectrumExtent(spectrum);
  const scale = Math.min(height / 2 - 4, width / 2 - 4) / extent;
  const reach = [(width / 2 - 8) / scale, (height / 2 - 8) / scale] as const;
  const plane = { width, height, centreX: width / 2, centreY: height / 2, scale, reach };
  return svg`
    ${axes(plane)}
 ${(spectrum.locus ?? []).map((curve) => svg`<path class="locus" d=${locusPath(plane, curve)} />`)}
    <circle class="disc" cx=${plane.centreX} cy=${plane.centreY} r=${scale} />
    ${spectrum.twinPredicted?.map((value) => mark(plane, value, 'ring second', 6, 'twin predicted'))}
    ${spectrum.predicted.map((value) => mark(plane, value, 'ring first', 6, 'predicted'))}
    ${spectrum.measured.map((value) => mark(plane, value, 'dot first', 2.3, 'measured'))}
    ${legend(plane, spectrum)}
  `;
}

function axes({ width, height, centreX, centreY, scale }: Plane): SVGTemplateResult {
  const half = width / 2 / scale;
  const ticks = axisTicks(-half, half, width, half * height > 1.5 * width ? 70 : 110).filter(
    ({ value }) => value !== 0,
  );
  const down = ticks.filter(({ value }) => Math.abs(value) * scale < height / 2 - 10);
  const across = ticks.filter(({ value }) => Math.abs(value) * scale < width / 2 - 24);
  return svg`
    <path class="axis" d="M0,${centreY}H${width}M${centreX},0V${height}" />
    <path class="axis" d=${across.map(({ value }) => `M${centreX + value * scale},${centreY - 3}v6`).join('')} />
    <path class="axis" d=${down.map(({ value }) => `M${centreX - 3},${centreY - value * scale}h6`).join('')} />
    ${across.map(
      ({ value, label }) =>
        svg`<text class="halo" x=${centreX + value * scale + (value < 0 ? -4 : 4)} y=${centreY + 14} text-anchor=${value < 0 ? 'end' : 'start'}>${label}</text>`,
    )}
    ${down.map(
      ({ value, label }) =>
        svg`<text class="halo" x=${centreX + 6} y=${centreY - value * scale + (value > 0 ? -3 : 11)}>${imaginary(label)}</text>`,
    )}
    <text class="halo name" x=${width} y=${centreY - 5} text-anchor="end">Re λ</text>
    <text class="halo name" x=${centreX - 5} y="9" text-anchor="end">Im λ</text>
  `;
}

function imaginary(label: string): string {
  return label.replace(/^(−?)1(\.0+)?$/, '$1') + 'i';
}

/** A ring or a dot; held at the rim with a square where the value lies beyond the view. */
function mark(
  plane: Plane,
  value: Complex,
  kind: string,
  r: number,
  meaning: string,
): SVGTemplateResult | typeof nothing {
  const held = heldInside(value, ...plane.reach);
  if (!held) return nothing;
  const [x, y] = [plane.centreX + held[0] * plane.scale, plane.centreY - held[1] * plane.scale];
  const sign = value[1] < 0 ? '−' : '+';
  const imaginaryPart = value[1] === 0 ? '' : ` ${sign} ${formatNumber(Math.abs(value[1]))}i`;
  const title = svg`<title>${meaning}: ${formatNumber(value[0], 4)}${imaginaryPart}, modulus ${formatNumber(modulus(value), 4)}</title>`;
  if (held[0] === value[0] && held[1] === value[1])
    return svg`<circle class=${kind} cx=${x} cy=${y} r=${r}>${title}</circle>`;
  return svg`<rect class=${kind} x=${x - r} y=${y - r} width=${2 * r} height=${2 * r}>${title}</rect>`;
}

function legend({ width, height }: Plane, { measured, twinPredicted, locus, locusLabel }: Spectrum): SVGTemplateResult {
  const entries = [
    { kind: 'ring first', r: 4, text: 'predicted' },
    ...(measured.length > 0 ? [{ kind: 'dot first', r: 2.3, text: 'measured' }] : []),
    ...(twinPredicted?.length ? [{ kind: 'ring second', r: 4, text: 'twin' }] : []),
    ...(locus?.length ? [{ kind: 'locus', r: 0, text: locusLabel ?? 'locus' }] : []),
  ];
  return svg`${entries.map(({ kind, r, text }, k) => {
    const y = height - 6 - 14 * (entries.length - 1 - k);
    return svg`
      ${r > 0 ? svg`<circle class=${kind} cx=${width - 60} cy=${y - 3.5} r=${r} />` : svg`<path class=${kind} d=${`M${width - 66},${y - 3.5}h12`} />`}
      <text class="halo" x=${width - 52} y=${y}>${text}</text>`;
  })}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'spectrum-plot': SpectrumPlot;
  }
}
