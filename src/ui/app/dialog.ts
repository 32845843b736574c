// What the dialogs of the page have in common: a box over the page, a heading with a way out, and paragraphs.
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    width: min(560px, calc(100vw - 32px));
    max-height: calc(100vh - 48px);
    padding: var(--s5);
    color: var(--ink);
    background: var(--paper);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    overflow: auto;
  }
  dialog::backdrop {
    background: var(--paper);
    opacity: 0.75;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--s4);
  }
  h2 {
    margin: 0;
    font-size: 16px;
    font-weight: 650;
  }
  p {
    margin: var(--s2) 0 0;
    max-width: 62ch;
    text-wrap: pretty;
  }
`;

/** A click outside the box closes it. */
export function closesOn(dialog: HTMLDialogElement, event: MouseEvent): void {
  if (event.target === dialog && isOutside(dialog.getBoundingClientRect(), event)) dialog.close();
}

function isOutside({ left, right, top, bottom }: DOMRect, { clientX: x, clientY: y }: MouseEvent): boolean {
  return x < left || x > right || y < top || y > bottom;
}
