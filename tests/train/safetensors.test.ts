import { describe, expect, it } from 'vitest';
import { readTensors, writeTensors } from '../../src/train/safetensors';

describe('safetensors', () => {
  const file = {
    metadata: new Map([['who', 'me']]),
    tensors: new Map([
      ['a', { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 5, 6) }],
      ['b', { shape: [1], values: Float32Array.of(7) }],
      ['c', { shape: [0], values: new Float32Array(0) }],
    ]),
  };

  it('is laid out as the format says', () => {
    const bytes = writeTensors(file);
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { who: 'me' },
      a: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      b: { dtype: 'F32', shape: [1], data_offsets: [24, 28] },
      c: { dtype: 'F32', shape: [0], data_offsets: [28, 28] },
    });
    expect(view.getFloat32(8 + length + 8, true)).toBe(3.5);
    expect(bytes.length).toBe(8 + length + 28);
  });

  it('comes back, from the middle of a buffer too', () => {
    const bytes = writeTensors(file);
    const held = new Uint8Array(bytes.length + 3);
    held.set(bytes, 3);
    expect(readTensors(held.subarray(3))).toEqual(file);
  });
});
