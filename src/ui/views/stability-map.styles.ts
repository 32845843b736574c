import { css } from 'lit';

export const mapStyles = css`
  .plot {
    position: relative;
    margin: 18px 0 0 34px;
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
  /* In units of pixels of the map, of which there are about two to one on the screen. */
  .plot text {
    font-size: 19px;
  }
  .boundary {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.4;
    stroke-linecap: round;
  }
  .here {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.6;
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
    margin-block-start: 26px;
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
    --swatch: var(--holds);
  }
  .key .circles {
    --swatch: var(--grid);
  }
  .key .grows {
    --swatch: var(--fails);
  }
`;
