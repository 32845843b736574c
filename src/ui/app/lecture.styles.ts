// The lecture view: the lab without what a room does not need, and everything that is left 1.75 times as large,
// so that the smallest type of a plot has 18 pixels.
import { css } from 'lit';

export const lectureStyles = css`
  .leave {
    display: none;
  }
  [lecture] > header,
  [lecture] > .here,
  .lecture .lead,
  .lecture .claims,
  .lecture .about,
  .lecture .setup > .ruled,
  .lecture .preset small,
  .lecture .preset span,
  .lecture view-options {
    display: none;
  }
  .lab.lecture {
    --enlarged: 1.75;
    --bold: 1.2;
    --canvas-buttons: none;
    zoom: var(--enlarged);
    max-width: none;
    gap: var(--s2) var(--s4);
    padding: var(--s2) var(--s3);
  }
  .lecture .left,
  .lecture .centre,
  .lecture .setup,
  .lecture .intro {
    display: contents;
  }
  .lecture .sentence {
    display: block;
    margin: 0;
    font-size: 15px;
    line-height: 1.35;
    text-wrap: pretty;
  }
  .lecture h1 {
    margin: 0;
  }
  .lecture .divergence {
    flex-wrap: wrap;
    gap: var(--s2) var(--s4);
  }
  .lecture .divergence p {
    flex: 1 1 280px;
  }
  /* It moves nothing, and is read from as far away. */
  [lecture] > .notice:has(p:not(:empty)) {
    position: fixed;
    z-index: 2;
    inset-inline: var(--s4);
    bottom: var(--s4);
    width: fit-content;
    padding: var(--s3) var(--s4);
    font-size: 20px;
    background: var(--raised);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
  }
  [lecture] > .notice p {
    margin: 0;
  }
  .lecture .leave {
    display: inline-flex;
    justify-self: end;
  }
  @media (min-width: 900px) {
    .lab.lecture {
      grid-template: auto minmax(0, 1fr) auto auto / auto minmax(0, 1fr) 236px;
      height: calc(100vh / var(--enlarged));
      box-sizing: border-box;
    }
    .lecture h1 {
      grid-area: 1 / 1 / 2 / 3;
    }
    .lecture .leave {
      grid-area: 1 / 2;
    }
    .lecture .picture,
    .lecture .figures {
      grid-area: 2 / 1 / 3 / 3;
      grid-template-rows: minmax(0, 1fr);
      align-self: stretch;
      min-height: 0;
    }
    .lecture .picture main-canvas {
      width: 100%;
      height: 100%;
      max-height: none;
      min-height: 0;
      aspect-ratio: auto;
    }
    .lecture .right {
      grid-area: 1 / 3 / 3 / 4;
      grid-template-columns: minmax(0, 1fr);
    }
    .lecture param-panel {
      grid-area: 3 / 3 / 5 / 4;
      align-self: end;
    }
    .lecture .sentence {
      grid-area: 3 / 1 / 4 / 3;
    }
    .lecture .transport {
      grid-area: 4 / 1;
    }
    .lecture .preset {
      grid-area: 4 / 2;
      justify-self: end;
      width: 100%;
      max-width: 240px;
    }
  }
`;
