// Ownership: arrays belong to a scope, and one dispose() frees them all.
import type { Backend, DeviceArray, ElementType } from './backend';

export class Scope {
  readonly #backend: Backend;
  readonly #arrays = new Set<DeviceArray>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Allocates an array that lives as long as the scope, or until `release`. */
  create(label: string, type: ElementType, length: number): DeviceArray {
    const array = this.#backend.create(label, type, length);
    this.#arrays.add(array);
    return array;
  }

  release(array: DeviceArray): void {
    if (this.#arrays.delete(array)) this.#backend.destroy(array);
  }

  /** Idempotent. */
  dispose(): void {
    for (const array of this.#arrays) this.#backend.destroy(array);
    this.#arrays.clear();
  }
}
