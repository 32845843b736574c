import { css } from 'lit';

export const pointLoaderStyles = css`
  :host {
    display: grid;
    gap: var(--s2, 8px);
  }
  h2 {
    margin: 0;
    font-size: 12px;
    font-weight: 600;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--s1, 4px);
  }
  button,
  select {
    min-height: 28px;
    padding: 0 var(--s2, 8px);
    font: inherit;
    color: var(--ink);
    background: var(--raised);
    border: 1px solid var(--hairline);
    border-radius: var(--radius, 6px);
  }
  button {
    cursor: pointer;
  }
  button:hover {
    border-color: var(--muted);
  }
  button[aria-pressed='true'] {
    color: var(--paper);
    background: var(--accent);
    border-color: var(--accent);
  }
  :is(button, select, input):focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--s2, 8px);
  }
  .columns label {
    display: grid;
    gap: 2px;
    color: var(--muted);
  }
  .columns select {
    width: 100%;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--s2, 8px);
    min-height: 24px;
  }
  .check input {
    width: 16px;
    height: 16px;
    margin: 4px;
    accent-color: var(--accent);
  }
  p {
    margin: 0;
    font-size: 12px;
    color: var(--muted);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .use {
    color: var(--paper);
    background: var(--accent);
    border-color: var(--accent);
  }
  .answer {
    width: 100%;
    margin-top: var(--s1, 4px);
  }
  table {
    width: 100%;
    table-layout: fixed;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    color: var(--muted);
  }
  th,
  td {
    padding: 2px 0 2px var(--s1, 4px);
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
    border-bottom: 1px solid var(--hairline);
  }
  th {
    font-weight: 600;
  }
  .question,
  .message {
    color: var(--ink);
  }
  .message:empty {
    display: none;
  }
  progress {
    flex: 1;
    height: 4px;
    border: 0;
    appearance: none;
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
`;
