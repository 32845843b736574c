// <file-buttons>: what can be saved from a page, and what can be opened.
// @fires save-file {kind: 'png' | 'csv' | 'json'} · @fires open-files {files: File[]}
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controlStyles } from '../tokens';

const KINDS = [
  ['png', 'PNG', 'Save the picture'],
  ['csv', 'CSV', 'Save the positions'],
  ['json', 'JSON', 'Save settings, data and positions'],
] as const;

@customElement('file-buttons')
export class FileButtons extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
    `,
  ];

  @property({ type: Boolean }) disabled = false;
  /** There is no picture to save. */
  @property({ type: Boolean }) flat = false;
  @query('input') private input!: HTMLInputElement;

  override render(): TemplateResult {
    return html`
      ${KINDS.filter(([kind]) => !this.flat || kind !== 'png').map(
        ([kind, label, title]) =>
          html`<button ?disabled=${this.disabled} title=${title} @click=${() => this.#emit('save-file', { kind })}>
            ${label}
          </button>`,
      )}
      <button title="Open a JSON file saved here, or drop it on the page" @click=${() => this.input.click()}>
        Open…
      </button>
      <input type="file" accept=".json,application/json" aria-label="settings file" hidden @change=${this.#onChosen} />
    `;
  }

  #onChosen(): void {
    const files = [...(this.input.files ?? [])];
    this.input.value = '';
    if (files.length > 0) this.#emit('open-files', { files });
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'file-buttons': FileButtons;
  }
}
