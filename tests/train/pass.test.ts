// Which pass a device gets, and what it is refused.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { workgroupBytes } from '../../src/kernels/network-pass';
import { modelSize } from '../../src/math/score-model';
import { passFor, sharesOf } from '../../src/train/pass';
import { linear, networks } from '../support/score-models';

function backendWith(limits: Partial<Backend['limits']>): Backend {
  const backend = new ReferenceBackend();
  return Object.create(backend, { limits: { value: { ...backend.limits, ...limits } } }) as Backend;
}

const wide = (layers: number, width: number) => ({ ...networks[1], layers, width });

describe('passFor', () => {
  it('takes as many samples at a time as workgroup memory holds', () => {
    const small = backendWith({ workgroupBytes: 16_384 });
    expect(passFor(small, wide(2, 64), 512).tile).toBe(16);
    expect(passFor(small, wide(2, 128), 512).tile).toBe(8);
    expect(passFor(small, wide(3, 256), 512).tile).toBe(4);
    expect(passFor(backendWith({ workgroupBytes: 32_768 }), wide(4, 256), 512).tile).toBe(4);
    for (const quads of [1, 2, 4]) expect(workgroupBytes(wide(2, 64), quads)).toBeGreaterThan(2 * 64 * 16 * quads);
  });

  it('refuses in words what does not fit, before anything is compiled', () => {
    expect(() => passFor(backendWith({ workgroupBytes: 16_384 }), wide(4, 256), 512)).toThrow(
      'a network of 4 layers of 256 asks for 16,544 bytes of workgroup memory; this device has 16,384: fewer layers, or narrower ones, are allowed',
    );
  });

  it('takes fours of threads where the device has them', () => {
    const quads = backendWith({ hasQuads: true, workgroupBytes: 0 });
    expect(passFor(quads, wide(2, 64), 512)).toMatchObject({ tile: 64, threads: 4 });
    expect(passFor(quads, wide(2, 128), 512)).toMatchObject({ tile: 32, threads: 4 });
    expect(passFor(quads, wide(4, 256), 65_536)).toMatchObject({ tile: 16, threads: 4 });
    expect(passFor(quads, wide(2, 64), 16)).toMatchObject({ tile: 16, threads: 4 });
    expect(passFor(quads, linear, 512)).toMatchObject({ threads: 1 });
  });

  it('shares every sample out to one slab', () => {
    const pass = passFor(backendWith({ hasQuads: true }), wide(2, 64), 512);
    for (const batch of [16, 100, 512, 4096, 65_536]) {
      const { span, slabs } = sharesOf(pass, wide(2, 64), batch);
      expect(span % pass.tile).toBe(0);
      expect((slabs - 1) * span).toBeLessThan(batch);
      expect(slabs * span).toBeGreaterThanOrEqual(batch);
    }
    const huge = wide(4, 256);
    const { slabs } = sharesOf(passFor(backendWith({}), huge, 65_536), huge, 65_536);
    expect(slabs * modelSize(huge)).toBeLessThan(2 ** 24);
  });
});
