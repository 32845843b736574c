import { css } from 'lit';

export const mapStyles = css`
  .frame {
    padding: 18px 0 34px var(--gutter);
  }
  .plot {
    position: relative;
    max-inline-size: var(--side);
    cursor: crosshair;
  }
  canvas {
    display: block;
    width: 100%;
    aspect-ratio: 1;
  }
  .plot svg {
    position: absolute;
    inset: 0;
    height: 100%;
  }
  .boundary,
  .here {
    fill: none;
    stroke: var(--ink);
    stroke-width: calc(1.4px * var(--bold, 1));
    stroke-linecap: round;
  }
  .here {
    stroke-width: calc(2px * var(--bold, 1));
  }
  /* What makes lines readable on either colour of the map. */
  .under {
    stroke: var(--raised);
    stroke-width: 4;
  }
  .word {
    fill: var(--ink);
    pointer-events: none;
  }
  .cursor {
    stroke: var(--ink);
    stroke-opacity: 0.5;
    fill: none;
  }
  .plot:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .key {
    display: flex;
    gap: var(--s3, 12px);
    font-size: 11px;
    color: var(--muted);
  }
  .key span::before {
    content: '';
    display: inline-block;
    width: 9px;
    height: 9px;
    margin-inline-end: 5px;
    background: var(--swatch, var(--muted));
  }
  .key .decays {
    --swatch: var(--converges);
  }
  .key .circles {
    --swatch: var(--hairline);
  }
  .key .grows {
    --swatch: repeating-linear-gradient(-45deg, var(--hatching) 0 1.5px, var(--diverges) 1.5px 4px);
  }
`;
