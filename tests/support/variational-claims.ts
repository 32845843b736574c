// One claim of the variational lab at a time, on data and settings of a test's own, and backends that break its premise.
import type { Call } from '../../src/compute/backend';
import type { Kernel, KernelParams } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { ClaimBook } from '../../src/experiment/claim-book';
import type { ClaimResult } from '../../src/experiment/lab';
import { readParameters } from '../../src/experiment/parameters';
import { claims } from '../../src/labs/variational/claims';
import type { ClaimContext } from '../../src/labs/variational/claims/context';
import variational from '../../src/labs/variational/lab';
import { shapeOf, type Values } from '../../src/labs/variational/parameters';
import { principalVariances } from '../../src/math/pca-maximum';
import { centred } from '../../src/data/centred';
import { clusteredPoints } from './variational-cases';

type Written = Readonly<Record<string, Float64Array>>;

/** A reference backend whose named kernels compute something else: other params, or arrays changed after the fact. */
export class SpoiledBackend extends ReferenceBackend {
  readonly #kernel: string;
  readonly #spoil: (written: Written) => void;
  readonly #params: (params: KernelParams) => KernelParams;

  constructor(
    kernel: string,
    spoil: (written: Written) => void,
    params: (params: KernelParams) => KernelParams = (params) => params,
  ) {
    super();
    [this.#kernel, this.#spoil, this.#params] = [kernel, spoil, params];
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    if (kernel.name !== this.#kernel) return super.dispatch(kernel, call);
    super.dispatch(kernel, { ...call, params: this.#params({ ...kernel.params, ...call.params }) as P });
    this.submit();
    this.#spoil(
      Object.fromEntries(Object.entries(call.arrays).map(([name, array]) => [name, this.peek(array)])) as Written,
    );
  }
}

/** Params of the named kernel multiplied. */
export function timed(kernel: string, param: string, factor: number): ReferenceBackend {
  return new SpoiledBackend(
    kernel,
    () => undefined,
    (params) => ({ ...params, [param]: factor * params[param] }),
  );
}

/** Columns of `pieces`, which has `width` of them, changed row by row. */
export function pieces(kernel: string, width: number, change: (row: Float64Array) => void): ReferenceBackend {
  return new SpoiledBackend(kernel, ({ pieces: all }) => {
    for (let at = 0; at < all.length; at += width) change(all.subarray(at, at + width));
  });
}

const x = centred(clusteredPoints(90, 2, 11), 2).points;
const mixture = Float64Array.of(0.3, -2, -1, 0.5, 0.35, 0.1, 0.2, 0.7, 0.35, 1.9, 0.9, 0.4);
const pca = Float64Array.of(1.6, 0.8, 0.3, -0.4, 0.1, -0.2, 0.5);

export function contextOf(values: Partial<Values> = {}, more: Partial<ClaimContext> = {}): ClaimContext {
  const all = readParameters(variational.parameters, values) as Values;
  const evidence = Float64Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? -2 : -2.5));
  const shape = shapeOf(all, 2);
  return {
    backend: new ReferenceBackend(),
    dimension: 2,
    shape,
    components: shape.components,
    batch: all.batch,
    mistake: all.mistake,
    rho: 1,
    values: all,
    seed: 7,
    step: 100,
    x,
    count: 90,
    principal: principalVariances(x, 2),
    floor: 1e-4,
    theta: all.model === 'pca' ? pca : mixture,
    evidence,
    bound: evidence,
    followed: 0,
    chosen: false,
    before: undefined,
    ...more,
  };
}

export async function verdictOf(
  id: string,
  values: Partial<Values> = {},
  more: Partial<ClaimContext> = {},
): Promise<ClaimResult> {
  const one = claims.filter((claim) => claim.id === id);
  const [result] = await new ClaimBook(one, 'starts').ask(contextOf(values, more), '', 0);
  if (!result) throw new Error(`no claim ${id}`);
  return result;
}
