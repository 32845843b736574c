// The proof that a kernel did its work: it counts every particle-step on the device, and so does the host.
import { GpuFaultError, type Backend, type DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';

export class Progress {
  /** u32 [length]; the first counts particle-steps modulo 2³², others are the kernel's own. */
  readonly counters: DeviceArray;
  readonly #backend: Backend;
  readonly #noun: string;
  #expected = 0;

  /** `noun`: what is counted, for the sentence of a fault: 'chain-steps'. */
  constructor(backend: Backend, scope: Scope, label: string, noun: string, length = 1) {
    this.#backend = backend;
    this.#noun = noun;
    this.counters = scope.create(`${label}: progress`, 'u32', length);
  }

  /** So many particle-steps were asked for. */
  expect(steps: number): void {
    this.#expected = (this.#expected + steps) >>> 0;
  }

  /** Another number than was asked for is a fault, never a result. */
  async verify(): Promise<void> {
    const expected = this.#expected;
    const [done] = await this.#backend.read(this.counters, 0, 1);
    if (done !== expected)
      throw new GpuFaultError(`the device did ${done} ${this.#noun} where ${expected} were asked for (modulo 2³²)`);
  }
}
