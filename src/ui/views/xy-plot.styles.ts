import { css } from 'lit';

export const xyStyles = css`
  .muted,
  .theory {
    color: var(--muted);
  }
  .line.muted {
    stroke-width: calc(1px * var(--bold, 1));
  }
  .mark {
    fill: none;
    stroke: currentcolor;
    stroke-width: calc(1px * var(--bold, 1));
    stroke-opacity: 0.55;
    shape-rendering: crispedges;
  }
  .names {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--s3, 12px);
    margin: 0;
    font-size: 11px;
    line-height: 1.5;
    color: var(--muted);
  }
  .across > :last-child {
    margin-inline-start: auto;
  }
  .key {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 var(--s2, 8px);
  }
  .key span::before {
    content: '';
    display: inline-block;
    width: 10px;
    height: 2px;
    margin-inline-end: 4px;
    vertical-align: middle;
    background: currentcolor;
  }
  .key .theory::before {
    background: linear-gradient(90deg, currentcolor 4px, transparent 4px 6px, currentcolor 6px);
  }
  progress {
    width: 56px;
    height: 3px;
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
