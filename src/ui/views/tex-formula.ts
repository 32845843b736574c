// <tex-formula>: TeX set by KaTeX, which writes through the DOM and so stays inside the content policy. Until KaTeX is
// there, and if it cannot be loaded, the fallback stands in its place.
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { loadKatex, type Katex } from './load-katex';

@customElement('tex-formula')
export class TexFormula extends LitElement {
  static override styles = css`
    :host([display]) {
      display: block;
      overflow-x: auto;
      overflow-y: hidden;
    }
    .katex-display {
      margin: 0;
      text-align: start;
    }
    .katex-display > .katex {
      text-align: start;
    }
    .katex {
      font-size: 1.1em;
    }
  `;

  @property({ attribute: false }) tex = '';
  /** Shown as long as there is no formula; the TeX itself by default. */
  @property({ attribute: false }) fallback = '';
  /** On a line of its own. */
  @property({ type: Boolean, reflect: true }) display = false;

  @state() private katex: Katex | undefined;
  @query('.formula') private place!: HTMLElement | null;

  readonly #observer = new ResizeObserver(() => this.#makeReachable());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    loadKatex().then(
      (katex) => this.#adopt(katex),
      // The words are there already; a formula is an improvement that may be missing when the page is offline.
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render(): TemplateResult {
    return this.katex ? html`<span class="formula"></span>` : html`<span>${this.fallback || this.tex}</span>`;
  }

  override updated(changed: PropertyValues): void {
    if (!this.katex || !this.place || !(changed.has('tex') || changed.has('display') || changed.has('katex'))) return;
    this.katex.render(this.tex, this.place, { displayMode: this.display, trust: false, throwOnError: false });
    this.#makeReachable();
    // The formula's own fonts arrive after it and change its width, not the box's.
    void document.fonts.ready.then(() => this.#makeReachable());
  }

  /** What can be scrolled must be reachable by the keyboard, and what cannot should not be a stop on the way. */
  #makeReachable(): void {
    if (this.display && this.scrollWidth > this.clientWidth) this.tabIndex = 0;
    else this.removeAttribute('tabindex');
  }

  #adopt(katex: Katex): void {
    const sheets = this.shadowRoot?.adoptedStyleSheets;
    if (!sheets) return;
    // Before our own, which overrules KaTeX's margins.
    if (!sheets.includes(katex.sheet)) sheets.unshift(katex.sheet);
    this.katex = katex;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tex-formula': TexFormula;
  }
}
