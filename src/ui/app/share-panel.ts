// <share-panel>: the link to what is shown, to be selected where it cannot be copied, and what it carries and what not.
// Opened by `show(shared)`. @fires share-file: the JSON file is wanted
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controlStyles } from '../tokens';
import { closesOn, dialogStyles } from './dialog';
import type { Shared } from './sharing';

@customElement('share-panel')
export class SharePanel extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      textarea {
        width: 100%;
        box-sizing: border-box;
        margin-top: var(--s3);
        padding: var(--s2);
        font: inherit;
        color: var(--ink);
        background: transparent;
        border: 1px solid var(--hairline);
        border-radius: 4px;
        resize: vertical;
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s3);
        margin-top: var(--s2);
      }
      .row p {
        margin: 0;
      }
    `,
  ];

  @state() private shared: Shared | undefined;
  /** Of the copying. */
  @state() private outcome = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('textarea') private field!: HTMLTextAreaElement;

  get isOpen(): boolean {
    return this.dialog.open;
  }

  async show(shared: Shared): Promise<void> {
    this.shared = shared;
    this.outcome = '';
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    this.field.focus();
    this.field.select();
    await this.#copy();
  }

  override render(): TemplateResult {
    const { address = '', sentences = [], isPartial = false } = this.shared ?? {};
    return html`<dialog aria-labelledby="title" @click=${(event: MouseEvent) => closesOn(this.dialog, event)}>
      <div class="head">
        <h2 id="title">Share</h2>
        <button @click=${() => this.dialog.close()}>Close</button>
      </div>
      <textarea
        readonly
        rows="3"
        aria-label="Link"
        translate="no"
        .value=${address}
        @focus=${() => this.field.select()}
      ></textarea>
      <div class="row">
        <button @click=${this.#copy}>Copy</button>
        ${
          isPartial
            ? html`<button @click=${() => this.dispatchEvent(new CustomEvent('share-file'))}>Save JSON</button>`
            : nothing
        }
        <p role="status"><span>${this.outcome}</span></p>
      </div>
      ${sentences.map((sentence) => html`<p><span>${sentence}</span></p>`)}
    </dialog>`;
  }

  /** In a frame of another site a page may not, and there the address bar holds another address. */
  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.shared?.address ?? '');
      this.outcome = 'The link is copied.';
    } catch {
      this.outcome = 'This browser does not let the page copy: select the link and copy it.';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'share-panel': SharePanel;
  }
}
