// <network-files>: what can be done with a network in training: used in other labs, saved as a file, and one opened in its place.
// @fires network-keep · @fires network-save · @fires network-open File
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controlStyles } from '../tokens';
import type { NetworkState } from '../controllers/own-network-controller';

@customElement('network-files')
export class NetworkFiles extends LitElement {
  static override styles = [
    controlStyles,
    css`
      h2 {
        margin: 0 0 var(--s2);
        font: inherit;
        font-weight: 600;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      p {
        margin: var(--s2) 0 0;
        color: var(--muted);
        overflow-wrap: anywhere;
      }
      p:empty {
        display: none;
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) state: NetworkState = { message: '', uses: [] };
  @query('input') private input!: HTMLInputElement;

  override render(): TemplateResult {
    const { message, uses } = this.state;
    return html`
      <h2>The trained network</h2>
      <div class="row">
        <button ?disabled=${this.disabled} @click=${() => this.#emit('network-keep')}>Use in other labs</button>
        <button ?disabled=${this.disabled} title="Save it as safetensors" @click=${() => this.#emit('network-save')}>
          Save file
        </button>
        <button title="Open a safetensors file saved here" @click=${() => this.input.click()}>Open file…</button>
      </div>
      <input type="file" accept=".safetensors" aria-label="network file" hidden @change=${this.#onChosen} />
      <p role="status">${message}</p>
      ${
        uses.length === 0
          ? nothing
          : html`<p>
              Use it: ${uses.map(({ name, address }, i) => html`${i > 0 ? ', ' : ''}<a href=${address}>${name}</a>`)}.
            </p>`
      }
    `;
  }

  #onChosen(): void {
    const [file] = this.input.files ?? [];
    this.input.value = '';
    if (file) this.#emit('network-open', file);
  }

  #emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'network-files': NetworkFiles;
  }
}
