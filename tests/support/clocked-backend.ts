// A backend on which time is what a formula says: launches are not run, but timed. For claims about cost.
import { vi } from 'vitest';
import type { Call } from '../../src/compute/backend';
import type { Kernel, KernelParams } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';

/** Milliseconds of one launch. */
export type Cost = (kernel: string, params: KernelParams, threads: number) => number;

export class ClockedBackend extends ReferenceBackend {
  readonly #cost: Cost;
  #now = 0;

  /** From here on `performance.now` is this backend's clock, until mocks are restored. */
  constructor(cost: Cost) {
    super();
    this.#cost = cost;
    vi.spyOn(performance, 'now').mockImplementation(() => this.#now);
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    this.#now += this.#cost(kernel.name, { ...kernel.params, ...call.params }, call.threads);
  }
}
