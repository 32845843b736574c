// <about-text>: the text below a lab.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Passage } from '../../experiment/lab';
import './tex-formula';

@customElement('about-text')
export class AboutText extends LitElement {
  static override styles = css`
    :host {
      display: block;
      max-width: 68ch;
      font-size: 14px;
      line-height: 1.6;
    }
    h2 {
      margin: var(--s5, 24px) 0 var(--s1, 4px);
      font-size: 14px;
      font-weight: 600;
      letter-spacing: -0.005em;
      break-after: avoid;
    }
    h2:first-child {
      margin-top: 0;
    }
    p {
      margin: 0 0 var(--s3, 12px);
      text-wrap: pretty;
      hyphens: auto;
    }
    tex-formula {
      margin: var(--s3, 12px) 0;
      padding: 2px 0 2px var(--s4, 16px);
      border-inline-start: 1px solid var(--hairline);
    }
  `;

  @property({ attribute: false }) passages: readonly Passage[] = [];

  override render(): TemplateResult {
    return html`${this.passages.map((passage) => {
      if ('heading' in passage) return html`<h2>${passage.heading}</h2>`;
      if ('text' in passage) return html`<p>${passage.text}</p>`;
      return html`<tex-formula display .tex=${passage.tex}></tex-formula>`;
    })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'about-text': AboutText;
  }
}
