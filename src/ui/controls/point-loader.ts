// <point-loader>: points of the visitor's own, from a CSV file, from the clipboard or drawn. A file is shown as it was
// understood, and used at a click; what is refused leaves the earlier points where they are.
// @fires points-change {points f32 [n, 2], axes, isNew} · @fires points-return · @fires draw-toggle · @fires points-clear
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CsvError } from '../../data/csv/csv-error';
import type { CsvFormat } from '../../data/csv/csv-format';
import { quoted } from '../../data/foreign-text';
import type { ChosenPoints, PointChoice } from '../../data/csv/csv-points';
import { inTasks } from '../../data/slices';
import { keyFocus } from './key-focus';
import { pointLoaderStyles } from './point-loader.styles';
import { tableReview, type Reviewed } from './table-review';
import { grouped } from '../../numbers';

/** A file as it was read; `used`: its points are those of the page. */
interface Loaded extends Reviewed {
  readonly file: Blob;
  readonly used: boolean;
}

const reader = () => import('../../data/csv/csv-reader');

@customElement('point-loader')
export class PointLoader extends LitElement {
  static override styles = pointLoaderStyles;

  /** Points of one's own that are loaded. */
  @property({ attribute: false }) count = 0;
  @property({ type: Boolean }) drawing = false;
  /** There are points before these, to go back to. */
  @property({ type: Boolean }) returns = false;

  @state() private loaded: Loaded | undefined;
  /** The points of `loaded`, once they are known and nothing is asked. */
  @state() private chosen: ChosenPoints | undefined;
  @state() private progress: number | undefined;
  @state() private message = '';
  @state() private skippable = false;

  /** The file in use while another one is shown. */
  #earlier: Loaded | undefined;
  #listening: AbortController | undefined;
  #choosing: AbortController | undefined;
  #loading: { readonly abort: AbortController; readonly name: string } | undefined;

  /** Reads a file, some of its format decided by hand; one that is being read is given up for it. */
  async load(file: Blob, name: string, format: Partial<CsvFormat> = {}): Promise<void> {
    const earlier = this.#loading;
    earlier?.abort.abort();
    this.#choosing?.abort();
    const abort = new AbortController();
    this.#loading = { abort, name };
    this.message = earlier ? `Loading ${quoted(name)} instead.` : '';
    this.skippable = false;
    this.progress = 0;
    try {
      const { formatText, loadCsv, likelyColumns } = await reader();
      const onProgress = (share: number): void => this.#advance(abort, share);
      const table = await loadCsv(file, { signal: abort.signal, onProgress, format });
      const before = this.loaded?.file === file ? this.loaded : undefined;
      const sameColumns = before?.table.columns.length === table.columns.length;
      const [x, y] = before && sameColumns ? [before.choice.x, before.choice.y] : likelyColumns(table);
      const standardise = before?.choice.standardise ?? true;
      const asked = table.decimal === 'open' && format.decimal === undefined;
      this.#show({
        file,
        name,
        table,
        summary: formatText(table),
        asked,
        format,
        used: false,
        choice: { x, y, standardise, skip: false },
      });
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
    const { count, drawing, progress, loaded } = this;
    return html`
      <h2>Your own points</h2>
      <div class="row">
        <button @click=${this.#open}>CSV file…</button>
        <button @click=${this.#paste}>Paste</button>
        <button aria-pressed=${drawing ? 'true' : 'false'} @click=${() => this.#emit('draw-toggle')}>Draw</button>
        ${count > 0 ? html`<button @click=${this.#clear}>Clear</button>` : nothing}
      </div>
      <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" hidden @change=${this.#picked} />
      ${progress === undefined ? nothing : this.#progressRow(progress)}
      ${loaded ? tableReview(loaded, { choose: (change) => this.#choose(change), read: (change) => this.#readAs(change) }) : nothing}
      <p class="message" role="status">${this.message}</p>
      ${this.#actions()}
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

  /** What can be done with what is shown. */
  #actions(): TemplateResult | typeof nothing {
    const { loaded, chosen, skippable } = this;
    const waits = loaded !== undefined && !loaded.used && this.progress === undefined;
    const count = (chosen?.points.length ?? 0) / 2;
    if (!waits && !skippable && !this.returns) return nothing;
    return html`<div class="row">
      ${skippable ? html`<button @click=${() => this.#choose({ skip: true })}>Skip these lines</button>` : nothing}
      ${waits && chosen ? html`<button class="use" @click=${this.#use}>Use ${count === 1 ? 'this point' : `these ${grouped(count)} points`}</button>` : nothing}
      ${waits ? html`<button @click=${this.#cancel}>Cancel</button>` : nothing}
      ${this.returns && !waits ? html`<button class="back" @click=${this.#return}>Back to the points before</button>` : nothing}
    </div>`;
  }

  #advance(abort: AbortController, share: number): void {
    if (this.#loading?.abort === abort) this.progress = share;
  }

  #show(loaded: Loaded | undefined): void {
    if (this.loaded?.used) this.#earlier = this.loaded;
    this.loaded = loaded;
    this.chosen = undefined;
    this.skippable = false;
  }

  /** Another separator, decimal mark or header: the file is read again. */
  #readAs(change: Partial<CsvFormat>): void {
    if (!this.loaded) return;
    const { file, name, format } = (this.loaded = { ...this.loaded, format: { ...this.loaded.format, ...change } });
    void this.load(file, name, format);
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

  /** The latest choice wins; of a file in use it is used at once. */
  async #apply(signal: AbortSignal): Promise<void> {
    const { loaded } = this;
    this.chosen = undefined;
    if (!loaded || loaded.asked) return;
    try {
      const { choosingPoints } = await reader();
      this.chosen = await inTasks(choosingPoints(loaded.table, loaded.choice), { signal });
      this.message = this.chosen.notes.join(' ');
      this.skippable = false;
      if (loaded.used) this.#emit('points-change', { ...this.chosen, isNew: false });
    } catch (error) {
      if (!signal.aborted) this.#refuse(error);
    }
  }

  #use(): void {
    if (!this.loaded || !this.chosen) return;
    this.loaded = { ...this.loaded, used: true };
    this.#earlier = undefined;
    this.#emit('points-change', { ...this.chosen, isNew: true });
    void this.#focus('.back');
  }

  #return(): void {
    this.#show(undefined);
    this.#earlier = undefined;
    this.message = 'The points before are back.';
    this.#emit('points-return');
    void this.#focus('button');
  }

  #clear(): void {
    this.#show(undefined);
    this.#earlier = undefined;
    this.message = '';
    this.#emit('points-clear');
  }

  #cancel(): void {
    this.#show(this.#earlier);
    this.message = 'The earlier points are still loaded.';
    void this.#focus('button');
  }

  /** A button that goes away hands the keyboard on. */
  async #focus(selector: string): Promise<void> {
    await new Promise(requestAnimationFrame);
    await this.updateComplete;
    if (!this.renderRoot.querySelector(':focus')) this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #refuse(error: unknown): void {
    this.message = error instanceof Error ? error.message : String(error);
    this.skippable = error instanceof CsvError && error.skippable;
  }

  #open(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #picked(event: Event): void {
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
