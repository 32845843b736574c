// The float64 backend, given what a device would be given, with one moment at which all of its floats lose what float32 has no
// room for, as in a checkpoint.
import type { DeviceArray, ElementType } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';

export class SingleBackend extends ReferenceBackend {
  readonly #floats = new Map<number, DeviceArray>();

  override create(label: string, type: ElementType, length: number): DeviceArray {
    const array = super.create(label, type, length);
    if (type === 'f32') this.#floats.set(array.id, array);
    return array;
  }

  override write(array: DeviceArray, values: ArrayLike<number>, offset?: number): void {
    super.write(array, array.type === 'f32' ? Float32Array.from(values) : values, offset);
  }

  override destroy(array: DeviceArray): void {
    this.#floats.delete(array.id);
    super.destroy(array);
  }

  /** Everything that has been recorded happens first. */
  roundFloats(): void {
    this.submit();
    for (const array of this.#floats.values()) {
      const numbers = this.peek(array);
      numbers.set(Float32Array.from(numbers));
    }
  }
}
