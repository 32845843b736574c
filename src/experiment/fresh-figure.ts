// A figure that is measured anew, and at once, whenever what it depends on has changed.
import type { Figure } from './figures';
import type { Panel } from './frame';

export class FreshFigure<C> implements Figure {
  readonly #now: () => C | undefined;
  readonly #measure: (context: C) => Panel | undefined | Promise<Panel | undefined>;
  readonly #key: (context: C) => string;
  #known: string | undefined;
  #panel: Panel | undefined;

  /** `now`: what there is to measure; `key`: what the figure depends on. */
  constructor(
    now: () => C | undefined,
    measure: (context: C) => Panel | undefined | Promise<Panel | undefined>,
    key: (context: C) => string,
  ) {
    [this.#now, this.#measure, this.#key] = [now, measure, key];
  }

  async refine(): Promise<boolean> {
    const context = this.#now();
    const key = context && this.#key(context);
    if (!context || key === this.#known) return false;
    this.#known = key;
    this.#panel = await this.#measure(context);
    return true;
  }

  panel(): Panel | undefined {
    return this.#panel;
  }

  dispose(): void {}
}
