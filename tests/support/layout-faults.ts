// What a person would call a broken layout, found by measuring: words or panels that lie on each other, and what is cut off.
import type { Page } from 'playwright/test';

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Piece {
  readonly name: string;
  readonly rect: Rect;
  /** Index of the panel that it belongs to. */
  readonly panel: number;
  readonly kind: 'text' | 'control';
  /** Why a part of it cannot be seen or reached. */
  readonly cut?: string;
}

interface Layout {
  readonly width: number;
  readonly scrollWidth: number;
  readonly panels: readonly { readonly name: string; readonly rect: Rect }[];
  readonly pieces: readonly Piece[];
}

/** Pixels that rounding and hairlines may take. */
const SLACK = 1;

/** Every line of text, every control and every panel, through all shadow roots. Runs in the page, so it can use nothing from outside. */
export function readLayout(): Layout {
  interface Surroundings {
    readonly panel: number;
    /** What scrolls shows its contents in here. */
    readonly scroller?: DOMRect;
    /** What hides its overflow. */
    readonly frame?: DOMRect;
  }
  const panels: { name: string; rect: Rect }[] = [];
  const pieces: Piece[] = [];
  const plain = ({ left, top, right, bottom }: Rect): Rect => ({ left, top, right, bottom });
  const meet = (a: Rect, b: Rect): Rect => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const add = (kind: Piece['kind'], name: string, box: DOMRect, { panel, scroller, frame }: Surroundings): void => {
    const rect = scroller ? meet(box, scroller) : plain(box);
    if (rect.right - rect.left < 1 || rect.bottom - rect.top < 1) return;
    const outside =
      frame &&
      (rect.left < frame.left - 1 ||
        rect.right > frame.right + 1 ||
        rect.top < frame.top - 1 ||
        rect.bottom > frame.bottom + 1);
    pieces.push({ kind, name, rect, panel, ...(outside ? { cut: 'reaches out of what hides it' } : {}) });
  };
  const text = (node: Text, around: Surroundings): void => {
    const words = node.data.trim();
    if (!words) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) add('text', words, box, around);
  };
  const control = (element: HTMLElement, around: Surroundings): void => {
    const name = `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent.trim()}`;
    add('control', name, element.getBoundingClientRect(), around);
    const last = pieces.at(-1);
    if (last && element.scrollWidth > element.clientWidth + 1)
      pieces[pieces.length - 1] = { ...last, cut: 'is wider than its box' };
  };
  const surroundings = (element: Element, around: Surroundings): Surroundings => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isPanel =
      element.localName.includes('-') && !/^(playground-app|lab-page)$/.test(element.localName) && around.panel < 0;
    const panel = isPanel ? panels.push({ name: element.localName, rect: plain(box) }) - 1 : around.panel;
    if (/auto|scroll/.test(overflowX + overflowY)) return { panel, scroller: box };
    return /hidden|clip/.test(overflowX + overflowY) ? { ...around, panel, frame: box } : { ...around, panel };
  };
  const isBare = (element: Element): boolean =>
    !element.firstChild && !element.shadowRoot && element.localName !== 'input';
  // An element without a box of its own shows its children all the same.
  const isSeen = (element: Element): boolean => {
    const { clipPath, display } = getComputedStyle(element);
    // What is for the ear alone is clipped to nothing.
    if (clipPath === 'inset(50%)') return false;
    return element.checkVisibility({ visibilityProperty: true }) || display === 'contents';
  };
  const visit = (node: Node, around: Surroundings): void => {
    if (node instanceof Text) return text(node, around);
    if (!(node instanceof Element) || isBare(node) || !isSeen(node)) return;
    if (node.matches('button, select, input')) return control(node as HTMLElement, around);
    // A formula is one thing: its parts overlap by design.
    if (node.matches('.katex'))
      return add('text', node.textContent, (node.querySelector('.katex-html') ?? node).getBoundingClientRect(), around);
    const inner = surroundings(node, around);
    for (const child of (node.shadowRoot ?? node).childNodes) visit(child, inner);
  };
  visit(document.body, { panel: -1 });
  const { scrollWidth, clientWidth: width } = document.documentElement;
  return { width, scrollWidth, panels, pieces };
}

/** The overlap, or undefined where they only touch. Above its capitals a line of text is empty for a fifth of its height. */
function overlap(a: Rect, b: Rect): string | undefined {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > SLACK && down > SLACK ? `${across.toFixed(0)}×${down.toFixed(0)} px` : undefined;
}

function inked({ kind, rect }: Piece): Rect {
  return kind === 'text' ? { ...rect, top: rect.top + (rect.bottom - rect.top) / 5 } : rect;
}

function* faultsOf({ width, scrollWidth, panels, pieces }: Layout): Generator<string> {
  if (scrollWidth > width) yield `the page is ${scrollWidth} px wide in ${width}`;
  for (const [i, a] of panels.entries()) {
    for (const b of panels.slice(i + 1)) {
      const shared = overlap(a.rect, b.rect);
      if (shared) yield `${a.name} lies on ${b.name} (${shared})`;
    }
  }
  for (const [i, a] of pieces.entries()) {
    if (a.cut) yield `“${a.name}” ${a.cut}`;
    if (a.rect.left < -SLACK || a.rect.right > width + SLACK) yield `“${a.name}” reaches out of the page`;
    for (const b of pieces.slice(i + 1)) {
      const shared = overlap(inked(a), inked(b));
      if (shared) yield `“${a.name}” lies on “${b.name}” (${shared})`;
    }
    for (const [index, panel] of panels.entries()) {
      const shared = index === a.panel ? undefined : overlap(inked(a), panel.rect);
      if (shared) yield `“${a.name}” lies on ${panel.name} (${shared})`;
    }
  }
}

/** What is broken at this size of the window. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return [...faultsOf(await page.evaluate(readLayout))];
}
