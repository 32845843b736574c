// The step counters of the kernels themselves: a launch that ran and took fewer steps than it was told is a fault.
import { describe, expect, it } from 'vitest';
import { GpuFaultError, type Call } from '../../src/compute/backend';
import type { Kernel, KernelParams } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { defaultValues } from '../../src/experiment/parameters';
import { allLabs } from '../support/all-labs';

/** Takes one step of the particles, or counts one of them, fewer than it was told. */
class LazyBackend extends ReferenceBackend {
  readonly #key: 'steps' | 'count';
  lazy = false;
  skipped = 0;

  constructor(key: 'steps' | 'count') {
    super();
    this.#key = key;
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    const told = call.params?.[this.#key];
    const moves = 'positions' in call.arrays;
    if (!this.lazy || !moves || told === undefined || told < 2) return super.dispatch(kernel, call);
    this.skipped++;
    super.dispatch(kernel, { ...call, params: { ...(call.params as P), [this.#key]: told - 1 } });
  }
}

describe.each(allLabs.map((lab) => [lab.id, lab] as const))('%s', (_, lab) => {
  const sizes = lab.parameters.filter(
    (parameter) => parameter.kind === 'number' && parameter.restarts && parameter.integer && parameter.value > 256,
  );
  const params = { ...defaultValues(lab.parameters), ...Object.fromEntries(sizes.map(({ key }) => [key, 256])) };

  it('steps that are too many are cut short by a timer, although they compute on its thread', async () => {
    const run = await lab.start({ backend: new ReferenceBackend(), params, seed: 7, data: {} });
    const many = 100_000;
    await run.advance(many, AbortSignal.timeout(100));
    expect(run.step).toBeLessThan(many);
    run.dispose();
  });

  for (const key of ['steps', 'count'] as const)
    it(`a launch that leaves out one of its ${key} is found`, async () => {
      const backend = new LazyBackend(key);
      const run = await lab.start({ backend, params, seed: 7, data: {} });
      await run.advance(8);
      await run.measure();
      backend.lazy = true;
      const work = async (): Promise<void> => {
        await run.advance(8);
        await run.measure();
      };
      // A lab whose kernels take one step of all particles a launch is proven by the count of launches.
      const outcome = await work().catch((error: unknown) => error);
      if (backend.skipped > 0) expect(outcome).toBeInstanceOf(GpuFaultError);
      else expect(outcome).toBeUndefined();
      run.dispose();
    });
});
