// <claims-table>: theory against measured. The roles are spelled out because narrow tables are laid out as cards, and
// browsers may forget what a table is when its display changes.
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ClaimResult, Verdict } from '../../labs/lab';
import { claimsStyles } from './claims-table.styles';
import { deviationOf, SCALE_END, type Deviation } from './deviation';
import { formatComparison } from './format-number';
import './tex-formula';

const MARKS: Readonly<Record<Verdict, string>> = { holds: '✓', fails: '✕', outside: '–', weak: '≈' };

/** Of the deviation scale, in its own units of pixels. */
const SCALE = { width: 96, height: 14, reach: 40 };

@customElement('claims-table')
export class ClaimsTable extends LitElement {
  static override styles = claimsStyles;

  @property({ attribute: false }) claims: readonly ClaimResult[] = [];

  override render(): TemplateResult {
    return html`<div class="sheet">
      <div class="caption">
        <h2 id="title">Theory against measured</h2>
        <small>at the current settings · 5 standard errors</small>
      </div>
      ${this.claims.length === 0 ? emptyState() : this.#table()}
    </div>`;
  }

  #table(): TemplateResult {
    return html`<table role="table" aria-labelledby="title">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Claim</th>
          <th role="columnheader" scope="col" class="number">Predicted</th>
          <th role="columnheader" scope="col" class="number">Measured</th>
          <th role="columnheader" scope="col" class="deviation">Deviation</th>
          <th role="columnheader" scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${inForceFirst(this.claims).map(row)}
      </tbody>
    </table>`;
  }
}

function row(claim: ClaimResult): TemplateResult {
  return claim.verdict === 'outside' ? outsideRow(claim) : judgedRow(claim);
}

function judgedRow(claim: ClaimResult): TemplateResult {
  const { id, statement, tex, predicted, measured, standardError, verdict, reason, oneSided } = claim;
  const texts = formatComparison(predicted, measured, standardError);
  const deviation = deviationOf(claim);
  return html`<tr role="row" class=${verdict}>
    <td role="cell" class="claim">
      <b>${id}</b
      ><span>${statement}${tex ? html`<tex-formula .tex=${tex} .fallback=${'…'}></tex-formula>` : nothing}</span>
    </td>
    <td role="cell" class="number predicted">${oneSided && texts.predicted ? '≥ ' : ''}${texts.predicted}</td>
    <td role="cell" class="number measured">${texts.measured}</td>
    <td role="cell" class="deviation">${deviation ? scale(claim, deviation) : nothing}</td>
    <td role="cell" class="verdict">
      <span class="word">${MARKS[verdict]} ${verdict}</span>
      ${reason ? html`<small>${reason}</small>` : nothing}
    </td>
  </tr>`;
}

/** There are no numbers, so the reason has their room. */
function outsideRow({ id, statement, reason }: ClaimResult): TemplateResult {
  return html`<tr role="row" class="outside">
    <td role="cell" class="claim"><b>${id}</b><span>${statement}</span></td>
    <td role="cell" class="verdict" colspan="4">
      <span class="word">${MARKS.outside} ${reason ?? 'does not apply at these settings'}</span>
    </td>
  </tr>`;
}

/** A dot on a track of ±1.4 tolerances; the band is the tolerance, an arrow points at what is farther away. */
function scale({ oneSided, verdict }: ClaimResult, { position, beyond, text }: Deviation): TemplateResult {
  const { width, height, reach } = SCALE;
  const [middle, y] = [width / 2, height / 2];
  const tolerance = reach / SCALE_END;
  const end = oneSided ? middle + reach : middle + tolerance;
  const marks = oneSided ? [middle - tolerance] : [middle - tolerance, end];
  // Nothing measured, nothing to place.
  const x = middle + (Number.isFinite(position) ? (position / SCALE_END) * reach : 0);
  return html`<svg class="scale" role="img" aria-label=${text} viewBox="0 0 ${width} ${height}">
    ${svg`
      <title>${text}</title>
      <path class="track" d="M${middle - reach},${y}H${middle + reach}" />
      <path class="band" d="M${middle - tolerance},${y}H${end}" />
      <path class="marks" d=${marks.map((at) => `M${at},${y - 3}v6`).join('')} />
      <path class="zero" d="M${middle},${y - 5}v10" />
      ${beyond ? pointer(x, y, Math.sign(position), verdict) : svg`<circle class="dot ${verdict}" cx=${x} cy=${y} r="3.2" />`}`}
  </svg>`;
}

function pointer(x: number, y: number, side: number, verdict: ClaimResult['verdict']): SVGTemplateResult {
  return svg`<path class="dot ${verdict}" d="M${x - 2 * side},${y - 4}L${x + 5 * side},${y}L${x - 2 * side},${y + 4}Z" />`;
}

function emptyState(): TemplateResult {
  return html`<p class="empty">
    Each row will set a number that the equations predict beside the same number measured on the run, with its standard
    error. The first rows appear with the first measurement.
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'claims-table': ClaimsTable;
  }
}

/** What says something at these settings stands above what does not; otherwise by number. */
function inForceFirst(claims: readonly ClaimResult[]): readonly ClaimResult[] {
  const silent = ({ verdict }: ClaimResult): boolean => verdict === 'outside';
  return [...claims.filter((claim) => !silent(claim)), ...claims.filter(silent)];
}
