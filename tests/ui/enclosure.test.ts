// Data in links comes back to the last bit or not at all, and nothing that comes instead does harm.
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriedOf, countOf, markOf, readEnclosed } from '../../src/ui/enclosure';

const coordinates = fc.float({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true });
const someData = fc.array(fc.tuple(coordinates, coordinates), { minLength: 1, maxLength: 100 }).map((rows) => ({
  points: Float32Array.from(rows.flat()),
}));
const axes = { names: ['Größe (cm)', '身長'], centre: [170.5, -3e7], scale: [1, 0.25] } as const;
const mixture = {
  weights: Float32Array.of(0.25, 0.75),
  means: Float32Array.of(0, 1, 2, -1.5),
  covariances: Float32Array.of(1, 0, 0, 1, 0.5, 0.1, 0.1, 0.5),
};

/** As our own are packed, with whatever inside. */
function packed(json: string): string {
  const body = deflateRawSync(json);
  const sum = body.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
  const head = Buffer.alloc(4);
  head.writeUInt32BE(sum);
  return Buffer.concat([head, body]).toString('base64url');
}

const floats = (...values: number[]): string => Buffer.from(Float32Array.from(values).buffer).toString('base64');

describe('small data', () => {
  test('comes back to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(someData, fc.constantFrom(undefined, axes), async (data, words) => {
        const { enclosed = '', own } = await carriedOf({ data, axes: words });
        expect(own).toBeUndefined();
        expect(enclosed).toMatch(/^[\w-]+$/);
        expect(await readEnclosed(enclosed)).toEqual({ data, axes: words });
      }),
      { numRuns: 50 },
    );
  });

  test('goes with components of a mixture, and these alone', async () => {
    for (const data of [mixture, { ...mixture, points: Float32Array.of(1, 2) }]) {
      const { enclosed = '' } = await carriedOf({ data });
      expect(await readEnclosed(enclosed)).toEqual({ data, axes: undefined });
    }
  });

  test('is found again behind what a sentence puts around it', async () => {
    const { enclosed = '' } = await carriedOf({ data: mixture });
    for (const text of [`${enclosed})`, `${enclosed}\u200B`, `“${enclosed}”.`, enclosed.replace(/^..../, '$&\n')])
      expect(await readEnclosed(text)).toEqual({ data: mixture, axes: undefined });
  });
});

test('what is too much is named instead, and the rest goes', async () => {
  const points = Float32Array.from({ length: 100_000 }, (_, i) => Math.sin(i * i));
  expect(await carriedOf({ data: { points } })).toEqual({ own: markOf(points) });
  const { enclosed = '', own } = await carriedOf({ data: { ...mixture, points } });
  expect(countOf(own ?? '')).toBe(50_000);
  expect(await readEnclosed(enclosed)).toEqual({ data: mixture, axes: undefined });
  expect(await carriedOf({ data: {} })).toEqual({});
});

test('an address has room for some hundred points of any kind', async () => {
  const points = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
  expect((await carriedOf({ data: { points } })).enclosed?.length).toBeLessThan(6000);
});

test('a mark tells sets apart', () => {
  const points = Float32Array.from({ length: 20_000 }, (_, i) => i);
  expect(markOf(points)).toBe(markOf(points.slice()));
  expect(markOf(points)).not.toBe(markOf(points.with(19_999, 0)));
  expect(markOf(points)).not.toBe(markOf(points.subarray(2)));
  for (const mark of ['', '0-1', '7', '-3-ff', '99999999-1', '7-xyz', '1e3-ff']) expect(countOf(mark)).toBeUndefined();
});

describe('a hostile or damaged one', () => {
  test.each([
    ['nothing', ''],
    ['no base64', '!!!!'],
    ['another text', 'SGVsbG8gd29ybGQ'],
    ['no JSON', packed('{')],
    ['a list', packed('[1]')],
    ['a number', packed('7')],
    ['a bomb', packed(`{"data":{"points":"${'A'.repeat(2_000_000)}"}}`)],
    ['no number', packed(JSON.stringify({ data: { points: floats(NaN, 1) } }))],
    ['no finite one', packed(JSON.stringify({ data: { points: floats(Infinity, 1) } }))],
    ['half a point', packed(JSON.stringify({ data: { points: floats(1, 2, 3) } }))],
    ['one too far', packed(JSON.stringify({ data: { points: floats(2e9, 1) } }))],
    ['no points at all', packed(JSON.stringify({ data: { points: '' } }))],
    ['numbers that are no text', packed(JSON.stringify({ data: { points: [1, 2] } }))],
    ['half a mixture', packed(JSON.stringify({ data: { weights: floats(1) } }))],
  ])('%s is nothing', async (_, text) => {
    const enclosed = await readEnclosed(text);
    expect(enclosed === undefined || Object.keys(enclosed.data).length === 0).toBe(true);
  });

  test('a bomb is small, and is not unpacked', () => {
    expect(packed(`{"data":{"points":"${'A'.repeat(2_000_000)}"}}`).length).toBeLessThan(6000);
  });

  test('names of its own reach no prototype', async () => {
    const text = packed(
      `{"data":{"points":"${floats(1, 2)}","__proto__":"${floats(1)}","more":"AAAA"},"__proto__":{"axes":1}}`,
    );
    expect(await readEnclosed(text)).toEqual({ data: { points: Float32Array.of(1, 2) }, axes: undefined });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('any change of it is seen', async () => {
    const { enclosed = '' } = await carriedOf({ data: mixture });
    await fc.assert(
      fc.asyncProperty(fc.nat(enclosed.length - 1), fc.constantFrom('A', 'z', '_', ''), async (at, letter) => {
        const changed = enclosed.slice(0, at) + letter + enclosed.slice(at + 1);
        // The last letter holds bits that no byte takes up.
        if (changed !== enclosed && at < enclosed.length - 1) expect(await readEnclosed(changed)).toBeUndefined();
      }),
    );
  });
});
