// <claims-table>: theory against measured. The roles are spelled out because narrow tables are laid out as cards, and
// browsers may forget what a table is when its display changes.
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClaimResult } from '../../experiment/lab';
import { foldText, groupClaims, tally, type Fold } from './claim-groups';
import { claimsStyles } from './claims-table.styles';
import { deviationOf, SCALE_END, type Deviation } from './deviation';
import './tex-formula';
import { VERDICT_WORDS } from './verdict-words';
import { formatComparison, formatNumber } from '../../numbers';

/** Of the deviation scale, in its own units of pixels. */
const SCALE = { width: 96, height: 14, reach: 40 };

@customElement('claims-table')
export class ClaimsTable extends LitElement {
  static override styles = claimsStyles;

  @property({ attribute: false }) claims: readonly ClaimResult[] = [];

  /** What the open folds need: a fold stays open while its rows change. */
  @state() private open: ReadonlySet<string> = new Set();

  override render(): TemplateResult {
    return html`<div class="sheet">
      <div class="caption">
        <h2 id="title">Theory against measured</h2>
        <small>at the current settings · 5 standard errors</small>
        <p>${tally(this.claims)}</p>
      </div>
      ${this.claims.length === 0 ? emptyState() : this.#table()}
    </div>`;
  }

  #table(): TemplateResult {
    const { inForce, folds } = groupClaims(this.claims);
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
      ${
        inForce.length > 0
          ? html`<tbody role="rowgroup">
              ${inForce.map(judgedRow)}
            </tbody>`
          : nothing
      }
      ${folds.map((fold) => this.#fold(fold))}
    </table>`;
  }

  #fold(fold: Fold): TemplateResult {
    const open = this.open.has(fold.needs);
    return html`<tbody role="rowgroup">
      <tr role="row" class="fold">
        <td role="cell" colspan="5">
          <button aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#toggle(fold.needs)}>
            ${foldText(fold)}
          </button>
        </td>
      </tr>
      ${open ? fold.rows.map(outsideRow) : nothing}
    </tbody>`;
  }

  #toggle(needs: string): void {
    const rest = [...this.open].filter((one) => one !== needs);
    this.open = new Set(this.open.has(needs) ? rest : [...rest, needs]);
  }
}

function judgedRow(claim: ClaimResult): TemplateResult {
  const { id, statement, tex, predicted, measured, standardError, verdict, reason, on } = claim;
  const texts = formatComparison(predicted, measured, standardError);
  const bound = claim.oneSided && texts.predicted ? '≥ ' : '';
  const deviation = deviationOf(claim);
  return html`<tr role="row" class=${verdict}>
    <td role="cell" class="claim">
      <b>${id}</b
      ><span>${statement}${tex ? html`<tex-formula .tex=${tex} .fallback=${'…'}></tex-formula>` : nothing}</span>
    </td>
    <td role="cell" class="number predicted">${bound}${texts.predicted}${note(bound && rounding(claim))}</td>
    <td role="cell" class="number measured">
      ${texts.measured}${note(on && (on.startsWith('near') ? on : `on ${on}`))}
    </td>
    <td role="cell" class="deviation">${deviation ? scale(claim, deviation) : nothing}</td>
    <td role="cell" class="verdict">
      <span class="word">${VERDICT_WORDS[verdict]}</span>
      ${note(reason)}
    </td>
  </tr>`;
}

/** A line below a number. */
function note(text: string | undefined): TemplateResult | typeof nothing {
  return text ? html`<small>${text}</small>` : nothing;
}

/** A measurement may lie below its bound by this; without a standard error it is rounding alone. */
function rounding({ tolerance, standardError }: ClaimResult): string {
  const size = formatNumber(tolerance, 2).replace(/^1\.0 × /, '');
  return tolerance > 0 ? `within ${standardError > 0 ? '' : 'rounding '}${size}` : '';
}

/** There are no numbers, so the reason has their room. */
function outsideRow({ id, statement, reason }: ClaimResult): TemplateResult {
  return html`<tr role="row" class="outside">
    <td role="cell" class="claim"><b>${id}</b><span>${statement}</span></td>
    <td role="cell" class="verdict" colspan="4">
      <span class="word">${VERDICT_WORDS.outside} ${reason ?? 'does not apply at these settings'}</span>
    </td>
  </tr>`;
}

/** A dot on a track of ±1.4 tolerances; the band is the tolerance, an arrow points at what is farther away. */
function scale({ oneSided, verdict, tolerance }: ClaimResult, deviation: Deviation): TemplateResult {
  const { position, beyond } = deviation;
  const text = `${deviation.text}, tolerance ${formatNumber(tolerance, 2)}`;
  const { width, height, reach } = SCALE;
  const [middle, y] = [width / 2, height / 2];
  const band = reach / SCALE_END;
  const end = oneSided ? middle + reach : middle + band;
  const marks = oneSided ? [middle - band] : [middle - band, end];
  // Nothing measured, nothing to place.
  const x = middle + (Number.isFinite(position) ? (position / SCALE_END) * reach : 0);
  return html`<svg class="scale" role="img" aria-label=${text} viewBox="0 0 ${width} ${height}">
    ${svg`
      <title>${text}</title>
      <path class="track" d="M${middle - reach},${y}H${middle + reach}" />
      <path class="band" d="M${middle - band},${y}H${end}" />
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
    Each row will set a number that the equations predict beside the same number measured, with its standard error, and
    say on what. The first rows appear with the first measurement.
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'claims-table': ClaimsTable;
  }
}
