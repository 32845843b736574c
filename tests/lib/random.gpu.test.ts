import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineKernel } from '../../src/compute/kernel';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { normalsFromWords, threefry2x32, uniformFromWord } from '../../src/math/random';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { flat, golden } from '../support/golden';
import { EXACT } from '../support/langevin-cases';

const shader = `
import package::lib::random::{logUniform, normalsFromWords, threefry2x32, uniformFromWord};
import package::lib::threads::threadIndex;

struct Params { threads: u32 }
override workgroupSize: u32 = 64;
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> keys: array<vec2u>;
@group(0) @binding(2) var<storage, read> counters: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> words: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> uniforms: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> normals: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> logs: array<f32>;

@compute @workgroup_size(workgroupSize)
fn draws(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads { return; }
  let pair = threefry2x32(keys[thread], counters[thread]);
  words[thread] = pair;
  uniforms[thread] = vec2f(uniformFromWord(pair.x), uniformFromWord(pair.y));
  normals[thread] = normalsFromWords(pair);
  logs[thread] = logUniform(uniformFromWord(pair.x));
}
`;

/** Everything that shaders/lib/random.wgsl draws from given keys and counters. */
const draws = defineKernel<Record<string, never>>({
  name: 'draws',
  module: 'kernels/draws',
  modules: { 'kernels/draws': shader },
  params: {},
  reference(arrays, _params, threads) {
    const { keys, counters, words } = arrays as Record<string, Uint32Array>;
    const { uniforms, normals, logs } = arrays as Record<string, Float64Array>;
    const pair = new Uint32Array(2);
    const two = new Float64Array(2);
    for (let i = 0; i < threads; i++) {
      threefry2x32(keys[2 * i], keys[2 * i + 1], counters[2 * i], counters[2 * i + 1], pair);
      normalsFromWords(pair[0], pair[1], two);
      words.set(pair, 2 * i);
      uniforms.set(Array.from(pair, uniformFromWord), 2 * i);
      normals.set(two, 2 * i);
      logs[i] = Math.log(uniformFromWord(pair[0]));
    }
  },
});

describe.runIf(await hasGpu())('shaders/lib/random.wgsl', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([false, true])('agrees with src/math/random.ts, software %s', async (software) => {
    await agreeAtEdges(backend, { ...draws, conditions: { software } }, (threads) => ({
      threads,
      arrays: {
        keys: { type: 'u32', values: Uint32Array.from({ length: 2 * threads }, (_, i) => 2654435761 * i) },
        counters: { type: 'u32', values: Uint32Array.from({ length: 2 * threads }, (_, i) => i >> 1) },
        words: { type: 'u32', length: 2 * threads, tolerance: EXACT },
        uniforms: { length: 2 * threads, tolerance: EXACT },
        // Radius (half the relative error of the logarithm) and angle to 4 roundings each, of values up to 5.77.
        normals: { length: 2 * threads, tolerance: { absolute: 8 * 5.77 * 2 ** -24, relative: 0 } },
        // Near u = 1 relative too: sqrt(-2 log u) would feel an absolute error.
        logs: { length: threads, tolerance: { absolute: 0, relative: 8 * 2 ** -24 } },
      },
    }));
  });

  it.each([false, true])('reproduces the published known answers, software %s', async (software) => {
    const kernel = { ...draws, conditions: { software } };
    for (const id of ['kat_threefry2x32-20', 'threefry2x32-20_stream']) {
      const { inputs, expected } = golden('rng', id);
      const counters = flat(inputs['ctr']);
      const rows = counters.length / 2;
      const key = flat(inputs['key']);
      // The stream has one key for all its counters.
      const keys = Array.from({ length: 2 * rows }, (_, i) => key[i % key.length]);
      const create = (label: string, type: 'u32' | 'f32', length: number) => backend.create(label, type, length);
      const arrays = {
        keys: create('keys', 'u32', 2 * rows),
        counters: create('counters', 'u32', 2 * rows),
        words: create('words', 'u32', 2 * rows),
        uniforms: create('uniforms', 'f32', 2 * rows),
        normals: create('normals', 'f32', 2 * rows),
        logs: create('logs', 'f32', rows),
      };
      backend.write(arrays.keys, keys);
      backend.write(arrays.counters, counters);
      await backend.prepare(kernel);
      backend.dispatch(kernel, { arrays, threads: rows });
      expect(Array.from(await backend.read(arrays.words)), id).toEqual(flat(expected['out']));
    }
  });
});
