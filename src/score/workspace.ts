// Arrays that are kept from one evaluation to the next and grow when they must.
import type { Backend, DeviceArray, ElementType } from '../compute/backend';
import { Scope } from '../compute/scope';

export class Workspace {
  readonly #scope: Scope;
  readonly #arrays = new Map<string, DeviceArray>();

  constructor(backend: Backend) {
    this.#scope = new Scope(backend);
  }

  /** An array of at least `length` elements; what it holds is unknown. One name has one element type. */
  array(label: string, type: ElementType, length: number): DeviceArray {
    const known = this.#arrays.get(label);
    if (known && known.length >= length) return known;
    if (known) this.#scope.release(known);
    const array = this.#scope.create(label, type, length);
    this.#arrays.set(label, array);
    return array;
  }

  /** Frees one array, if it is there. */
  release(label: string): void {
    const known = this.#arrays.get(label);
    if (known) this.#scope.release(known);
    this.#arrays.delete(label);
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#scope.dispose();
    this.#arrays.clear();
  }
}
