import { css } from 'lit';

export const handleStyles = css`
  :host {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  svg {
    display: block;
    width: 100%;
    height: 100%;
  }
  .handle {
    cursor: grab;
    pointer-events: auto;
    touch-action: none;
    outline: none;
  }
  .handle:active {
    cursor: grabbing;
  }
  .reach {
    fill: transparent;
  }
  .ring {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1;
    opacity: 0.55;
  }
  /* Nothing may cover the very spot where a collapsed cloud stands. */
  .core {
    fill: none;
  }
  .handle:hover .ring {
    stroke-width: 2;
    opacity: 1;
  }
  .handle:focus-visible .ring {
    stroke: var(--accent);
    stroke-width: 3;
    opacity: 1;
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
