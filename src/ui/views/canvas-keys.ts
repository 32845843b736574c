// What the keys do while the main canvas has the focus.
export type KeyAction =
  | { readonly kind: 'pan'; readonly x: number; readonly y: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' };

/** Shares of the view that an arrow key moves it by, alone and with shift. */
const STEP = 0.08;
const LEAP = 0.4;
const ZOOM = 1.4;

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** `x`, `y` in shares of the view, to the right and downwards; undefined for keys of others. */
export function keyAction(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): KeyAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    const step = event.shiftKey ? LEAP : STEP;
    return { kind: 'pan', x: direction[0] * step, y: direction[1] * step };
  }
  if (event.key === '+' || event.key === '=') return { kind: 'zoom', factor: ZOOM };
  if (event.key === '-' || event.key === '−' || event.key === '_') return { kind: 'zoom', factor: 1 / ZOOM };
  return event.key === '0' ? { kind: 'reset' } : undefined;
}
