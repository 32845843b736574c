import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineKernel } from '../../src/compute/kernel';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

const shader = `
import package::lib::numerics::{exp2Share, expBounded};
import package::lib::threads::threadIndex;

struct Params { threads: u32 }
override workgroupSize: u32 = 64;
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> exponents: array<f32>;
@group(0) @binding(2) var<storage, read_write> powers: array<f32>;
@group(0) @binding(3) var<storage, read_write> exponentials: array<f32>;

@compute @workgroup_size(workgroupSize)
fn powersOfTwo(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads { return; }
  powers[thread] = exp2Share(min(exponents[thread], 0.0));
  exponentials[thread] = expBounded(exponents[thread]);
}
`;

const powersOfTwo = defineKernel<Record<string, never>>({
  name: 'powersOfTwo',
  module: 'kernels/powersOfTwo',
  modules: { 'kernels/powersOfTwo': shader },
  params: {},
  reference({ exponents, powers, exponentials }, _params, threads) {
    for (let i = 0; i < threads; i++) {
      powers[i] = 2 ** Math.max(-60, Math.min(0, exponents[i]));
      exponentials[i] = Math.exp(exponents[i]);
    }
  },
});

describe.runIf(await hasGpu())('the exponentials of shaders/lib/numerics.wgsl', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  // Beside every integer, where the two halves of the number meet, and evenly between.
  const beside = Array.from({ length: 62 }, (_, n) => [-n, -n * (1 - 2 ** -23) - 2 ** -23, -n * (1 + 2 ** -23)]).flat();
  const between = Array.from({ length: 20_000 }, (_, i) => (-62 * i) / 20_000);
  const values = Float32Array.from([...beside, ...between, -126, -127, -1000, -3e38]);

  // Ours: 3 units of 2^-23 at most. Built in: 3 + 2 |t| units by the WGSL specification.
  it.each([
    [true, 3],
    [false, 3 + 2 * 60],
  ])('powers of two are right, software %s, to %i units of the last place', async (software, units) => {
    await agree(
      backend,
      { ...powersOfTwo, conditions: { software } },
      {
        threads: values.length,
        arrays: {
          exponents: { values },
          powers: { length: values.length, tolerance: { absolute: 0, relative: units * 2 ** -23 } },
          exponentials: { length: values.length },
        },
      },
    );
  });

  // 3 + 2 |t| units of the last place, as the WGSL specification has it: the exponent itself is rounded.
  it.each([true, false])('e^t is right up to 87, software %s', async (software) => {
    const exponents = Float32Array.from({ length: 20_001 }, (_, i) => (87 * (i - 10_000)) / 10_000);
    await agree(
      backend,
      { ...powersOfTwo, conditions: { software } },
      {
        threads: exponents.length,
        arrays: {
          exponents: { values: exponents },
          powers: { length: exponents.length },
          exponentials: {
            length: exponents.length,
            tolerance: { absolute: 0, relative: (3 + 2 * 87) * 2 ** -23 },
          },
        },
      },
    );
  });

  it.each([true, false])('is 1 at 0, exactly, and stays finite and positive beyond, software %s', async (software) => {
    const kernel = { ...powersOfTwo, conditions: { software } };
    const arrays = {
      exponents: backend.create('exponents', 'f32', 5),
      powers: backend.create('powers', 'f32', 5),
      exponentials: backend.create('exponentials', 'f32', 5),
    };
    backend.write(arrays.exponents, [0, 90, -90, 3e38, -3e38]);
    await backend.prepare(kernel);
    backend.dispatch(kernel, { arrays, threads: 5 });
    expect(Array.from(await backend.read(arrays.powers))).toEqual([1, 1, 2 ** -60, 1, 2 ** -60]);
    const [one, ...far] = Array.from(await backend.read(arrays.exponentials));
    expect(one).toBe(1);
    // The bound is e^87 or 2^126.
    const logs = far.map((value, i) => Math.log(value) * (i % 2 === 0 ? 1 : -1));
    expect(Math.min(...logs)).toBeGreaterThan(86.99);
    expect(Math.max(...logs)).toBeLessThan(87.34);
  });
});
