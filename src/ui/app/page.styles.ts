// The frame of the page and the arrangement of a lab in it; both elements render into the document, not a shadow root,
// so that landmarks and headings form one outline.
import { css } from 'lit';

export const pageStyles = css`
  playground-app,
  lab-page {
    display: block;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* There for whoever comes to it by the keyboard. */
  .skip:not(:focus) {
    position: absolute;
    clip-path: inset(50%);
  }
  .skip:focus {
    position: absolute;
    z-index: 2;
    top: var(--s2);
    left: var(--s2);
  }
  .paper-line {
    display: none;
  }
  .notice {
    display: flex;
    align-items: baseline;
    gap: var(--s3);
    max-width: 1560px;
    margin: 0 auto;
    padding: 0 var(--s5);
  }
  .notice p {
    flex: 1;
    max-width: 90ch;
    margin: var(--s2) 0 0;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .notice.problem p {
    color: var(--fails);
  }
  /* What comes and goes by itself moves nothing of the page. */
  .notice.passing {
    position: fixed;
    z-index: 1;
    inset-inline: var(--s4);
    bottom: var(--s4);
    width: fit-content;
    max-width: 62ch;
    padding: var(--s3) var(--s4);
    background: var(--raised);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    box-shadow: 0 4px 20px rgb(0 0 0 / 15%);
  }
  .notice.passing p {
    margin: 0;
  }
  .notice.passing + main {
    margin-top: var(--s2);
  }
  .coming {
    animation: appear 0s 1.2s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
    to {
      visibility: visible;
    }
  }
  .lab {
    display: grid;
    grid-template-columns: 264px minmax(0, 1fr) 316px;
    gap: var(--s5);
    max-width: 1560px;
    margin: 0 auto;
    padding: var(--s4) var(--s5) 48px;
    align-items: start;
  }
  .lab h1 {
    margin: 0 0 2px;
    font-size: 20px;
    font-weight: 650;
    letter-spacing: -0.015em;
    line-height: 1.3;
  }
  .lead {
    margin: 0;
    color: var(--muted);
    text-wrap: pretty;
  }
  /* Without a floor of its own a column would be as wide as its longest formula, whatever room there is. */
  .left,
  .centre,
  .right,
  .picture {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s4);
    min-width: 0;
  }
  .setup {
    display: grid;
    gap: var(--s3);
  }
  .preset {
    display: grid;
    gap: 2px;
    color: var(--muted);
  }
  .preset select {
    color: var(--ink);
  }
  .preset small {
    font-size: 12px;
    text-wrap: pretty;
  }
  .ruled {
    padding-top: var(--s3);
    border-top: 1px solid var(--hairline);
  }
  .picture {
    position: relative;
    gap: var(--s1);
  }
  .picture main-canvas {
    max-height: calc(100vh - 96px);
    width: 100%;
  }
  .divergence {
    display: flex;
    align-items: center;
    gap: var(--s4);
    padding: var(--s2) 0;
    border-bottom: 1px solid var(--hairline);
  }
  .divergence p {
    flex: 1;
    margin: 0;
    padding-inline-start: var(--s3);
    border-inline-start: 2px solid var(--fails);
    text-wrap: pretty;
  }
  .try h2 {
    margin: 0 0 var(--s1);
    font-size: 12px;
    font-weight: 600;
  }
  .try ul {
    display: grid;
    gap: var(--s2);
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--muted);
  }
  .dropping {
    outline: 2px dashed var(--accent);
    outline-offset: -8px;
  }
  /* The figures under the picture. Where the settings are the longer column, the last row takes the difference. */
  @media (max-width: 1180px) {
    .lab {
      grid-template: auto auto auto 1fr / 248px minmax(0, 1fr);
      gap: var(--s4);
      padding-inline: var(--s4);
    }
    .left {
      grid-row: 1 / -1;
    }
    .centre {
      display: contents;
    }
    .right {
      grid-template-columns: repeat(auto-fit, minmax(min(256px, 100%), 1fr));
      align-items: start;
      grid-row: 2;
    }
  }
  @media (max-width: 899px) {
    .notice {
      padding: 0 var(--s4);
    }
    .lab {
      display: flex;
      flex-direction: column;
      align-items: stretch;
      gap: var(--s4);
      padding: var(--s3) var(--s4) var(--s5);
    }
    .left {
      display: contents;
    }
    .picture {
      order: 1;
    }
    .transport {
      order: 2;
    }
    .intro {
      order: 3;
    }
    .setup {
      order: 4;
    }
    .right {
      order: 5;
    }
    .claims {
      order: 6;
    }
    .about {
      order: 7;
    }
    .picture main-canvas {
      max-height: 64vh;
    }
  }
  @media (max-width: 480px) {
    .lab {
      padding-inline: var(--s3);
    }
    .divergence {
      flex-direction: column;
      align-items: stretch;
    }
  }
  @media print {
    .transport,
    .setup,
    .lead,
    view-options,
    .about,
    .divergence button,
    playground-app > header nav,
    .notice button {
      display: none;
    }
    .paper-line {
      display: block;
      font-size: 11px;
      overflow-wrap: anywhere;
    }
    .paper-line p {
      margin: 2px 0;
    }
    /* Two pages a lab. */
    .lab {
      display: block;
      zoom: 0.7;
      padding: 0;
    }
    .paper-line {
      font-size: 14px;
    }
    .picture main-canvas {
      max-width: 560px;
      margin: 0 auto;
    }
    .right,
    .figures {
      grid-template-columns: repeat(5, minmax(0, 1fr));
      gap: var(--s3);
      align-items: start;
    }
    .claims {
      margin-top: var(--s3);
    }
    .right > *,
    .figures > * {
      margin-top: var(--s3);
      break-inside: avoid;
    }
  }
`;
