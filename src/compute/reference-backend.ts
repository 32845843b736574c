// The backend without a GPU: the float64 twins of the kernels over typed arrays. It is the oracle of the tests, and
// what the page runs on where there is no WebGPU. Launches run when they are submitted, as on a device.
import type { Backend, Call, DeviceArray, ElementType, HostArray, LiveCounts, Loss } from './backend';
import type { Kernel, KernelParams, ReferenceArrays } from './kernel';

type Storage = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Beyond 2^26 numbers a typed array of doubles passes half a gibibyte. */
const MOST_ELEMENTS = 2 ** 26;

export class ReferenceBackend implements Backend {
  readonly kind = 'reference';
  readonly adapterName = 'CPU, double precision';
  readonly limits = { maxElements: MOST_ELEMENTS, workgroupBytes: Infinity, hasQuads: false };
  readonly lost: Promise<Loss>;
  readonly #storage = new Map<number, Storage>();
  #recorded: (() => void)[] = [];
  #nextId = 1;
  #settleLost: (loss: Loss) => void = () => undefined;

  constructor() {
    this.lost = new Promise((resolve) => {
      this.#settleLost = resolve;
    });
  }

  get live(): LiveCounts {
    let bytes = 0;
    for (const { byteLength } of this.#storage.values()) bytes += byteLength;
    return { arrays: this.#storage.size, bytes };
  }

  create(label: string, type: ElementType, length: number): DeviceArray {
    if (!Number.isInteger(length) || length < 1 || length > MOST_ELEMENTS) {
      throw new RangeError(`${label}: length is ${length}; the reference backend allows 1 to ${MOST_ELEMENTS}`);
    }
    const array = { id: this.#nextId++, label, type, length };
    this.#storage.set(array.id, type === 'f32' ? new Float64Array(length) : new Uint32Array(length));
    return array;
  }

  write(array: DeviceArray, values: ArrayLike<number>, offset = 0): void {
    if (offset + values.length > array.length)
      throw new RangeError(`${array.label}: ${values.length} values at ${offset} do not fit into ${array.length}`);
    this.submit();
    this.peek(array).set(values, offset);
  }

  clear(array: DeviceArray): void {
    this.#recorded.push(() => this.peek(array).fill(0));
  }

  copy(source: DeviceArray, target: DeviceArray): void {
    this.#recorded.push(() => this.peek(target).set(this.peek(source)));
  }

  async prepare(): Promise<void> {
    // Nothing to compile: the twin is TypeScript.
  }

  dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    const arrays: ReferenceArrays = {};
    for (const [name, array] of Object.entries(call.arrays)) arrays[name] = this.peek(array);
    const params = { ...kernel.params, ...call.params };
    this.#recorded.push(() => kernel.reference(arrays, params, call.threads));
  }

  submit(): void {
    const recorded = this.#recorded;
    this.#recorded = [];
    for (const launch of recorded) launch();
  }

  async settled(): Promise<void> {
    this.submit();
  }

  drained(): Promise<void> {
    return this.settled().catch(() => undefined);
  }

  async read(array: DeviceArray, offset = 0, length = array.length - offset): Promise<HostArray> {
    if (length < 1 || offset < 0 || offset + length > array.length)
      throw new RangeError(`${array.label}: cannot read ${length} at ${offset} of ${array.length}`);
    this.submit();
    return this.peek(array).slice(offset, offset + length);
  }

  destroy(array: DeviceArray): void {
    this.submit();
    this.#storage.delete(array.id);
  }

  dispose(): void {
    this.#storage.clear();
    this.#recorded = [];
    this.#settleLost({ intended: true, message: 'disposed' });
  }

  /** The numbers themselves, for drawing without a copy. */
  peek(array: DeviceArray): Storage {
    const storage = this.#storage.get(array.id);
    if (!storage) throw new Error(`${array.label} was destroyed or belongs to another backend`);
    return storage;
  }
}
