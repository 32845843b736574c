import { afterEach, describe, expect, it } from 'vitest';
import { defineKernel } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';

const scale = defineKernel<{ factor: number }>({
  name: 'scale',
  module: 'kernels/scale',
  params: { factor: 2 },
  reference(arrays, { factor }, threads) {
    for (let i = 0; i < threads; i++) arrays['values'][i] *= factor;
  },
});

describe('ReferenceBackend', () => {
  let backend = new ReferenceBackend();
  afterEach(() => {
    backend.dispose();
    backend = new ReferenceBackend();
  });

  it('creates zeroed arrays of doubles and of u32', async () => {
    const [doubles, words] = [backend.create('a', 'f32', 3), backend.create('b', 'u32', 2)];
    expect(await backend.read(doubles)).toEqual(new Float64Array(3));
    expect(await backend.read(words)).toEqual(new Uint32Array(2));
  });

  it('runs launches when they are submitted, in order with everything else', async () => {
    const [values, saved] = [backend.create('values', 'f32', 2), backend.create('saved', 'f32', 2)];
    backend.write(values, [1, 3]);
    backend.dispatch(scale, { arrays: { values }, threads: 2 });
    backend.copy(values, saved);
    backend.dispatch(scale, { arrays: { values }, threads: 1, params: { factor: 10 } });
    expect([...backend.peek(values)]).toEqual([1, 3]);
    backend.submit();
    expect([...backend.peek(values)]).toEqual([20, 6]);
    expect(await backend.read(saved)).toEqual(Float64Array.of(2, 6));
    backend.clear(values);
    backend.write(values, [5], 1);
    expect(await backend.read(values)).toEqual(Float64Array.of(0, 5));
    expect(await backend.read(values, 1, 1)).toEqual(Float64Array.of(5));
  });

  it('wraps u32 as the device does', async () => {
    const words = backend.create('words', 'u32', 1);
    backend.write(words, [2 ** 32 - 1]);
    backend.dispatch(defineKernel({ ...scale, reference: (arrays) => void arrays['words'][0]++ }), {
      arrays: { words },
      threads: 1,
    });
    expect(await backend.read(words)).toEqual(Uint32Array.of(0));
  });

  it('counts what is alive', () => {
    const before = backend.live;
    const array = backend.create('a', 'f32', 10);
    expect(backend.live).toEqual({ arrays: 1, bytes: 80 });
    backend.destroy(array);
    expect(backend.live).toEqual(before);
  });

  it.each([0, -1, 1.5, 2 ** 26 + 1, NaN])('refuses a length of %f', (length) => {
    expect(() => backend.create('a', 'f32', length)).toThrow(RangeError);
  });

  it('refuses to write or read beyond the end', () => {
    const array = backend.create('chains', 'f32', 2);
    expect(() => backend.write(array, [1, 2], 1)).toThrow('chains');
    expect(() => backend.write(array, [1, 2, 3])).toThrow(RangeError);
    return expect(backend.read(array, 1, 2)).rejects.toThrow(RangeError);
  });

  it('tells an array that is not its own or no longer there', () => {
    const array = backend.create('gone', 'f32', 1);
    backend.destroy(array);
    expect(() => backend.peek(array)).toThrow('gone');
  });

  it('is lost on purpose when it is disposed', async () => {
    backend.dispose();
    expect(await backend.lost).toEqual({ intended: true, message: 'disposed' });
  });
});
