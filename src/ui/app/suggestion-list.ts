// Things to try: sentences, each with a link that sets parameters.
import { html, nothing, type TemplateResult } from 'lit';
import type { Suggestion } from '../../experiment/lab';

export function suggestionList(
  suggestions: readonly Suggestion[],
  addressOf: (suggestion: Suggestion) => string,
): TemplateResult | typeof nothing {
  if (suggestions.length === 0) return nothing;
  return html`<section class="try" aria-labelledby="try-title">
    <h2 id="try-title">Things to try</h2>
    <ul>
      ${suggestions.map((suggestion) => html`<li>${suggestion.text} <a href=${addressOf(suggestion)}>${suggestion.link}</a></li>`)}
    </ul>
  </section>`;
}
