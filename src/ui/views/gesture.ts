// What fingers and the mouse mean, without the DOM: how the picture moves, grows, or was tapped.
export interface Gesture {
  /** Movement of the middle of all pointers, in pixels. */
  readonly dx: number;
  readonly dy: number;
  /** Magnification about (x, y), where the middle is. */
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

type Point = readonly [x: number, y: number];

/** A pointer that moved farther than this did not tap. */
const TAP_SLOP = 5;

export class GestureTracker {
  readonly #pointers = new Map<number, Point>();
  #start: Point = [0, 0];
  #moved = false;

  get active(): boolean {
    return this.#pointers.size > 0;
  }

  down(id: number, x: number, y: number): void {
    this.#moved = this.active;
    this.#start = [x, y];
    this.#pointers.set(id, [x, y]);
  }

  /** Undefined for pointers that are not down. */
  move(id: number, x: number, y: number): Gesture | undefined {
    if (!this.#pointers.has(id)) return undefined;
    const before = this.#middle();
    this.#pointers.set(id, [x, y]);
    const after = this.#middle();
    if (Math.hypot(x - this.#start[0], y - this.#start[1]) > TAP_SLOP) this.#moved = true;
    return {
      dx: after.x - before.x,
      dy: after.y - before.y,
      factor: before.spread > 0 && after.spread > 0 ? after.spread / before.spread : 1,
      x: after.x,
      y: after.y,
    };
  }

  /** True when this was a tap: one pointer, hardly moved. A cancelled pointer never taps. */
  up(id: number, cancelled = false): boolean {
    const last = this.#pointers.delete(id) && !this.active;
    return last && !cancelled && !this.#moved;
  }

  /** Centre of the pointers and their mean distance from it. */
  #middle(): { readonly x: number; readonly y: number; readonly spread: number } {
    const points = [...this.#pointers.values()];
    const x = points.reduce((sum, point) => sum + point[0], 0) / points.length;
    const y = points.reduce((sum, point) => sum + point[1], 0) / points.length;
    const spread = points.reduce((sum, point) => sum + Math.hypot(point[0] - x, point[1] - y), 0) / points.length;
    return { x, y, spread };
  }
}

/** Magnification of one turn of the wheel; a pinch on a touchpad arrives as a wheel with the control key. */
export function wheelFactor(delta: number, mode: number, pinch: boolean): number {
  const pixels = mode === 1 ? delta * 16 : mode === 2 ? delta * 400 : delta;
  return Math.exp(-Math.max(-240, Math.min(240, pixels)) * (pinch ? 0.01 : 0.002));
}
