import { css } from 'lit';

export const histogramStyles = css`
  .choosing {
    cursor: pointer;
  }
  .bars {
    fill: var(--accent);
    fill-opacity: 0.3;
  }
  .outline {
    stroke-width: calc(1.2px * var(--bold, 1));
    stroke-linejoin: miter;
  }
  .cut {
    fill: none;
    stroke: var(--muted);
    stroke-width: 1;
  }
`;
