// The width of an element, so that figures are drawn in CSS pixels and their type keeps its size.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class SizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: ResizeObserver | undefined;
  /** CSS pixels; the width of the side column until the first measurement. */
  width = 316;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => this.#onResize(entry));
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  #onResize(entry: ResizeObserverEntry): void {
    const width = Math.round(entry.contentRect.width);
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.#host.requestUpdate();
  }
}
