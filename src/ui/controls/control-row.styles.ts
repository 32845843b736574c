// What every labelled control shares: a row of name and value, the control below, its sentence on demand.
import { css } from 'lit';

export const controlRowStyles = css`
  :host {
    display: block;
  }
  .row {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--s2);
    min-height: 24px;
  }
  .symbol {
    margin-inline-end: 6px;
    font-family: var(--maths);
    font-size: 15px;
    font-style: italic;
    color: var(--ink);
  }
  details,
  label {
    flex: 1;
    min-width: 0;
    color: var(--muted);
  }
  /* 24 px in each direction is the least that WCAG 2.2 lets a target be. */
  summary {
    min-height: 24px;
    list-style: none;
    cursor: help;
  }
  input[type='range'] {
    min-height: 24px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover .name,
  details[open] .name {
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .doc {
    margin: 2px 0 var(--s1);
    font-size: 12px;
    text-wrap: pretty;
  }
  .value {
    display: inline-flex;
    align-items: baseline;
    white-space: nowrap;
    color: var(--muted);
  }
  .value input[type='text'] {
    width: 9ch;
    min-width: 3ch;
    max-width: 16ch;
    height: auto;
    padding: 0;
    text-align: end;
    color: var(--ink);
    background: none;
    border: 0;
    border-bottom: 1px dotted var(--muted);
    border-radius: 0;
  }
  .value input[type='text']:focus {
    border-bottom: 1px solid var(--accent);
  }
  .value input[aria-invalid='true'] {
    border-bottom-color: var(--fails);
  }
  .unit {
    min-width: 1ch;
  }
  .problem {
    margin: 2px 0 0;
    font-size: 12px;
    color: var(--fails);
  }
  @supports (field-sizing: content) {
    .value input[type='text'] {
      width: auto;
      field-sizing: content;
    }
  }
  @media (pointer: coarse) {
    .row {
      min-height: var(--control);
      align-items: center;
    }
    summary {
      min-height: var(--control);
      align-content: center;
    }
    .value input[type='text'] {
      min-height: var(--control);
      min-width: 44px;
    }
  }
`;
