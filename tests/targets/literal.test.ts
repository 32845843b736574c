import fc from 'fast-check';
import { expect, it } from 'vitest';
import { constants, literal, vector } from '../../src/targets/literal';

it('prints the shortest text with a dot or an exponent', () => {
  expect([0, -0, 1, -2, 0.1, 1 / 3, 1e-7, 1e21, 16777216, 3.4028234663852886e38].map(literal)).toEqual([
    '0.0f',
    '0.0f',
    '1.0f',
    '-2.0f',
    '0.1f',
    '0.33333334f',
    '1e-7f',
    '1e+21f',
    '16777216.0f',
    '3.4028235e+38f',
  ]);
});

it('reads back as the nearest float32', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = literal(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d+)?f$/);
      expect(text).toMatch(/[.e]/);
      expect(Math.fround(Number(text.slice(0, -1)))).toBe(value + 0);
    }),
    { seed: 3 },
  );
});

it('refuses what float32 has no number for', () => {
  for (const value of [NaN, Infinity, 1e39]) expect(() => literal(value)).toThrow(RangeError);
});

it('prints vectors and constants', () => {
  expect(vector(1, -0.5)).toBe('vec2f(1.0f, -0.5f)');
  expect(constants({ a: 2, b: [1, 2, 3] })).toBe('const a = 2.0f;\nconst b = vec3f(1.0f, 2.0f, 3.0f);\n');
});
