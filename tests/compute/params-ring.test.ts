import { describe, expect, it } from 'vitest';
import { ParamsRing } from '../../src/compute/params-ring';
import type { KernelLayout } from '../../src/compute/wgsl';

const layout: KernelLayout = {
  params: [
    { name: 'threads', type: 'u32', offset: 0 },
    { name: 'seed', type: 'u32', offset: 4 },
    { name: 'stepSize', type: 'f32', offset: 8 },
  ],
  paramsBytes: 16,
  storage: [],
  overrides: [],
};

interface Upload {
  readonly bytes: ArrayBuffer;
  readonly size: number;
}

/** A queue that only remembers, and the ring that uploads to it. */
function ringAndUploads() {
  const uploads: Upload[] = [];
  const buffer = {} as GPUBuffer;
  const queue = {
    writeBuffer: (_buffer: GPUBuffer, _at: number, bytes: ArrayBuffer, from: number, size: number) =>
      uploads.push({ bytes: bytes.slice(from, from + size), size }),
  } as unknown as GPUQueue;
  return { ring: new ParamsRing(buffer), queue, uploads };
}

describe('ParamsRing', () => {
  it('gives each launch a slot of its own and uploads all slots at once', () => {
    const { ring, queue, uploads } = ringAndUploads();
    const offsets = [1, 2, 3].map((seed) => ring.push('k', layout, { seed, stepSize: seed / 8 }, 10 * seed));
    ring.flush(queue);
    expect(offsets).toEqual([0, 256, 512]);
    expect(uploads).toHaveLength(1);
    const view = new DataView(uploads[0].bytes);
    const slots = offsets.map((at) => [
      view.getUint32(at, true),
      view.getUint32(at + 4, true),
      view.getFloat32(at + 8, true),
    ]);
    expect(slots).toEqual([
      [10, 1, 0.125],
      [20, 2, 0.25],
      [30, 3, 0.375],
    ]);
  });

  it('starts over after the upload and uploads nothing twice', () => {
    const { ring, queue, uploads } = ringAndUploads();
    ring.push('k', layout, { seed: 1, stepSize: 1 }, 1);
    ring.flush(queue);
    ring.flush(queue);
    expect(uploads).toHaveLength(1);
    expect(ring.push('k', layout, { seed: 1, stepSize: 1 }, 1)).toBe(0);
  });

  it('says when it is full', () => {
    const { ring } = ringAndUploads();
    let pushed = 0;
    for (; !ring.full; pushed++) ring.push('k', layout, { seed: 0, stepSize: 0 }, 1);
    expect(pushed * 256).toBe(ParamsRing.bytes);
  });

  it('keeps 32-bit seeds whole', () => {
    const { ring, queue, uploads } = ringAndUploads();
    ring.push('k', layout, { seed: 2 ** 32 - 1, stepSize: 0 }, 1);
    ring.flush(queue);
    expect(new DataView(uploads[0].bytes).getUint32(4, true)).toBe(2 ** 32 - 1);
  });

  it('names a field without a value and a struct that is too large', () => {
    const { ring } = ringAndUploads();
    expect(() => ring.push('langevinUla', layout, { seed: 1 }, 1)).toThrow('langevinUla: Params.stepSize has no value');
    expect(() => ring.push('k', { ...layout, paramsBytes: 272 }, { seed: 1, stepSize: 1 }, 1)).toThrow('272 bytes');
  });
});
