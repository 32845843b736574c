// How a file was understood, to be looked at before it is used: what separates, what the marks of numbers mean, what names
// the columns, which two are taken, what is left out, and the first rows as they are read; each with a way to change it.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CsvFormat } from '../../data/csv/csv-format';
import type { PointChoice } from '../../data/csv/csv-points';
import type { CsvTable } from '../../data/csv/csv-table';
import { quoted } from '../../data/foreign-text';
import { readNumber, type DecimalMark } from '../../data/read-number';
import { grouped } from '../../numbers';

export interface Reviewed {
  readonly name: string;
  readonly table: CsvTable;
  /** Separator, decimal comma, size. */
  readonly summary: string;
  readonly choice: PointChoice;
  /** What of the format was decided by hand; the table may not be read so yet. */
  readonly format: Partial<CsvFormat>;
  /** The cells do not tell their decimal mark, and nobody has yet. */
  readonly asked: boolean;
}

export interface ReviewActions {
  choose(change: Partial<PointChoice>): void;
  /** To be read again. */
  read(change: Partial<CsvFormat>): void;
}

const SEPARATORS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  [' ', 'blanks'],
] as const;
const MARKS = [
  ['.', '1,234.5'],
  [',', '1.234,5'],
] as const;

export function tableReview(reviewed: Reviewed, actions: ReviewActions): TemplateResult {
  const { name, table, summary, choice, asked } = reviewed;
  const format = { ...table.format, ...reviewed.format };
  return html`
    <p class="format">${quoted(name)}: ${summary}</p>
    ${asked ? question(reviewed, actions) : nothing}
    <div class="columns">
      ${select('separator', SEPARATORS, format.delimiter, (delimiter) => actions.read({ delimiter }))}
      ${asked ? nothing : select('numbers', MARKS, format.decimal, (decimal) => actions.read({ decimal }))}
    </div>
    ${check('the first row holds names', format.header, (header) => actions.read({ header }))}
    <div class="columns">
      ${columnSelect('horizontal', table, choice.x, (x) => actions.choose({ x }))}
      ${columnSelect('vertical', table, choice.y, (y) => actions.choose({ y }))}
    </div>
    ${asked ? nothing : preview(table, choice, format.decimal)}
    ${check('standardise (mean 0, deviation 1)', choice.standardise, (standardise) => actions.choose({ standardise }))}
    ${choice.skip ? check('leave out lines without two numbers', true, (skip) => actions.choose({ skip })) : nothing}
    ${table.comments > 0 ? html`<p>${commentsText(table.comments)}</p>` : nothing}
  `;
}

function commentsText(count: number): string {
  return count === 1
    ? '1 line of comments or titles is left out.'
    : `${grouped(count)} lines of comments or titles are left out.`;
}

/** The same cells read both ways, each with the button that says so. */
function question({ table, choice }: Reviewed, actions: ReviewActions): TemplateResult {
  const [sample = ''] = table.openCells;
  const reading = (decimal: DecimalMark): TemplateResult => {
    const value = String(readNumber(sample, decimal));
    return html`<div>
      ${preview(table, choice, decimal)}
      <button class="answer" @click=${() => actions.read({ decimal })}>${quoted(sample)} is ${value}</button>
    </div>`;
  };
  return html`
    <p class="question" role="status">
      ${sample === '' ? 'The numbers are written in two ways.' : html`Does ${quoted(sample)} have decimals, or does its mark group digits? The file does not tell.`}
    </p>
    <div class="columns">${reading('.')}${reading(',')}</div>
  `;
}

/** The first rows of the chosen columns, as they are read. */
function preview({ columns, shown }: CsvTable, { x, y }: PointChoice, decimal: DecimalMark): TemplateResult {
  const cell = (text = ''): TemplateResult => {
    const value = readNumber(text, decimal);
    return html`<td title=${quoted(text)}>${Number.isNaN(value) ? '–' : String(value).replace('-', '−')}</td>`;
  };
  return html`<table>
    <caption>
      First rows, as read
    </caption>
    <thead>
      <tr>
        ${[x, y].map((index) => html`<th scope="col">${quoted(columns[index]?.name ?? '')}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (row) =>
          html`<tr>
            ${[x, y].map((index) => cell(row[index]))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function columnSelect(label: string, table: CsvTable, chosen: number, choose: (index: number) => void): TemplateResult {
  return html`<label>
    ${label}
    <select
      .value=${live(String(chosen))}
      @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}
    >
      ${table.columns.map(
        ({ name, bad }, index) =>
          html`<option value=${index} ?selected=${index === chosen} ?disabled=${bad === table.rows}>
            ${quoted(name)}
          </option>`,
      )}
    </select>
  </label>`;
}

function select<T extends string>(
  label: string,
  options: readonly (readonly [T, string])[],
  chosen: T,
  choose: (value: T) => void,
): TemplateResult {
  const pick = (event: Event): void => {
    const [value] = options[(event.target as HTMLSelectElement).selectedIndex] ?? [];
    if (value !== undefined) choose(value);
  };
  return html`<label>
    ${label}
    <select .selectedIndex=${live(options.findIndex(([value]) => value === chosen))} @change=${pick}>
      ${options.map(([value, text]) => html`<option ?selected=${value === chosen}>${text}</option>`)}
    </select>
  </label>`;
}

function check(label: string, checked: boolean, choose: (checked: boolean) => void): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${live(checked)}
      @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)}
    />
    ${label}
  </label>`;
}
