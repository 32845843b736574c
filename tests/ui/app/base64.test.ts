import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloats, encodeFloats } from '../../../src/ui/app/base64';

test('agrees with the machine’s own bytes, for any length', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 200 }), (values) => {
      const text = encodeFloats(values);
      expect(text).toBe(Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'));
      expect(decodeFloats(text)).toEqual(new Float32Array(values));
    }),
  );
  expect(decodeFloats(encodeFloats(new Float32Array(100_000).fill(1.5)))).toHaveLength(100_000);
});

test.each(['%', 'AAA=', 'é'])('refuses %j', (text) => expect(decodeFloats(text)).toBeUndefined());
