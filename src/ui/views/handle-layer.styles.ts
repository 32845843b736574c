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
    fill: color-mix(in srgb, var(--raised) 60%, transparent);
    stroke: var(--ink);
    stroke-width: 1.25;
  }
  .core {
    fill: var(--ink);
  }
  .handle:hover .ring {
    stroke-width: 2;
  }
  .handle:focus-visible .ring {
    stroke: var(--accent);
    stroke-width: 3;
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
