// <help-dialog>: what the page is, its keys and its promises. Opened by `show()`.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controlStyles } from '../tokens';
import { closesOn, dialogStyles } from './dialog';
import { KEY_RULES } from './key-action';

@customElement('help-dialog')
export class HelpDialog extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      h3 {
        margin: var(--s4) 0 var(--s1);
        font-size: 12px;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--s1) var(--s4);
        margin: 0;
      }
      dt kbd {
        font: inherit;
        padding: 0 6px;
        border: 1px solid var(--hairline);
        border-radius: 4px;
      }
      dd {
        margin: 0;
        color: var(--muted);
      }
    `,
  ];

  /** What computes, in words. */
  @property({ attribute: false }) device = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  get isOpen(): boolean {
    return this.dialog.open;
  }

  show(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${(event: MouseEvent) => closesOn(this.dialog, event)}>
      <div class="head">
        <h2 id="title">How to use this page</h2>
        <button @click=${() => this.dialog.close()}>Close</button>
      </div>
      <p>
        Run sets the picture in motion. Each row under “Theory against measured” sets what the theory predicts at the
        current settings beside the same number measured, and says on what: on the run that you see, near a mode, on
        exact samples. Moving a slider changes the run as it goes; only what says so begins a new one.
      </p>
      <h3>Keys</h3>
      <dl>
        ${KEY_RULES.map(
          ({ name, meaning }) =>
            html`<dt><kbd>${name}</kbd></dt>
              <dd>${meaning}</dd>`,
        )}
        <dt><kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> <kbd>arrows</kbd></dt>
        <dd>zoom, reset and move the picture while it has the focus</dd>
      </dl>
      <h3>Numbers</h3>
      <p>
        Any value can be typed: 0.05, 1e-3 or 0,05. Enter takes it, Escape gives the old one back, ↑ and ↓ go one stop.
      </p>
      <h3>Picture</h3>
      <p>Drag to move, wheel or pinch to zoom. The components of a mixture can be dragged; a double click adds one.</p>
      <h3>Links and files</h3>
      <p>
        The address holds all settings and small data, so a link begins the same run elsewhere; Share says what it
        carries. With view=lecture in it the link opens the lecture view, and show=… names its sliders by their keys in
        the address. JSON saves all points, the step and positions too; open it with the button or drop it on the page.
      </p>
      <h3>Here</h3>
      <p>${this.device} Nothing is sent anywhere.</p>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
