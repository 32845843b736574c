// KaTeX with its style sheet as one lazy chunk: import it only through load-katex.
import katex from 'katex';
import text from 'katex/dist/katex.min.css?inline';

export const render = katex.render;

/** Adopted by the document for its @font-face rules, which shadow trees ignore, and by shadow roots for the rest. */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(text);
