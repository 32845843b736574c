// Mouse, pen, fingers and wheel on the main canvas. One finger that starts upwards or downwards scrolls the page
// (touch-action: pan-y in the styles); sideways it drags the picture, and two fingers always belong to the picture.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { GestureTracker, wheelFactor } from './gesture';
import { placeIn } from './place-in';

/** What the canvas does about it; coordinates are CSS pixels from its top left corner. */
export interface PointerActions {
  /** The first pointer went down. */
  begin(): void;
  /** The browser took the gesture over, to scroll the page: as if it had never begun. */
  cancel(): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  /** Undefined when the pointer left. */
  hover(point: readonly [number, number] | undefined): void;
  tap(x: number, y: number): void;
  doubleClick(x: number, y: number): void;
}

export class PointerController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: PointerActions;
  readonly #gesture = new GestureTracker();
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: PointerActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const active = { signal, passive: false };
    this.#host.addEventListener('pointerdown', (event) => this.#onDown(event), { signal });
    this.#host.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    this.#host.addEventListener('pointerup', (event) => this.#onUp(event, false), { signal });
    this.#host.addEventListener('pointercancel', (event) => this.#onUp(event, true), { signal });
    this.#host.addEventListener('pointerleave', () => this.#actions.hover(undefined), { signal });
    this.#host.addEventListener('dblclick', (event) => this.#onDoubleClick(event), { signal });
    this.#host.addEventListener('wheel', (event) => this.#onWheel(event), active);
    this.#host.addEventListener('touchstart', (event) => this.#onTouch(event), active);
    this.#host.addEventListener('touchmove', (event) => this.#onTouch(event), active);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  #onDown(event: PointerEvent): void {
    const canvas = canvasUnder(event);
    if (!canvas || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (!this.#gesture.active) this.#actions.begin();
    this.#gesture.down(event.pointerId, ...this.#local(event));
  }

  #onMove(event: PointerEvent): void {
    const [x, y] = this.#local(event);
    const gesture = this.#gesture.move(event.pointerId, x, y);
    if (gesture) {
      this.#actions.pan(gesture.dx, gesture.dy);
      if (gesture.factor !== 1) this.#actions.zoom(gesture.factor, gesture.x, gesture.y);
    }
    if (event.pointerType !== 'touch') this.#actions.hover(canvasUnder(event) ? [x, y] : undefined);
  }

  #onUp(event: PointerEvent, cancelled: boolean): void {
    const [x, y] = this.#local(event);
    const known = this.#gesture.active;
    const tapped = this.#gesture.up(event.pointerId, cancelled);
    if (known && cancelled) this.#actions.cancel();
    if (!tapped) return;
    if (event.pointerType === 'touch') this.#actions.hover([x, y]);
    this.#actions.tap(x, y);
  }

  #onDoubleClick(event: MouseEvent): void {
    if (canvasUnder(event)) this.#actions.doubleClick(...this.#local(event));
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    this.#actions.zoom(wheelFactor(event.deltaY, event.deltaMode, event.ctrlKey), ...this.#local(event));
  }

  /** Two fingers pinch the picture and not the page. */
  #onTouch(event: TouchEvent): void {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  }

  #local(event: MouseEvent): [number, number] {
    return placeIn(this.#host, event);
  }
}

/** The canvas if it is what was hit inside the shadow root: buttons and handles look after themselves. */
function canvasUnder(event: Event): HTMLCanvasElement | undefined {
  const [hit] = event.composedPath();
  return hit instanceof HTMLCanvasElement ? hit : undefined;
}
