import { css } from 'lit';

export const claimsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .caption {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 0 var(--s3, 12px);
    margin-bottom: var(--s1, 4px);
  }
  h2 {
    margin: 0;
    font-size: 12px;
    font-weight: 600;
  }
  .caption small,
  .caption p {
    font-size: 11px;
    color: var(--muted);
  }
  .caption p {
    flex: 1 1 100%;
    margin: 0;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    padding: 4px 12px 4px 0;
    text-align: start;
    font-weight: 500;
    color: var(--muted);
    border-bottom: 1px solid var(--hairline);
  }
  td {
    padding: 6px 12px 6px 0;
    border-bottom: 1px solid var(--hairline);
    vertical-align: baseline;
  }
  tr {
    break-inside: avoid;
  }
  b {
    position: absolute;
    font-weight: 600;
  }
  .claim span {
    display: block;
    padding-inline-start: 32px;
  }
  tex-formula {
    display: block;
    margin-top: 1px;
    font-size: 12px;
    color: var(--muted);
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  td small {
    display: block;
    font-size: 11.5px;
    line-height: 1.4;
    color: var(--muted);
  }
  .number small {
    white-space: normal;
    text-wrap: balance;
  }
  .fold button {
    min-height: 24px;
    padding: 0;
    font: inherit;
    color: var(--muted);
    background: none;
    border: 0;
    cursor: pointer;
  }
  .fold button:hover {
    color: var(--ink);
  }
  .fold button:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .fold button::before {
    content: '▸';
    display: inline-block;
    width: 32px;
    text-align: start;
  }
  .fold button[aria-expanded='true']::before {
    content: '▾';
  }
  .claim {
    width: 52%;
    text-wrap: pretty;
  }
  .deviation {
    width: 96px;
  }
  .scale {
    display: block;
    width: 96px;
    height: 14px;
    transform: translateY(2px);
  }
  .track,
  .band {
    stroke: var(--hairline);
    stroke-width: 3;
    stroke-linecap: round;
  }
  .track {
    stroke-width: 1;
  }
  .marks,
  .zero {
    stroke: var(--muted);
  }
  .marks {
    stroke-opacity: 0.55;
  }
  .dot.holds {
    fill: var(--holds);
  }
  .dot.fails {
    fill: var(--fails);
  }
  .dot.weak {
    fill: var(--muted);
  }
  .verdict {
    padding-inline-end: 0;
    min-width: 88px;
    max-width: 240px;
  }
  .holds .word {
    color: var(--holds);
  }
  .fails .word {
    color: var(--fails);
  }
  .weak .word,
  .outside .claim,
  .outside .word {
    color: var(--muted);
  }
  .outside .verdict {
    max-width: none;
    text-align: end;
    text-wrap: balance;
  }
  .empty {
    max-width: 68ch;
    margin: 0;
    padding: var(--s3, 12px) 0;
    border-top: 1px solid var(--hairline);
    color: var(--muted);
  }
  @media (pointer: coarse) {
    .fold button {
      min-height: 44px;
    }
  }
  /* Paper shows the folds, whatever is open. */
  @media print {
    tr.outside {
      display: none;
    }
    .fold button::before {
      content: '–';
    }
  }
  @container (max-width: 600px) {
    table,
    tbody {
      display: block;
    }
    thead {
      display: none;
    }
    tr {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 8px;
      padding: 8px 0;
      border-bottom: 1px solid var(--hairline);
    }
    tbody:first-of-type tr:first-child {
      border-top: 1px solid var(--hairline);
    }
    .number small {
      display: inline;
      margin-inline-start: 4px;
    }
    td {
      padding: 0;
      border: 0;
    }
    .claim {
      flex: 1 1 100%;
    }
    .deviation {
      order: 3;
      flex: 1 1 36px;
      max-width: 68px;
      width: auto;
      margin-inline-start: auto;
    }
    .deviation:empty,
    .number:empty {
      display: none;
    }
    .claim span {
      padding-inline-start: 32px;
    }
    .scale {
      width: 100%;
      height: auto;
      transform: none;
    }
    .verdict {
      display: contents;
    }
    .word {
      order: 4;
    }
    .verdict small {
      order: 5;
      flex: 1 1 100%;
      padding-inline-start: 32px;
    }
    .outside .word {
      flex: 1 1 100%;
      padding-inline-start: 32px;
      text-align: start;
      text-wrap: balance;
    }
    .predicted {
      padding-inline-start: 32px;
    }
    tex-formula {
      display: none;
    }
    .predicted,
    .measured {
      color: var(--muted);
    }
    .predicted::after {
      content: '→';
      margin-inline-start: 6px;
      color: var(--muted);
    }
    .measured {
      color: var(--ink);
    }
  }
`;
