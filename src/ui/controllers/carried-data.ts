// What an address carries of the data that a page is about, packed once for all that is written while they stay the same.
import { isOther } from '../../data/axes';
import { carriedOf, sameArrays, type Carried, type Enclosed } from '../enclosure';

export class CarriedData {
  readonly #changed: () => void;
  #enclosed: Enclosed = { data: {} };
  #carried: Carried | undefined = {};
  #packing: Promise<void> = Promise.resolve();

  /** `changed` is called when data has been packed. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Undefined while they are being packed. */
  of(enclosed: Enclosed): Carried | undefined {
    if (!isSame(enclosed, this.#enclosed)) {
      this.#enclosed = enclosed;
      this.#carried = undefined;
      this.#packing = this.#pack(enclosed);
    }
    return this.#carried;
  }

  /** What is known of it at once; nothing of other data than the last. */
  known(enclosed: Enclosed): Carried {
    return isSame(enclosed, this.#enclosed) ? (this.#carried ?? {}) : {};
  }

  /** The same, once they are packed. */
  async settled(enclosed: Enclosed): Promise<Carried> {
    this.of(enclosed);
    await this.#packing;
    return this.#carried ?? {};
  }

  async #pack(enclosed: Enclosed): Promise<void> {
    const carried = await carriedOf(enclosed);
    if (this.#enclosed !== enclosed) return this.#packing;
    this.#carried = carried;
    this.#changed();
  }
}

function isSame(one: Enclosed, other: Enclosed): boolean {
  return sameArrays(one.data, other.data) && !isOther(one.axes, other.axes);
}
