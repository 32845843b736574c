import { css } from 'lit';

export const canvasStyles = css`
  :host {
    display: block;
    position: relative;
    aspect-ratio: 4 / 3;
    min-height: 220px;
    overflow: hidden;
    border: 1px solid var(--hairline);
    border-radius: var(--radius, 6px);
    background: var(--raised);
    font-variant-numeric: tabular-nums;
    break-inside: avoid;
    user-select: none;
    -webkit-user-select: none;
  }
  @media (max-width: 600px) {
    :host {
      aspect-ratio: 1;
    }
  }
  canvas,
  .below,
  .above {
    position: absolute;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
  }
  canvas {
    cursor: grab;
    outline: none;
    touch-action: pan-y;
  }
  canvas:active {
    cursor: grabbing;
  }
  canvas.adding {
    cursor: crosshair;
  }
  :host(:has(canvas:focus-visible)) {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  /* A layer each: beside the words that change with every step, contours would be painted anew as often. */
  .below,
  .above {
    pointer-events: none;
    will-change: transform;
  }
  .grid {
    fill: none;
    stroke: var(--grid);
    stroke-width: 1;
  }
  text {
    font-size: 11px;
    fill: var(--muted);
    stroke: var(--raised);
    stroke-width: 3px;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .name {
    font-style: italic;
  }
  .legend {
    font-size: 12px;
  }
  .backing {
    fill: var(--raised);
    fill-opacity: 0.82;
  }
  .guide {
    fill: none;
    stroke: var(--ink);
    stroke-opacity: 0.55;
    stroke-dasharray: 5 4;
  }
  .contour {
    fill: none;
    stroke: var(--ink);
    stroke-linejoin: round;
  }
  .arrows {
    fill: none;
    stroke: var(--ink);
    stroke-opacity: 0.55;
    stroke-width: calc(1px * var(--bold, 1));
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .swatch.first {
    fill: var(--accent);
  }
  .swatch.second {
    fill: var(--second);
  }
  .hud {
    position: absolute;
    left: 6px;
    bottom: 24px;
    max-width: calc(100% - 56px);
    padding: 1px 6px;
    border-radius: 4px;
    font-size: 12px;
    line-height: 18px;
    color: var(--muted);
    background: color-mix(in srgb, var(--raised) 82%, transparent);
    pointer-events: none;
  }
  .buttons {
    position: absolute;
    right: 8px;
    bottom: 26px;
    display: var(--canvas-buttons, flex);
    flex-direction: column;
    gap: 2px;
  }
  button {
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: var(--radius, 6px);
    color: var(--muted);
    background: color-mix(in srgb, var(--raised) 82%, transparent);
    cursor: pointer;
  }
  button:hover,
  button[aria-pressed='true'] {
    color: var(--ink);
    border-color: var(--hairline);
    background: var(--raised);
  }
  button[aria-pressed='true'] {
    color: var(--accent);
    border-color: currentcolor;
  }
  button:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  button svg {
    width: 16px;
    height: 16px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @media (pointer: coarse) {
    button {
      width: 34px;
      height: 34px;
    }
  }
  @media print {
    .buttons,
    .hud {
      display: none;
    }
    :host {
      print-color-adjust: exact;
    }
  }
`;
