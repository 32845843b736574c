// What the files of the cases stand for: others of each class, written out.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { valueOf } from '../../../src/data/axes';
import { loadCsv } from '../../../src/data/csv/csv-load';
import { choosePoints } from '../../../src/data/csv/csv-points';
import { formatText, type CsvTable } from '../../../src/data/csv/csv-table';

const load = (text: string): Promise<CsvTable> => loadCsv(new Blob([text]));
const about = (name: string): string =>
  `‘${name}’ is computed about its centre, because 32-bit numbers could not tell its values apart.`;

describe('D1, precision: others of the class', () => {
  test.each([
    ['milliseconds since 1970', Array.from({ length: 50 }, (_, i) => `${1764400001000 + 7 * i},${i % 5}`)],
    [
      'UTM northings in millimetres',
      Array.from({ length: 50 }, (_, i) => `${(5818912.001 + i / 1000).toFixed(3)},${i % 5}`),
    ],
    ['identifiers beyond 2²⁴', Array.from({ length: 50 }, (_, i) => `${16777217 + i},${i % 5}`)],
    [
      'temperatures in kelvin to the microkelvin',
      Array.from({ length: 50 }, (_, i) => `${(293.15 + i / 1e6).toFixed(6)},${i % 5}`),
    ],
  ])('%s stay different, standardised or not', async (_, lines) => {
    const table = await load(`a,b\n${lines.join('\n')}\n`);
    for (const standardise of [true, false]) {
      const { points, notes } = choosePoints(table, { x: 0, y: 1, standardise, skip: false });
      expect(new Set(points.filter((__, i) => i % 2 === 0)).size).toBe(50);
      expect(notes).toEqual([about('a')]);
    }
  });

  test('what no centre helps says so', async () => {
    const table = await load('a,b\n1e15,1\n1e15,2\n1,3\n1.5,4\n2,5\n');
    const { notes } = choosePoints(table, { x: 0, y: 1, standardise: true, skip: false });
    expect(notes).toEqual(['32-bit numbers keep 2 of 4 values of ‘a’ apart.']);
  });

  test('without standardising, values around 0 stay what they are, and others move by a round number', async () => {
    const near = choosePoints(await load('a,b\n-1.5,0.2\n0.25,-0.5\n1,0.75\n'), {
      x: 0,
      y: 1,
      standardise: false,
      skip: false,
    });
    expect(near.axes).toEqual({ names: ['a', 'b'], centre: [0, 0], scale: [1, 1] });
    expect([...near.points]).toEqual([-1.5, 0.2, 0.25, -0.5, 1, 0.75].map(Math.fround));
    const degrees = await load(readFileSync(`tests/data/csv/cases/n5-degrees.csv`, 'utf8'));
    expect(choosePoints(degrees, { x: 0, y: 1, standardise: false, skip: false }).axes.centre).toEqual([13.4, 52.5]);
  });
});

describe('D2 and D3, numbers: others of the class', () => {
  const columns = async (text: string): Promise<number[][]> =>
    (await load(text)).columns.map(({ values }) => [...values]);

  test.each([
    [
      'narrow spaces as grouping',
      'a;b\n1\u202F234,5;2\n12\u202F000,25;3\n',
      [
        [1234.5, 12000.25],
        [2, 3],
      ],
    ],
    [
      'apostrophes as grouping',
      "a;b\n1'234.5;2\n12'000.25;3\n",
      [
        [1234.5, 12000.25],
        [2, 3],
      ],
    ],
    [
      'minus signs in quotes',
      '"\u22121,5","2"\n"3","\u22124,25"\n',
      [
        [-1.5, 3],
        [2, -4.25],
      ],
    ],
    [
      'groups of three beside 950, one of them ending in 0',
      'a\tb\n950\t1\n1,100\t2\n2,350\t3\n',
      [
        [950, 1100, 2350],
        [1, 2, 3],
      ],
    ],
    [
      'two commas in a cell',
      'a;b\n1,234,567;1\n1,234;2\n',
      [
        [1234567, 1234],
        [1, 2],
      ],
    ],
    [
      'two points in a cell',
      'a;b\n1.234.567;1\n1.234;2\n',
      [
        [1234567, 1234],
        [1, 2],
      ],
    ],
    [
      'a mark in another column',
      'a;b\n1.234;0,5\n2.345;1,5\n',
      [
        [1234, 2345],
        [0.5, 1.5],
      ],
    ],
    [
      'ungrouped numbers beside decimals',
      'a;b\n12345;1\n1,234;2\n',
      [
        [12345, 1.234],
        [1, 2],
      ],
    ],
    [
      'three decimals after a point where commas separate',
      'a,b\n1.234,1\n2.345,2\n',
      [
        [1.234, 2.345],
        [1, 2],
      ],
    ],
    [
      'lakhs',
      'a;b\n1,00,000.5;1\n12,34,567;2\n',
      [
        [100000.5, 1234567],
        [1, 2],
      ],
    ],
  ])('%s', async (_, text, values) => {
    expect((await load(text)).decimal).not.toBe('open');
    expect(await columns(text)).toEqual(values);
  });

  test('the mark is found wherever it stands', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i % 997};${i % 89}`);
    const table = await load(`a;b\n${lines.join('\n')}\n1,5;2,25\n`);
    expect(table.format.decimal).toBe(',');
    expect(table.columns.map(({ values }) => values.at(-1))).toEqual([1.5, 2.25]);
  });

  test.each([
    ['a comma', 'a\tb\n1,234\t1\n2,345\t2\n', ['1,234', '2,345']],
    ['a point', 'a;b\n1.234;1\n2.345;2\n', ['1.234', '2.345']],
    ['a comma in quotes', 'a,b\n"1,234",1\n"2,345",2\n', ['1,234', '2,345']],
    ['marks that contradict each other', 'a;b\n1,234.5;1\n1.234,5;2\n', []],
  ])('what cannot be told is asked: %s', async (_, text, samples) => {
    const table = await load(text);
    if (samples.length > 0) expect(table).toMatchObject({ decimal: 'open', openCells: samples });
    else expect(table.columns[0].bad).toBe(1);
  });

  test('the answer is what is read', async () => {
    const text = 'a\tb\n1,234\t1\n2,345\t2\n';
    const read = async (decimal: '.' | ','): Promise<number[]> => [
      ...(await loadCsv(new Blob([text]), { format: { decimal } })).columns[0].values,
    ];
    expect(await read(',')).toEqual([1.234, 2.345]);
    expect(await read('.')).toEqual([1234, 2345]);
  });
});

describe('D4 to D7, lines: others of the class', () => {
  const shape = async (text: string): Promise<unknown[]> => {
    const table = await load(text);
    return [formatText(table), table.columns.map(({ name }) => name).join(' '), table.comments, table.ragged];
  };

  test.each([
    ['sep= with a tab', 'sep=\t\nx\ty\n1\t2\n3\t4\n', ['tab, 2 × 2', 'x y', 0, 0]],
    ['sep= in quotes', '"sep=;"\nx;y\n1;2\n3;4\n', ['semicolon, 2 × 2', 'x y', 0, 0]],
    ['sep=| and CR LF', 'sep=|\r\nx|y\r\n1|2\r\n3|4\r\n', ['bar, 2 × 2', 'x y', 0, 0]],
    ['comments among the rows', 'x,y\n1,2\n# pause, for lunch\n3,4\n', ['comma, 2 × 2', 'x y', 1, 0]],
    ['percent signs', '% x y\n1 2\n3 4\n', ['blank, 2 × 2', 'x y', 1, 0]],
    ['a header that begins with #', '#,name,hp\n1,a,45\n2,b,60\n3,c,80\n', ['comma, 3 × 3', 'column 1 name hp', 1, 0]],
    ['rows named #12', 'id,x,y\n#12,1,2\n#13,3,4\n', ['comma, 2 × 3', 'id x y', 0, 0]],
    ['titles above the table', 'Results of the trial\n\nx,y\n1,2\n3,4\n', ['comma, 2 × 2', 'x y', 1, 0]],
    ['blanks that line up', '  x    y\n 1.0  2.0\n10.0  3.5\n', ['blank, 2 × 2', 'x y', 0, 0]],
    ['blanks and decimal commas', '1,5 2,5\n3,25 4,75\n', ['blank, decimal comma, 2 × 2', 'column 1 column 2', 0, 0]],
    ['R write.table as it comes', '"x" "y"\n"1" 4.5 7\n"2" 5.5 8\n', ['blank, 2 × 3', 'column 1 x y', 0, 0]],
    ['separators at the ends of rows', 'x;y\n1;2;\n3;4;\n', ['semicolon, 2 × 2', 'x y', 0, 0]],
    ['an empty cell between tabs', 'x\ty\tz\n1\t\t3\n4\t5\t6\n7\t8\t9\n', ['tab, 3 × 3', 'x y z', 0, 0]],
    ['a short line and a long one', 'x,y\n1,2\n3\n4,5,6\n7,8\n', ['comma, 2 × 2', 'x y', 0, 2]],
    ['CR LF and LF mixed', 'x,y\r\n1,2\n3,4\r\n', ['comma, 2 × 2', 'x y', 0, 0]],
  ])('%s', async (_, text, right) => {
    expect(await shape(text)).toEqual(right);
  });

  test('ragged lines are told, and left out on demand', async () => {
    const table = await load('x,y\n1,2\n3\n4,5,6\n7,8\n');
    const choice = { x: 0, y: 1, standardise: false, skip: false };
    expect(() => choosePoints(table, choice)).toThrow('Line 3 has 1 value; line 1 has 2. 2 such lines.');
    const { points, axes, notes } = choosePoints(table, { ...choice, skip: true });
    expect([...points].map((value, i) => valueOf(axes, (i % 2) as 0 | 1, value))).toEqual([1, 2, 7, 8]);
    expect(notes).toEqual(['2 lines were left out.']);
  });

  test('separator and header are as chosen by hand', async () => {
    const table = await loadCsv(new Blob(['0,1\n0.011,0.012\n0.013,0.010\n0.009,0.011\n']), {
      format: { header: false },
    });
    expect([table.rows, table.columns[1].values[0]]).toEqual([4, 1]);
    const named = await loadCsv(new Blob(['1;2\n3;4\n5;6\n']), { format: { header: true } });
    expect(named.columns.map(({ name }) => name)).toEqual(['1', '2']);
    const split = await loadCsv(new Blob(['a;b,c\n1;2,3\n4;5,6\n']), { format: { delimiter: ';' } });
    expect(split.columns.map(({ name }) => name)).toEqual(['a', 'b,c']);
  });
});
