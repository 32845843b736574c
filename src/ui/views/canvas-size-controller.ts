// The size of the main canvas in CSS and in device pixels; a display that is 0 pixels wide is not known yet.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { zoomOf } from './place-in';
import type { Size } from './view-transform';

/** More pixels than this per CSS pixel cost time and show nothing. */
const MOST_RATIO = 2;

export class CanvasSizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: ResizeObserver | undefined;
  #resized = false;
  /** CSS pixels. */
  css: Size = { width: 640, height: 480 };
  known = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Device pixels for each CSS pixel, as far as they show. */
  get ratio(): number {
    return Math.min(MOST_RATIO, devicePixelRatio * zoomOf(this.#host));
  }

  /** Device pixels, for the drawing buffer. */
  get device(): [width: number, height: number] {
    return [Math.round(this.css.width * this.ratio), Math.round(this.css.height * this.ratio)];
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => this.#onResize(entry));
    // Where it exists, device pixels also tell of a zoomed page or of another screen.
    const exact = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
    this.#observer.observe(this.#host, exact ? { box: 'device-pixel-content-box' } : {});
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  /** Whether the size changed since the last call. */
  takeResized(): boolean {
    const resized = this.#resized;
    this.#resized = false;
    return resized;
  }

  #onResize({ contentRect: { width, height } }: ResizeObserverEntry): void {
    if (width < 1 || height < 1) return;
    this.css = { width, height };
    this.known = this.#resized = true;
    this.#host.requestUpdate();
  }
}
