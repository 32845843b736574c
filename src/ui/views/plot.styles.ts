// What the side figures share: a line of title and read-out over an SVG of hairlines and small type.
import { css } from 'lit';

export const plotStyles = css`
  :host {
    display: block;
    break-inside: avoid;
  }
  figure {
    margin: 0;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s3, 12px);
    margin-bottom: var(--s1, 4px);
    font-size: 12px;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
  }
  .title {
    font-weight: 600;
    margin-inline-end: auto;
  }
  .title small,
  .readout,
  .note {
    font-weight: 400;
    font-size: 11px;
    color: var(--muted);
  }
  .title small {
    margin-inline-start: 6px;
  }
  .readout {
    display: inline-flex;
    gap: var(--s2, 8px);
    white-space: nowrap;
  }
  .readout span::before {
    content: '';
    display: inline-block;
    width: 7px;
    height: 7px;
    margin-inline-end: 4px;
    border-radius: 50%;
    background: currentcolor;
  }
  .readout b {
    font-weight: 400;
    color: var(--ink);
  }
  .first {
    color: var(--accent);
  }
  .second {
    color: var(--second);
  }
  .note {
    margin: 2px 0 0;
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
  }
  svg {
    display: block;
    width: 100%;
    overflow: visible;
  }
  text {
    font-size: 10.5px;
    fill: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .halo {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .axis {
    stroke: var(--hairline);
    fill: none;
    shape-rendering: crispedges;
  }
  .grid {
    stroke: var(--grid);
    fill: none;
    shape-rendering: crispedges;
  }
  .line {
    fill: none;
    stroke: currentcolor;
    stroke-width: calc(1.5px * var(--bold, 1));
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .law {
    fill: none;
    stroke: var(--ink);
    stroke-width: calc(1.3px * var(--bold, 1));
    stroke-linejoin: round;
  }
  .band {
    fill: currentcolor;
    fill-opacity: 0.16;
  }
  .dashed {
    stroke-width: 1;
    stroke-dasharray: 4 3;
    opacity: 0.75;
  }
  .empty {
    font-size: 11.5px;
  }
  button {
    min-height: 26px;
    margin-top: var(--s1, 4px);
    padding: 0 var(--s3, 12px);
    font: inherit;
    font-size: 12px;
    color: var(--accent);
    background: none;
    border: 1px solid var(--hairline);
    border-radius: var(--radius, 6px);
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
  }
  button:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media print {
    :host {
      print-color-adjust: exact;
    }
    button {
      display: none;
    }
  }
`;
