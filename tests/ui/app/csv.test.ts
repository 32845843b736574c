import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvPieces, numberCell, textCell } from '../../../src/ui/app/csv';

describe('numberCell', () => {
  test('every 32-bit float reads back as itself', () => {
    fc.assert(
      fc.property(fc.float(), (value) => {
        expect(Object.is(Math.fround(Number(numberCell(value))), value) || value === 0).toBe(true);
      }),
    );
  });

  test('is short', () => {
    expect([Math.fround(0.1), 65536, NaN, -0].map(numberCell)).toEqual(['0.1', '65536', 'NaN', '0']);
  });
});

describe('textCell', () => {
  test.each([
    ['=cmd()', "'=cmd()"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['=a,b', '"\'=a,b"'],
  ])('%j becomes %j', (text, cell) => expect(textCell(text)).toBe(cell));
});

test('arrays of as many rows stand side by side, and every number can be read back', () => {
  const rows = 20_000;
  const positions = { data: Float32Array.from({ length: 2 * rows }, (_, i) => Math.sin(i)), shape: [rows, 2] };
  const twin = { data: Float32Array.from({ length: 2 * rows }, (_, i) => i / 7), shape: [rows, 2] };
  const other = { data: new Float32Array(3), shape: [3] };
  const [header, ...lines] = [...csvPieces({ positions, twin, other })].join('').trimEnd().split('\n');
  expect(header).toBe('x,y,twin_x,twin_y');
  expect(lines).toHaveLength(rows);
  const numbers = Float32Array.from(lines.flatMap((line) => line.split(',').map(Number)));
  const expected = Float32Array.from({ length: 4 * rows }, (_, i) => {
    const [row, column] = [Math.floor(i / 4), i % 4];
    return (column < 2 ? positions : twin).data[2 * row + (column % 2)] ?? NaN;
  });
  expect(numbers).toEqual(expected);
});

test('one-dimensional and wide arrays get names, an empty snapshot an empty header', () => {
  expect([...csvPieces({ loss: { data: new Float32Array([1, 2]), shape: [2] } })].join('')).toBe('value\n1\n2\n');
  expect([...csvPieces({ weights: { data: new Float32Array(4), shape: [1, 4] } })].join('')).toBe(
    'x1,x2,x3,x4\n0,0,0,0\n',
  );
  expect([...csvPieces({})]).toEqual(['\n']);
});
