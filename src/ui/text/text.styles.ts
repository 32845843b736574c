// The text beside its checks; on paper formulas and verdicts without what is pressed.
import { css } from 'lit';

export const textStyles = css`
  text-page {
    display: block;
  }
  .text {
    display: grid;
    grid-template-columns: 216px minmax(0, 1fr);
    gap: var(--s5);
    max-width: 1320px;
    margin: 0 auto;
    padding: var(--s5) var(--s5) 96px;
    align-items: start;
  }
  .text h1 {
    margin: 0 0 var(--s2);
    font-size: 26px;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.25;
  }
  .text h2 {
    margin: 56px 0 var(--s2);
    padding-top: var(--s5);
    font-size: 20px;
    font-weight: 650;
    letter-spacing: -0.015em;
    border-top: 1px solid var(--hairline);
  }
  .text h3 {
    margin: var(--s5) 0 var(--s2);
    padding-top: var(--s2);
    font-size: 15px;
    font-weight: 600;
    scroll-margin-top: var(--s3);
  }
  .text h3:focus {
    outline: none;
  }
  .text h3 a {
    color: var(--muted);
    text-decoration-color: var(--hairline);
  }
  .text .intro p,
  .text .lead {
    max-width: 68ch;
    margin: 0 0 var(--s4);
    font-size: 15px;
    line-height: 1.6;
    color: var(--muted);
    text-wrap: pretty;
  }
  .text .intro .tally {
    min-height: 1.6em;
    margin: var(--s2) 0 0;
    font-size: 13px;
  }
  .text .transport {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s2);
    margin-bottom: var(--s2);
  }
  .contents {
    position: sticky;
    top: var(--s4);
    max-height: calc(100vh - 2 * var(--s4));
    overflow-y: auto;
  }
  .contents p {
    margin: var(--s3) 0 2px;
    font-weight: 600;
  }
  .contents p:first-child {
    margin-top: 0;
  }
  .contents ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .contents li {
    display: flex;
    gap: var(--s2);
    justify-content: space-between;
  }
  .contents a {
    min-height: 24px;
    padding: 2px 0;
    color: var(--muted);
    text-decoration: none;
    text-wrap: pretty;
  }
  .contents a:hover {
    color: var(--ink);
  }
  .contents small {
    align-self: center;
    color: var(--muted);
    white-space: nowrap;
  }
  .step {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 300px;
    gap: var(--s2) var(--s5);
    padding: var(--s3) 0 var(--s4);
  }
  .step + .step {
    border-top: 1px solid var(--grid);
  }
  .says p {
    max-width: 66ch;
    margin: 0 0 var(--s2);
    font-size: 15px;
    line-height: 1.6;
    text-wrap: pretty;
  }
  /* Of a formula that breaks a reader would have to find the other half. */
  .text p tex-formula {
    white-space: nowrap;
  }
  .says > tex-formula {
    margin: var(--s3) 0;
    font-size: 15px;
  }
  .says .remark,
  .printed p {
    font-size: 13px;
    line-height: 1.5;
    color: var(--muted);
  }
  .printed {
    margin: var(--s3) 0;
    padding: var(--s1) 0 var(--s1) var(--s3);
    border-inline-start: 2px solid var(--fails);
  }
  .printed > tex-formula {
    margin: 0 0 var(--s2);
    font-size: 14px;
    color: var(--fails);
  }
  .printed p {
    margin: 0 0 var(--s1);
  }
  .check {
    align-self: start;
    padding: var(--s3);
    background: var(--raised);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    font-variant-numeric: tabular-nums;
  }
  .asks {
    display: flex;
    align-items: center;
    gap: var(--s2);
  }
  .asks a {
    flex: 1;
  }
  .check p {
    margin: var(--s1) 0;
    text-wrap: pretty;
  }
  .check small,
  .check .pending,
  .check dt {
    color: var(--muted);
  }
  .check dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 var(--s3);
    margin: var(--s1) 0;
  }
  .check dd {
    margin: 0;
    text-align: end;
  }
  .row.holds .word span {
    color: var(--holds);
  }
  .row.fails .word span {
    color: var(--fails);
  }
  .row.weak .word span,
  .row.outside .word span {
    color: var(--muted);
  }
  .slip {
    margin-top: var(--s2);
    padding-top: var(--s2);
    border-top: 1px solid var(--grid);
  }
  .slip label {
    display: flex;
    align-items: center;
    gap: var(--s2);
    min-height: 24px;
    cursor: pointer;
  }
  .slip input:not([type='range']) {
    flex: none;
    width: 16px;
    height: 16px;
    accent-color: var(--fails);
  }
  @media (pointer: coarse) {
    .slip label,
    .contents a {
      min-height: 44px;
    }
  }
  @media (max-width: 1080px) {
    .text {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: var(--s4);
    }
    .contents {
      display: none;
    }
  }
  @media (max-width: 760px) {
    .step {
      grid-template-columns: minmax(0, 1fr);
    }
    .text h2 {
      margin-top: var(--s5);
    }
  }
  @media (max-width: 480px) {
    .text {
      padding-inline: var(--s3);
    }
  }
  @media print {
    .text {
      display: block;
      padding: 0;
    }
    .contents,
    .text .transport,
    .asks button,
    .slip:not(.on),
    .slip input,
    .text progress,
    playground-app[lab='text'] > header {
      display: none;
    }
    .text .intro .paper-line {
      display: block;
      font-size: 11px;
      overflow-wrap: anywhere;
    }
    .step {
      grid-template-columns: minmax(0, 1fr) 240px;
      break-inside: avoid;
    }
    .text h2,
    .text h3 {
      break-after: avoid;
    }
  }
`;
