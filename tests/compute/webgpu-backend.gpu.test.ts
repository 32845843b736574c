import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GpuFaultError, GpuLostError, OutOfMemoryError } from '../../src/compute/backend';
import { defineKernel } from '../../src/compute/kernel';
import { LaunchCount } from '../../src/compute/launch-count';
import { Scope } from '../../src/compute/scope';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gpuBackend, hasGpu } from '../support/device';

const shader = `
struct Params { threads: u32, first: u32, amount: u32 }
override workgroupSize: u32 = 64;
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> values: array<u32>;
@compute @workgroup_size(workgroupSize)
fn addAmount(@builtin(global_invocation_id) id: vec3u) {
  if id.x < params.threads { values[params.first + id.x] += params.amount; }
}
`;

/** values[first …] += amount */
const addAmount = defineKernel<{ first: number; amount: number }>({
  name: 'addAmount',
  module: 'kernels/add-amount',
  modules: { 'kernels/addAmount': shader },
  params: { first: 0, amount: 1 },
  reference: () => undefined,
});

describe.runIf(await hasGpu())('WebGpuBackend', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
    await backend.prepare(addAmount);
  });
  afterAll(() => backend.dispose());

  it('says what it is', () => {
    expect(backend.kind).toBe('webgpu');
    expect(backend.adapterName).not.toBe('');
    expect(backend.limits.maxElements).toBeGreaterThan(2 ** 20);
  });

  it('creates zeroed arrays and reads parts of them', async () => {
    const array = backend.create('a', 'f32', 5);
    expect(await backend.read(array)).toEqual(new Float32Array(5));
    backend.write(array, [1, 2, 3], 2);
    expect(await backend.read(array, 1, 3)).toEqual(Float32Array.of(0, 1, 2));
    expect(await backend.read(backend.create('b', 'u32', 2))).toEqual(new Uint32Array(2));
  });

  it('keeps writes, launches, copies and clears in the order of the calls', async () => {
    const [values, saved] = [backend.create('values', 'u32', 2), backend.create('saved', 'u32', 2)];
    const add = (amount: number): void =>
      backend.dispatch(addAmount, { arrays: { values }, threads: 2, params: { amount } });
    backend.write(values, [1, 2]);
    add(10);
    backend.write(values, [100]);
    add(1);
    backend.copy(values, saved);
    add(5);
    const before = backend.read(values);
    backend.clear(values);
    add(7);
    expect(await before).toEqual(Uint32Array.of(106, 18));
    expect(await backend.read(saved)).toEqual(Uint32Array.of(101, 13));
    expect(await backend.read(values)).toEqual(Uint32Array.of(7, 7));
  });

  it('gives each of 300 launches of one submission its own params', async () => {
    const values = backend.create('values', 'u32', 300);
    for (let first = 0; first < 300; first++) {
      backend.dispatch(addAmount, { arrays: { values }, threads: 1, params: { first, amount: first * first } });
    }
    expect(await backend.read(values)).toEqual(Uint32Array.from({ length: 300 }, (_, i) => i * i));
  });

  it('refuses lengths and ranges that it cannot serve', async () => {
    const { maxElements } = backend.limits;
    for (const length of [0, -4, 1.5, NaN, maxElements + 1])
      expect(() => backend.create('a', 'f32', length)).toThrow(RangeError);
    const array = backend.create('chains', 'f32', 4);
    expect(() => backend.write(array, [1, 2], 3)).toThrow('chains: 2 values at 3 do not fit into 4');
    await expect(async () => backend.read(array, 2, 3)).rejects.toThrow(RangeError);
  });

  it('names what a launch lacks', () => {
    const values = backend.create('values', 'u32', 1);
    const unprepared = { ...addAmount };
    expect(() => backend.dispatch(unprepared, { arrays: { values }, threads: 1 })).toThrow(
      'addAmount was not prepared',
    );
    expect(() => backend.dispatch(addAmount, { arrays: {}, threads: 1 })).toThrow('addAmount: no array for values');
    backend.destroy(values);
    expect(() => backend.dispatch(addAmount, { arrays: { values }, threads: 1 })).toThrow('was destroyed');
  });

  it('counts what is alive, back to where it began', async () => {
    const before = backend.live;
    const scope = new Scope(backend);
    const values = scope.create('values', 'u32', 1000);
    const reading = backend.read(values);
    expect(backend.live).toEqual({ arrays: before.arrays + 1, bytes: before.bytes + 2 * 4000 + LaunchCount.bytes });
    await reading;
    backend.dispatch(addAmount, { arrays: { values }, threads: 1000 });
    scope.dispose();
    await backend.settled();
    expect(backend.live).toEqual(before);
  });

  it('turns a validation error into a fault, once, and goes on', async () => {
    const [long, short] = [backend.create('long', 'f32', 8), backend.create('short', 'f32', 4)];
    backend.copy(long, short);
    await expect(backend.settled()).rejects.toThrow(GpuFaultError);
    await backend.settled();
    expect(await backend.read(short)).toEqual(new Float32Array(4));
  });

  it('reports a failed allocation at the next wait', async () => {
    const { device } = backend;
    const popErrorScope = device.popErrorScope.bind(device);
    device.popErrorScope = async () => {
      await popErrorScope();
      return { message: 'out of memory' } as GPUError;
    };
    const array = backend.create('chains', 'f32', 16);
    device.popErrorScope = popErrorScope;
    // Work beside it, whose own failure nobody waits for, does not keep it from who must know.
    await backend.prepare({ ...addAmount, workgroupSize: 16 });
    await backend.drained();
    await expect(backend.settled()).rejects.toThrow(OutOfMemoryError);
    await expect(backend.settled()).resolves.toBeUndefined();
    backend.destroy(array);
  });

  it('makes nothing for a read that cannot be', async () => {
    const backend = await gpuBackend();
    const array = backend.create('gone', 'f32', 16);
    backend.destroy(array);
    const { device } = backend;
    let made = 0;
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => (made++, create(descriptor));
    expect(() => backend.read(array)).toThrow('gone was destroyed');
    device.createBuffer = create;
    expect(made).toBe(0);
  });
});

describe.runIf(await hasGpu())('a lost device', () => {
  it('is one error for everything that waits, and `lost` tells it was not intended', async () => {
    const backend = await gpuBackend();
    await backend.prepare(addAmount);
    const values = backend.create('values', 'u32', 4);
    const reading = backend.read(values);
    const settling = backend.settled();
    backend.device.destroy();
    const outcomes = await Promise.allSettled([reading, settling]);
    expect((await backend.lost).intended).toBe(false);
    for (const outcome of outcomes) {
      // What was finished before the loss may still arrive; what was not must say why.
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(GpuLostError);
    }
    await expect(backend.settled()).rejects.toThrow(GpuLostError);
    await expect(backend.read(values)).rejects.toThrow(GpuLostError);
    await expect(backend.prepare({ ...addAmount, workgroupSize: 32 })).rejects.toThrow(GpuLostError);
    backend.render('nothing', () => expect.fail('drew on a lost device'));
    backend.dispose();
  });

  it('is intended when we dispose it', async () => {
    const backend = await gpuBackend();
    backend.create('a', 'f32', 4);
    backend.dispose();
    backend.dispose();
    expect((await backend.lost).intended).toBe(true);
    expect(backend.live).toEqual({ arrays: 0, bytes: 0 });
    await expect(backend.settled()).rejects.toThrow(GpuLostError);
  });
});
