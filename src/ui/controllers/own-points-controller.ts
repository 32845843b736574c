// The visitor's own points: kept between labs and visits, and changed by drawing. The page asks it for data and is told
// of every change.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadPoints, savePoints } from './point-store';

/** Points that can be drawn one by one; beyond, a file is the better way. */
const MOST_DRAWN = 20_000;
/** A stroke is one change. */
const SETTLE_MS = 160;

export class OwnPointsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #changed: (points: Float32Array) => void;
  readonly #ready: Promise<void>;
  #points = new Float32Array();
  #timer: ReturnType<typeof setTimeout> | undefined;
  drawing = false;

  constructor(host: ReactiveControllerHost, changed: (points: Float32Array) => void) {
    this.#host = host;
    this.#changed = changed;
    this.#ready = loadPoints().then((points) => {
      if (points && this.#points.length === 0) this.#points = Float32Array.from(points);
    });
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to begin: storage is asked once, above.
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  get count(): number {
    return this.#points.length / 2;
  }

  /** Once storage has answered. */
  async get(): Promise<Float32Array> {
    await this.#ready;
    return this.#points;
  }

  set(points: Float32Array): void {
    this.#points = Float32Array.from(points);
    void savePoints(this.#points);
    this.#host.requestUpdate();
    this.#changed(this.#points);
  }

  toggleDrawing(): void {
    this.drawing = !this.drawing;
    this.#host.requestUpdate();
  }

  add(x: number, y: number): void {
    if (this.count >= MOST_DRAWN) return;
    this.#points = Float32Array.of(...this.#points, x, y);
    this.#settle();
  }

  undo(): void {
    if (this.count === 0) return;
    this.#points = this.#points.slice(0, -2);
    this.#settle();
  }

  #settle(): void {
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.set(this.#points), SETTLE_MS);
  }
}
