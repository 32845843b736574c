// <point-loader>: points of the visitor's own, from a CSV file, from the clipboard or drawn. What is refused leaves the
// earlier points where they are.
// @fires points-change Float32Array [n, 2] · @fires draw-toggle · @fires points-clear
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { loadCsv } from '../../data/csv/csv-load';
import { CsvError } from '../../data/csv/csv-error';
import { quoted } from '../../data/foreign-text';
import { choosingPoints, likelyColumns, type PointChoice } from '../../data/csv/csv-points';
import type { CsvTable } from '../../data/csv/csv-table';
import { inTasks } from '../../data/slices';
import { keyFocus } from './key-focus';
import { pointLoaderStyles } from './point-loader.styles';

interface Loaded {
  readonly name: string;
  readonly table: CsvTable;
  readonly choice: PointChoice;
}

@customElement('point-loader')
export class PointLoader extends LitElement {
  static override styles = pointLoaderStyles;

  /** Points of one's own that are loaded. */
  @property({ attribute: false }) count = 0;
  @property({ type: Boolean }) drawing = false;

  @state() private loaded: Loaded | undefined;
  @state() private progress: number | undefined;
  @state() private message = '';
  @state() private skippable = false;

  #listening: AbortController | undefined;
  #choosing: AbortController | undefined;
  #loading: { readonly abort: AbortController; readonly name: string } | undefined;

  /** Reads a file; one that is being read is given up for it. */
  async load(file: Blob, name: string): Promise<void> {
    const earlier = this.#loading;
    earlier?.abort.abort();
    this.#choosing?.abort();
    const abort = new AbortController();
    this.#loading = { abort, name };
    this.message = earlier ? `Loading ${quoted(name)} instead.` : '';
    this.skippable = false;
    this.progress = 0;
    try {
      const table = await loadCsv(file, { signal: abort.signal, onProgress: (share) => this.#advance(abort, share) });
      const [x, y] = likelyColumns(table);
      this.loaded = { name, table, choice: { x, y, standardise: true, skip: false } };
      await this.#apply(abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) this.#refuse(error);
    } finally {
      if (this.#loading?.abort === abort) {
        this.#loading = undefined;
        this.progress = undefined;
      }
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    addEventListener('paste', (event) => this.#pasted(event), { signal: this.#listening.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
    this.#loading?.abort.abort();
  }

  override render(): TemplateResult {
    const { count, drawing, progress } = this;
    return html`
      <h2>Your own points</h2>
      <div class="row">
        <button @click=${this.#open}>CSV file…</button>
        <button @click=${this.#paste}>Paste</button>
        <button aria-pressed=${drawing ? 'true' : 'false'} @click=${() => this.#emit('draw-toggle')}>Draw</button>
        ${count > 0 ? html`<button @click=${() => this.#emit('points-clear')}>Clear</button>` : nothing}
      </div>
      <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" hidden @change=${this.#chosen} />
      ${progress === undefined ? nothing : this.#progressRow(progress)}
      ${this.loaded ? this.#columns(this.loaded) : nothing}
      <p class="message" role="status">${this.message}</p>
      ${
        this.skippable
          ? html`<div class="row">
              <button @click=${() => this.#choose({ skip: true })}>Skip these lines</button>
              <button @click=${this.#cancelChoice}>Cancel</button>
            </div>`
          : nothing
      }
      ${
        drawing
          ? html`<p class="hint">
              Click into the picture, or move the cross with the arrow keys and press Enter. Backspace takes the last
              point back, Escape ends.
            </p>`
          : html`<p class="hint">
              Or drop a CSV file on the page, or paste a table with Ctrl+V. Nothing leaves this machine.
            </p>`
      }
    `;
  }

  #progressRow(progress: number): TemplateResult {
    return html`<div class="row">
      <progress max="1" .value=${progress} aria-label="Reading the file"></progress>
      <button @click=${() => this.#loading?.abort.abort()}>Cancel</button>
    </div>`;
  }

  #columns({ name, table, choice }: Loaded): TemplateResult {
    const select = (key: 'x' | 'y', label: string): TemplateResult =>
      html`<label>
        ${label}
        <select
          .value=${live(String(choice[key]))}
          @change=${(event: Event) => this.#choose({ [key]: Number((event.target as HTMLSelectElement).value) })}
        >
          ${table.columns.map(
            ({ name: column, bad }, index) =>
              html`<option value=${index} ?selected=${index === choice[key]} ?disabled=${bad === table.rows}>
                ${quoted(column)}
              </option>`,
          )}
        </select>
      </label>`;
    return html`
      <p class="format">${quoted(name)}: ${table.format}</p>
      <div class="columns">${select('x', 'horizontal')} ${select('y', 'vertical')}</div>
      <label class="check">
        <input
          type="checkbox"
          .checked=${live(choice.standardise)}
          @change=${(event: Event) => this.#choose({ standardise: (event.target as HTMLInputElement).checked })}
        />
        standardise (mean 0, deviation 1)
      </label>
    `;
  }

  #advance(abort: AbortController, share: number): void {
    if (this.#loading?.abort === abort) this.progress = share;
  }

  #choose(change: Partial<PointChoice>): void {
    if (!this.loaded) return;
    // Another column is another decision about its bad lines.
    const skip = change.skip ?? (change.x === undefined && change.y === undefined && this.loaded.choice.skip);
    this.loaded = { ...this.loaded, choice: { ...this.loaded.choice, ...change, skip } };
    this.#choosing?.abort();
    this.#choosing = new AbortController();
    void this.#apply(this.#choosing.signal);
  }

  /** The latest choice wins. */
  async #apply(signal: AbortSignal): Promise<void> {
    if (!this.loaded) return;
    try {
      const { points, notes } = await inTasks(choosingPoints(this.loaded.table, this.loaded.choice), { signal });
      this.message = notes.join(' ');
      this.skippable = false;
      this.#emit('points-change', points);
    } catch (error) {
      if (!signal.aborted) this.#refuse(error);
    }
  }

  #cancelChoice(): void {
    this.loaded = undefined;
    this.skippable = false;
    this.message = 'The earlier points are still loaded.';
  }

  #refuse(error: unknown): void {
    this.message = error instanceof Error ? error.message : String(error);
    this.skippable = error instanceof CsvError && error.skippable;
  }

  #open(): void {
    this.renderRoot.querySelector('input')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (file) void this.load(file, file.name);
  }

  async #paste(): Promise<void> {
    try {
      const text = await navigator.clipboard.readText();
      await this.load(new Blob([text]), 'clipboard');
    } catch {
      this.message = 'This browser does not let a button read the clipboard: press Ctrl+V (⌘V on a Mac) instead.';
    }
  }

  /** Ctrl+V anywhere on the page, unless text is being typed. */
  #pasted(event: ClipboardEvent): void {
    const [target] = event.composedPath();
    if (keyFocus(target).typing && !(target instanceof HTMLSelectElement)) return;
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!file && text === '') return;
    event.preventDefault();
    void this.load(file ?? new Blob([text]), file?.name ?? 'clipboard');
  }

  #emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'point-loader': PointLoader;
  }
}
