import { css } from 'lit';

export const spectrumStyles = css`
  .disc {
    fill: none;
    stroke: var(--muted);
  }
  .ring {
    fill: none;
    stroke: currentcolor;
    stroke-width: calc(1.4px * var(--bold, 1));
  }
  .locus {
    fill: none;
    stroke: var(--muted);
    stroke-opacity: 0.7;
    stroke-dasharray: 2 2;
  }
  .dot {
    fill: currentcolor;
  }
  .name {
    font-style: italic;
  }
  .stable {
    color: var(--holds);
  }
  .unstable {
    color: var(--fails);
  }
`;
