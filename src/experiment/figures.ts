// Figures that are measured beside a run: one after the other, a little at a time.
import type { Panel } from './frame';

export interface Figure {
  /** Measures a little more, at most about 50 ms; true while there is more to do. */
  refine(): Promise<boolean>;
  /** What it shows so far. */
  panel(): Panel | undefined;
  /** Frees what it holds on the device. Idempotent. */
  dispose(): void;
}

/** A turn goes on until this much time has passed. */
const TURN_MS = 50;

export class Figures {
  readonly #measured: readonly Figure[];
  readonly #shown: readonly Figure[];
  #panels: readonly Panel[] = [];

  /** In the order in which they are shown, and in that in which they are measured. */
  constructor(shown: readonly Figure[], measured = shown) {
    this.#shown = shown;
    this.#measured = measured;
    this.#draw();
  }

  /** The same array until something new was measured. */
  get panels(): readonly Panel[] {
    return this.#panels;
  }

  /** True while there is more to do. */
  async refine(): Promise<boolean> {
    const begun = performance.now();
    let more = false;
    for (const figure of this.#measured) {
      do more = await figure.refine();
      while (more && performance.now() - begun < TURN_MS);
      more ||= performance.now() - begun >= TURN_MS;
      if (more) break;
    }
    this.#draw();
    return more;
  }

  dispose(): void {
    for (const figure of this.#measured) figure.dispose();
  }

  #draw(): void {
    this.#panels = this.#shown.map((figure) => figure.panel()).filter((panel) => panel !== undefined);
  }
}
