// KaTeX on first use.
import type * as KatexBundle from './katex-bundle';

export type Katex = typeof KatexBundle;

let loading: Promise<Katex> | undefined;

/** The same KaTeX for everybody; a failed load is tried again by the next caller. */
export function loadKatex(): Promise<Katex> {
  loading ??= import('./katex-bundle').then(
    (katex) => {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, katex.sheet];
      return katex;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
