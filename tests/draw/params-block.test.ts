import { describe, expect, it } from 'vitest';
import { linkShader } from '../../src/compute/wgsl';
import { packParams, paramsBytes, paramsFields } from '../../src/draw/params-block';

const CODE = `
struct Other { a: vec2f }
struct Params {
  // How many: not a field.
  count: u32,
  size: f32, // trailing: words
  last: f32,
}`;

describe('paramsFields', () => {
  it('reads names and types in order and leaves comments out', () => {
    expect(paramsFields(CODE)).toEqual([
      { name: 'count', type: 'u32' },
      { name: 'size', type: 'f32' },
      { name: 'last', type: 'f32' },
    ]);
  });

  it('refuses what has an alignment to get wrong', () => {
    expect(() => paramsFields('struct Params { a: f32, b: vec2f, }')).toThrow('Params.b is vec2f');
    expect(() => paramsFields('struct Other { a: f32 }')).toThrow('no struct Params');
  });

  it('finds the block of every shader pair after linking', async () => {
    expect(paramsFields(await linkShader('draw/particle-points')).at(-1)).toEqual({ name: 'alpha', type: 'f32' });
    expect(paramsFields(await linkShader('draw/density-image'))).toEqual([{ name: 'side', type: 'f32' }]);
  });
});

describe('packParams', () => {
  it('places values by name, in words, rounded up to 16 bytes', () => {
    const fields = paramsFields(CODE);
    const bytes = packParams(fields, { last: 0.5, size: -2, count: 4_000_000_000 });
    expect(bytes.byteLength).toBe(16);
    expect(paramsBytes(fields)).toBe(16);
    expect(new Uint32Array(bytes)[0]).toBe(4_000_000_000);
    expect([...new Float32Array(bytes, 4)]).toEqual([-2, 0.5, 0]);
  });

  it('names the value that is missing', () => {
    expect(() => packParams(paramsFields(CODE), { count: 1, last: 1 })).toThrow('Params.size has no value');
  });
});
