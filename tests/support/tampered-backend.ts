// A reference backend that computes something else than it was asked: the premise of a claim, broken on purpose.
import type { Backend, Call } from '../../src/compute/backend';
import type { Kernel, KernelParams } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';

/** New params for launches of the named kernel. */
export type Tampering = Readonly<Record<string, (params: KernelParams) => KernelParams>>;

export class TamperedBackend extends ReferenceBackend {
  readonly #tampering: Tampering;

  constructor(tampering: Tampering) {
    super();
    this.#tampering = tampering;
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    const tamper = this.#tampering[kernel.name];
    super.dispatch(kernel, tamper ? { ...call, params: tamper({ ...kernel.params, ...call.params }) as P } : call);
  }
}

/** Told of every launch, with all of its params; what it returns is launched instead. */
export type Tamper = (kernel: string, params: KernelParams) => KernelParams;

/** Any backend, the launches of which are tampered with. */
export function tamperedWith(backend: Backend, tamper: Tamper): Backend {
  const dispatch = <P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void => {
    const params = tamper(kernel.name, { ...kernel.params, ...call.params }) as P;
    backend.dispatch(kernel, { ...call, params });
  };
  return new Proxy(backend, {
    get(target, key) {
      if (key === 'dispatch') return dispatch;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A reference backend on which the named kernels see a score multiplied by `factor`. */
export class WrongScoreBackend extends ReferenceBackend {
  readonly #kernels: readonly string[];
  readonly #factor: number;

  constructor(kernels: readonly string[], factor: number) {
    super();
    this.#kernels = kernels;
    this.#factor = factor;
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    super.dispatch(kernel, call);
    if (!this.#kernels.includes(kernel.name)) return;
    // The field is what these kernels write, so it is scaled after the fact.
    const score = call.arrays['score'];
    this.submit();
    if (score)
      this.write(
        score,
        Array.from(this.peek(score), (value) => value * this.#factor),
      );
  }
}
