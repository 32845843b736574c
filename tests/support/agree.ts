// The one way in which a kernel is compared with its float64 twin: the same case on both backends, outputs filled
// with a sentinel beforehand, every element within a stated tolerance, no error from the device.
import { expect } from 'vitest';
import type { Backend, DeviceArray, ElementType, HostArray } from '../../src/compute/backend';
import type { Kernel, KernelParams } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export interface AgreeArray {
  readonly type?: ElementType;
  /** Initial contents; rounded to f32 for both sides. */
  readonly values?: ArrayLike<number>;
  /** Instead of values: an output of this length, filled with a sentinel. */
  readonly length?: number;
  /** Compared after the launch; u32 outputs exactly unless stated. */
  readonly tolerance?: Tolerance;
}

export interface AgreeCase<P extends KernelParams> {
  readonly arrays: Readonly<Record<string, AgreeArray>>;
  readonly params?: Partial<P>;
  readonly threads: number;
}

/** A value that no kernel of ours computes, so that a slot which was forgotten is seen. */
const SENTINEL = { f32: -999.25, u32: 0xdecade };

/** Runs one case on the device and on the float64 twin and compares every array that states a tolerance. */
export async function agree<P extends KernelParams>(
  backend: WebGpuBackend,
  kernel: Kernel<P>,
  testCase: AgreeCase<P>,
): Promise<void> {
  const reference = new ReferenceBackend();
  const expected = await launch(reference, kernel, testCase);
  const got = await launch(backend, kernel, testCase);
  reference.dispose();
  for (const [name, { tolerance }] of Object.entries(testCase.arrays)) {
    if (tolerance)
      expectClose(
        `${kernel.name}: ${name}, ${testCase.threads} threads`,
        got[name] as HostArray,
        expected[name] as HostArray,
        tolerance,
      );
  }
}

/**
 * The sizes at which indexing goes wrong: one thread, a workgroup less one, exactly one, one more, an odd number, and
 * (with workgroups of one thread) beyond the 65,535 groups of one dimension.
 */
export async function agreeAtEdges<P extends KernelParams>(
  backend: WebGpuBackend,
  kernel: Kernel<P>,
  makeCase: (threads: number) => AgreeCase<P>,
): Promise<void> {
  const { workgroupSize } = kernel;
  for (const threads of [1, workgroupSize - 1, workgroupSize, workgroupSize + 1, 1_003])
    await agree(backend, kernel, makeCase(threads));
  await agree(backend, { ...kernel, workgroupSize: 1 }, makeCase(65_537));
}

async function launch<P extends KernelParams>(
  backend: Backend,
  kernel: Kernel<P>,
  testCase: AgreeCase<P>,
): Promise<Record<string, HostArray>> {
  await backend.prepare(kernel);
  const arrays: Record<string, DeviceArray> = {};
  for (const [name, { type = 'f32', values, length }] of Object.entries(testCase.arrays)) {
    const size = values?.length ?? length ?? 1;
    arrays[name] = backend.create(name, type, size);
    const contents = values ?? new Float64Array(size).fill(SENTINEL[type]);
    backend.write(arrays[name], type === 'f32' ? Float32Array.from(contents) : Uint32Array.from(contents));
  }
  backend.dispatch(kernel, {
    arrays,
    threads: testCase.threads,
    ...(testCase.params ? { params: testCase.params } : {}),
  });
  backend.submit();
  const results: Record<string, HostArray> = {};
  for (const [name, array] of Object.entries(arrays)) results[name] = await backend.read(array);
  for (const array of Object.values(arrays)) backend.destroy(array);
  return results;
}

/** Elementwise |got − expected| ≤ absolute + relative·|expected|; names the worst element. A NaN never passes. */
export function expectClose(
  label: string,
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute, relative }: Tolerance,
): void {
  expect(got.length, label).toBe(expected.length);
  let worst = -1;
  let excess = 0;
  for (let i = 0; i < expected.length; i++) {
    const want = expected[i] as number;
    const have = got[i] as number;
    const ratio = have === want ? 0 : Math.abs(have - want) / (absolute + relative * Math.abs(want));
    if (!(ratio <= Math.max(excess, 1))) {
      worst = i;
      excess = ratio;
      if (Number.isNaN(ratio)) break;
    }
  }
  if (worst >= 0) {
    expect.fail(
      `${label}: element ${worst} is ${got[worst]}, float64 says ${expected[worst]} (${excess.toPrecision(3)} times the tolerance)`,
    );
  }
}
