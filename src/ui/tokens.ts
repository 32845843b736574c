// Colours, spacing and type, once. Everything else speaks of them through CSS custom properties, which reach into
// shadow roots; canvases take the palettes as data.
import { css, unsafeCSS, type CSSResult } from 'lit';

/** One colour for each use; those of text keep 4.5:1 against `paper` and `raised` (a test checks it). */
export interface Palette {
  readonly paper: string;
  readonly raised: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  readonly grid: string;
  readonly accent: string;
  /** Of clouds and lines; the first colour is the accent. */
  readonly second: string;
  readonly holds: string;
  readonly fails: string;
  readonly outside: string;
  /** Of the stability map: one dark and one light, so that neither colour blindness nor grey print makes them alike (a test checks it). */
  readonly converges: string;
  readonly diverges: string;
  /** Lines over what diverges. */
  readonly hatching: string;
}

export type Theme = 'light' | 'dark';

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: '#fbfaf7',
    raised: '#ffffff',
    ink: '#1c1e24',
    muted: '#636771',
    hairline: '#e5e2da',
    grid: '#efece5',
    accent: '#2f4bd8',
    second: '#bd4c14',
    holds: '#23744a',
    fails: '#b3261e',
    outside: '#6b6e77',
    converges: '#16429c',
    diverges: '#ffb060',
    hatching: '#a8470c',
  },
  dark: {
    paper: '#131419',
    raised: '#1a1c22',
    ink: '#eceae4',
    muted: '#a0a3ad',
    hairline: '#2b2d36',
    grid: '#22242b',
    accent: '#93a5ff',
    second: '#ff9a62',
    holds: '#6fcf97',
    fails: '#ff8a80',
    outside: '#8d909a',
    converges: '#3560c6',
    diverges: '#ffd3a5',
    hatching: '#b05a1e',
  },
};

/** Custom properties cannot be interpolated as text into `css` by accident; these are our own constants. */
function declarations(palette: Palette): CSSResult {
  return unsafeCSS(
    Object.entries(palette)
      .map(([role, colour]) => `--${role}: ${colour};`)
      .join(' '),
  );
}

/** For the document: custom properties, the page's ground and its type. */
export const tokens = css`
  :root {
    color-scheme: light;
    ${declarations(palettes.light)}
    --s1: 4px;
    --s2: 8px;
    --s3: 12px;
    --s4: 16px;
    --s5: 24px;
    --radius: 6px;
    --control: 30px;
    --sans: 'Inter Variable', Inter, system-ui, sans-serif;
    --maths: KaTeX_Math, 'Latin Modern Math', 'STIX Two Math', Georgia, serif;
    font: 400 13px/1.45 var(--sans);
    font-feature-settings: 'tnum', 'cv05';
    color: var(--ink);
    background: var(--paper);
    -webkit-text-size-adjust: 100%;
  }
  @media (prefers-color-scheme: dark) {
    :root:not([data-theme='light']) {
      color-scheme: dark;
      ${declarations(palettes.dark)}
    }
  }
  :root[data-theme='dark'] {
    color-scheme: dark;
    ${declarations(palettes.dark)}
  }
  @media (pointer: coarse) {
    :root {
      --control: 44px;
    }
  }
  body {
    margin: 0;
  }
`;

/** For the document and for every shadow root with controls in it. */
export const controlStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button,
  .button,
  select,
  input:not([type='range']) {
    font: inherit;
    font-feature-settings: inherit;
    color: inherit;
    height: var(--control);
    margin: 0;
    background: var(--raised);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    padding: 0 10px;
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not(:disabled),
  select:hover {
    border-color: var(--muted);
  }
  button:disabled {
    color: var(--muted);
    cursor: default;
  }
  button.primary {
    min-width: 68px;
    color: var(--paper);
    background: var(--accent);
    border-color: var(--accent);
  }
  button.quiet {
    padding: 0 var(--s1);
    color: var(--muted);
    background: none;
    border-color: transparent;
  }
  select {
    width: 100%;
    padding: 0 var(--s2);
    cursor: pointer;
    text-overflow: ellipsis;
  }
  input:not([type='range']) {
    padding: 0 var(--s2);
  }
  input[type='range'] {
    width: 100%;
    height: 20px;
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
  }
  progress {
    appearance: none;
    display: block;
    width: 100%;
    height: 3px;
    border: 0;
    background: var(--hairline);
  }
  progress::-webkit-progress-bar {
    background: var(--hairline);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  a {
    color: var(--accent);
    text-underline-offset: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media (pointer: coarse) {
    input[type='range'] {
      height: var(--control);
    }
    button {
      min-width: var(--control);
    }
  }
`;

/** Joins style sheets to those of a document, once each. */
export function adoptStyles(root: DocumentOrShadowRoot, styles: readonly CSSResult[]): void {
  const sheets = styles.flatMap(({ styleSheet }) => (styleSheet ? [styleSheet] : []));
  root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, ...sheets])];
}
