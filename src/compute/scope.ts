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

  /** f32 arrays of these lengths by their names; labelled `of: name`. */
  createAll<K extends string>(of: string, lengths: Readonly<Record<K, number>>): Readonly<Record<K, DeviceArray>> {
    const arrays = Object.entries<number>(lengths).map(([name, length]) => [
      name,
      this.create(`${of}: ${name}`, 'f32', length),
    ]);
    return Object.fromEntries(arrays) as Record<K, DeviceArray>;
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
