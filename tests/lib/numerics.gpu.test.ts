import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineKernel } from '../../src/compute/kernel';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

const shader = `
import package::lib::numerics::exp2Share;
import package::lib::threads::threadIndex;

struct Params { threads: u32 }
override workgroupSize: u32 = 64;
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> exponents: array<f32>;
@group(0) @binding(2) var<storage, read_write> powers: array<f32>;

@compute @workgroup_size(workgroupSize)
fn powersOfTwo(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads { return; }
  powers[thread] = exp2Share(exponents[thread]);
}
`;

const powersOfTwo = defineKernel<Record<string, never>>({
  name: 'powersOfTwo',
  module: 'kernels/powersOfTwo',
  modules: { 'kernels/powersOfTwo': shader },
  params: {},
  reference({ exponents, powers }, _params, threads) {
    for (let i = 0; i < threads; i++) powers[i] = 2 ** Math.max(-60, exponents[i]);
  },
});

describe.runIf(await hasGpu())('exp2Share of shaders/lib/numerics.wgsl', () => {
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
  ])('is right, software %s, to %i units of the last place', async (software, units) => {
    await agree(
      backend,
      { ...powersOfTwo, conditions: { software } },
      {
        threads: values.length,
        arrays: {
          exponents: { values },
          powers: { length: values.length, tolerance: { absolute: 0, relative: units * 2 ** -23 } },
        },
      },
    );
  });

  it('is 1 at 0, exactly', async () => {
    const arrays = {
      exponents: backend.create('exponents', 'f32', 1),
      powers: backend.create('powers', 'f32', 1),
    };
    backend.write(arrays.exponents, [0]);
    await backend.prepare(powersOfTwo);
    backend.dispatch(powersOfTwo, { arrays, threads: 1 });
    expect(Array.from(await backend.read(arrays.powers))).toEqual([1]);
  });
});
