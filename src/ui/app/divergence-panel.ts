// What the page says when a run leaves its stability limit: a sentence and a way back, no alarm.
import { html, nothing, type TemplateResult } from 'lit';
import type { Divergence, ParameterValues } from '../../experiment/lab';

export function divergencePanel(
  divergence: Divergence | undefined,
  apply: (values: ParameterValues) => void,
): TemplateResult | typeof nothing {
  if (!divergence) return nothing;
  const { sentence, remedy } = divergence;
  return html`<div class="divergence">
    <p>${sentence}</p>
    ${remedy ? html`<button @click=${() => apply(remedy.values)}>${remedy.label}</button>` : nothing}
  </div>`;
}
