// Sentences with TeX between dollars.
import { html, type TemplateResult } from 'lit';
import '../views/tex-formula';

export function prose(text: string): readonly (string | TemplateResult)[] {
  return text.split('$').map((piece, i) => (i % 2 === 0 ? piece : html`<tex-formula .tex=${piece}></tex-formula>`));
}
