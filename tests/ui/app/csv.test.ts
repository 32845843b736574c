import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvPieces, numberCell, textCell, valueCell } from '../../../src/ui/app/csv';

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

describe('in the units of the axes', () => {
  const axes = { names: ['=bjd', 'mag'], centre: [2459000.5, 12], scale: [0.0625, 0.5] } as const;

  test('a value reads back as the coordinate that it stands for', () => {
    const column = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.float({ min: -8, max: 8, noNaN: true }),
    );
    fc.assert(
      fc.property(column, ([centre, coordinate]) => {
        const back = (Number(valueCell(coordinate, centre, 0.0625)) - centre) / 0.0625;
        // Half of the last decimal, and the rounding of the centre in float64.
        expect(Math.abs(back - coordinate)).toBeLessThanOrEqual(
          Math.abs(coordinate) * 2 ** -24 + (3 * Math.abs(centre) * 2 ** -53) / 0.0625,
        );
      }),
    );
  });

  test('places, slopes and log densities, under the names of the file', () => {
    const places = { data: Float32Array.of(-1, 1, 2, 0), shape: [2, 2] };
    const text = [
      ...csvPieces(
        { points: places, score: { ...places }, logDensity: { data: Float32Array.of(0, 1), shape: [2] } },
        axes,
      ),
    ].join('');
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(header).toBe("'=bjd,mag,score_=bjd,score_mag,logDensity_value");
    const perArea = -Math.log(0.0625 * 0.5);
    [
      [2459000.4375, 12.5, -16, 2, perArea],
      [2459000.625, 12, 32, 0, perArea + 1],
    ].forEach((row, i) => {
      const cells = lines[i].split(',').map(Number);
      row.forEach((value, k) => expect(cells[k]).toBeCloseTo(value, 6));
    });
  });
});
