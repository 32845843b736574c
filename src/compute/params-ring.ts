// The uniform values of all launches of one submission. A submission holds many launches of the same kernel with
// different params (firstStep, say), so each launch gets its own 256-byte slot, bound with a dynamic offset, and all
// slots are uploaded in one write just before the submission. Queue operations run in order, so the next submission
// may start again at slot 0.
import type { KernelParams } from './kernel';
import type { KernelLayout } from './wgsl';

const SLOT_BYTES = 256;
const SLOTS = 256;

export class ParamsRing {
  readonly buffer: GPUBuffer;
  readonly #bytes = new ArrayBuffer(SLOT_BYTES * SLOTS);
  readonly #view = new DataView(this.#bytes);
  #used = 0;

  constructor(buffer: GPUBuffer) {
    this.buffer = buffer;
  }

  static readonly bytes = SLOT_BYTES * SLOTS;

  get full(): boolean {
    return this.#used === SLOTS;
  }

  /** Packs one launch; returns its byte offset. Every field of Params must have a value. */
  push(name: string, layout: KernelLayout, params: KernelParams, threads: number): number {
    if (layout.paramsBytes > SLOT_BYTES)
      throw new Error(`${name}: Params needs ${layout.paramsBytes} bytes, a slot has ${SLOT_BYTES}`);
    const base = this.#used++ * SLOT_BYTES;
    for (const field of layout.params) {
      const value = field.name === 'threads' ? threads : params[field.name];
      if (value === undefined) throw new Error(`${name}: Params.${field.name} has no value`);
      if (field.type === 'f32') this.#view.setFloat32(base + field.offset, value, true);
      else this.#view.setUint32(base + field.offset, value, true);
    }
    return base;
  }

  /** Uploads what was pushed and starts over. */
  flush(queue: GPUQueue): void {
    if (this.#used > 0) queue.writeBuffer(this.buffer, 0, this.#bytes, 0, this.#used * SLOT_BYTES);
    this.#used = 0;
  }
}
