// The contents beside the text: its parts, and how many of their lines hold.
import { html, type TemplateResult } from 'lit';
import type { Part, Question } from '../../text/statement';

export function contentsView(questions: readonly Question[], countOf: (part: Part) => string): TemplateResult {
  return html`<nav class="contents" aria-label="Contents">
    ${questions.map(
      ({ id, title, parts }) =>
        html`<p>${id}&ensp;${title}</p>
          <ul>
            ${parts.map(
              (part) =>
                html`<li>
                  <a href="#/text/${part.id}">${part.id}&ensp;${part.title}</a>
                  <small>${countOf(part)}</small>
                </li>`,
            )}
          </ul>`,
    )}
  </nav>`;
}
