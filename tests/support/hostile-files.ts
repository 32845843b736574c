// Files that nobody would save by accident, made from good ones.
import fc from 'fast-check';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const HOSTILE: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.5,
  2 ** 32,
  '',
  'NaN',
  '1e999',
  '%%%',
  'AAAA',
  'AADAfw==',
  '<img src=x onerror=alert(1)>',
  '\u202E\u0000',
  [],
  {},
  [[[[]]]],
  { __proto__: null, length: 1 },
  [1e308, -1e308],
];

/** Every place in a JSON value, as paths of keys. */
function paths(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => paths(child, [...path, key]))];
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json | undefined): Json | undefined {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, child]): [string, Json][] => {
    const next = name === key ? replaced(child, rest, by) : child;
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** The text of a good JSON file with parts replaced, left out, nested, renamed, cut or overwritten. */
export function hostileJson(good: string): fc.Arbitrary<string> {
  const root = JSON.parse(good) as Json;
  const path = fc.constantFrom(...paths(root));
  const by = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue() as fc.Arbitrary<Json>);
  const parts = fc
    .array(fc.tuple(path, fc.option(by, { nil: undefined })), { minLength: 1, maxLength: 3 })
    .map((changes) => JSON.stringify(changes.reduce((value, [at, part]) => replaced(value, at, part) ?? null, root)));
  const renamed = fc
    .tuple(
      fc.constantFrom('seed', 'values', 'step', 'lab', 'memory', 'data'),
      fc.constantFrom('__proto__', 'constructor', 'x'),
    )
    .map(([from, to]) => good.replaceAll(`"${from}":`, `"${to}":{"polluted":1},"${from}":`));
  return fc.oneof({ weight: 6, arbitrary: parts }, renamed, damaged(good), fc.string({ unit: 'binary' }), fc.json());
}

/** Text with a piece cut out and another put in. */
function damaged(good: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(good.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 10 }))
    .map(([at, cut, text]) => good.slice(0, at) + text + good.slice(at + cut));
}

const CELLS = [
  '', ' ', '1', '-2.5', '3,5', '1e300', '1e999', 'NaN', 'abc', '"', '""', '"a', 'a"b', '"1"', '=1+1', '<b>', '\u0000', '\u202E', '1'.repeat(5000),
  '16777217', '0x1', '+.5e-3', '٣', '\uFEFF', '\uD800',
] as const; // prettier-ignore

/** Rows of odd cells with odd separators, bytes, and good tables damaged. */
export function hostileCsv(): fc.Arbitrary<string | Uint8Array<ArrayBuffer>> {
  const cell = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...CELLS) },
    fc.double().map(String),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const separator = fc.constantFrom(',', ';', '\t', ', ', '|');
  const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '');
  const rows = fc
    .tuple(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }), separator, end)
    .map(([table, between, after]) => table.map((row) => row.join(between)).join(after));
  const good = fc
    .tuple(
      fc.array(fc.tuple(fc.float({ noNaN: true }), fc.float({ noNaN: true })), { minLength: 1, maxLength: 40 }),
      separator,
      end,
    )
    .map(([table, between, after]) => table.map((row) => row.join(between)).join(after || '\n'));
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Uint8Array.from(array));
  return fc.oneof(rows, good, good.chain(damaged), bytes);
}
