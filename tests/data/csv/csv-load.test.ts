// Files as they come, against the catalogue of bad input; and a million rows without holding up the page.
import { describe, expect, test } from 'vitest';
import { loadCsv } from '../../../src/data/csv/csv-load';
import { valueOf } from '../../../src/data/axes';
import { likelyColumns } from '../../../src/data/csv/csv-columns';
import { choosePoints } from '../../../src/data/csv/csv-points';
import { formatText, type CsvTable } from '../../../src/data/csv/csv-table';

const load = (text: string | Uint8Array<ArrayBuffer>): Promise<CsvTable> => loadCsv(new Blob([text]));
const rowsOf = (table: CsvTable): number[][] =>
  Array.from({ length: table.rows }, (_, row) => table.columns.map(({ values }) => values[row]));
const plain = { x: 0, y: 1, standardise: false, skip: false };
const points = async (text: string, choice = {}): Promise<number[]> => [
  ...choosePoints(await load(text), { ...plain, ...choice }).points,
];
/** In the units of the file. */
const inUnits = (table: CsvTable, choice: Parameters<typeof choosePoints>[1]): number[] => {
  const { points: places, axes } = choosePoints(table, choice);
  return [...places].map((value, i) => valueOf(axes, (i % 2) as 0 | 1, value));
};

describe('what is read', () => {
  test.each([
    ['commas', '1,2\n3,4\n', 'comma, 2 × 2'],
    ['semicolons and decimal commas', '1,5;2\n3;4,25', 'semicolon, decimal comma, 2 × 2'],
    ['tabs, CR LF', '1\t2\r\n3\t4\r\n', 'tab, 2 × 2'],
    ['CR alone', '1,2\r3,4\r', 'comma, 2 × 2'],
    ['a byte order mark and a header', '\uFEFFa,b\n1,2\n3,4', 'comma, 2 × 2'],
    ['quotes', '"1","2"\n"3", 4 \n', 'comma, 2 × 2'],
    ['blank lines', '\n1,2\n\n3,4\n\n', 'comma, 2 × 2'],
  ])('%s', async (_, text, format) => {
    const table = await load(text);
    expect(formatText(table)).toBe(format);
    expect(rowsOf(table)[1][0]).toBe(3);
  });

  test('a header keeps its names as text', async () => {
    const { columns } = await load('"<img onerror=""x"">",=cmd()\n1,2\n');
    expect(columns.map(({ name }) => name)).toEqual(['<img onerror="x">', '=cmd()']);
  });

  test('quotes hold delimiters and line ends', async () => {
    const table = await load('"a,\r\nb",c\n1,2\n');
    expect(table.columns[0].name).toBe('a,\nb');
    await expect(points('"a,\r\nb",c\n1,2\n5,6\n3\n')).rejects.toThrow('Line 5 has 1 value; line 1 has 2.');
  });

  test('text columns are no fault until they are chosen', async () => {
    const table = await load('species,x,y\nAdelie,1,2\nGentoo,3,4\n');
    expect(likelyColumns(table)).toEqual([1, 2]);
    expect(inUnits(table, { ...plain, x: 1, y: 2 })).toEqual([1, 2, 3, 4]);
  });

  test('standardised columns have mean 0 and deviation 1', async () => {
    expect(await points('1,10\n3,30\n', { standardise: true })).toEqual([-1, -1, 1, 1]);
    expect(await points('7,1\n7,3\n', { standardise: true })).toEqual([0, -1, 0, 1]);
  });
});

describe('what is refused', () => {
  test.each([
    ['an empty file', '', 'The file is empty.'],
    ['a header alone', 'a,b\n', 'The file has no data rows.'],
    ['only blank lines', '\n \n', 'The file has no data rows.'],
    ['a quote that never ends', '1,2\n3,4\n"5,6\n7,8\n', 'The quote opened on line 3 is never closed.'],
    ['a line without an end', 'x'.repeat(70_000), 'Line 1 is longer than 64 KiB. Is this a CSV file?'],
    ['a long line inside quotes', `"${'x'.repeat(70_000)}"`, 'Line 1 is longer than 64 KiB. Is this a CSV file?'],
    ['too many columns', `${'1,'.repeat(64)}1\n`, 'Line 1 has 65 values; at most 64 columns are read.'],
    ['a workbook', 'PK\u0003\u0004 [Content_Types].xml', 'This looks like an Excel workbook. Save it as CSV first.'],
    ['an archive', 'PK\u0003\u0004 notes.txt', 'This looks like a zip archive. Unpack it first.'],
    ['bytes', '1,2\n\u0000\u0001', 'This looks like a binary file. A CSV file in UTF-8 is needed.'],
  ])('%s', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  test('UTF-16 and old workbooks', async () => {
    await expect(load(Uint8Array.of(0xff, 0xfe, 0x31, 0))).rejects.toThrow('UTF-16');
    await expect(load(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).rejects.toThrow('Excel');
  });

  test('a file over 20 MiB before it is read', async () => {
    const file = {
      size: 214 * 1024 * 1024,
      slice: () => {
        throw new Error('read');
      },
    };
    await expect(loadCsv(file)).rejects.toThrow('The file is 214 MiB; at most 20 MiB.');
    await expect(loadCsv({ ...file, size: 20 * 1024 * 1024 + 1 })).rejects.toThrow('The file is 20.1 MiB');
  });

  test('a file that went away', async () => {
    const gone = {
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as unknown as Blob,
    };
    await expect(loadCsv(gone)).rejects.toThrow('The file could not be read (it may have been moved).');
  });

  test.each([
    ['a ragged row', '1,2\n3,4,5\n', 'Line 2 has 3 values; line 1 has 2.'],
    ['text', '1,2\n3,4\n5,6\n7,8\n9,abc\n', 'Line 5, column 2: ‘abc’ is not a number.'],
    ['several', '1,2\n,4\nx,6\n7,\n', 'Line 2, column 1: the cell is empty. 3 such lines.'],
    ['NaN', '1,2\nNaN,4\n', 'Line 2, column 1: ‘NaN’ is not a number.'],
    ['infinity', '1,2\nInfinity,4\n', '‘Infinity’ is not a number.'],
    ['hexadecimal', '1,2\n0x10,4\n', '‘0x10’ is not a number.'],
    ['1e300', '1,2\n3,4\n1e300,4\n', 'Line 3: 1e300 is too large for 32-bit numbers.'],
    ['1e999', '1,2\n1e999,4\n', 'Line 2: 1e999 is too large for 32-bit numbers.'],
    ['right-to-left marks', '1,2\n\u202Eabc,4\n', 'Line 2, column 1: ‘�abc’ is not a number.'],
  ])('cells: %s', async (_, text, message) => {
    await expect(points(text)).rejects.toThrow(message);
    await expect(points(text)).rejects.toMatchObject({ skippable: true });
  });

  test('bad lines can be left out', async () => {
    const table = await load('1,2\nx,4\n5,\n7,8\n');
    const chosen = choosePoints(table, { ...plain, skip: true });
    expect(inUnits(table, { ...plain, skip: true })).toEqual([1, 2, 7, 8]);
    expect(chosen.notes).toEqual(['2 lines were left out.']);
    expect(() => choosePoints({ ...table, columns: [table.columns[0]] }, plain)).toThrow('points of the plane need 2');
  });

  test('what cannot be shown as it is', async () => {
    await expect(points('1e12,2\n3,4\n')).rejects.toThrow('Choose ‘standardise’');
    const [x0, , x1] = await points('1e12,2\n3e12,4\n', { standardise: true });
    expect(x0).toBeCloseTo(-1, 6);
    expect(x1).toBeCloseTo(1, 6);
  });

  test('what is only worth a note', async () => {
    const notes = async (text: string): Promise<readonly string[]> =>
      choosePoints(await load(text), { ...plain, standardise: true }).notes;
    expect(await notes('1,2\n')).toEqual(['There is one point only.']);
    expect(await notes('1,2\n1,2\n')).toEqual(['All points are equal.']);
    expect(await notes('1,2\n1,3\n')).toEqual(['One of the columns has the same value everywhere.']);
    expect(await notes('16777217,2\n16777216,3\n')).toEqual([
      '‘column 1’ is computed about its centre, because 32-bit numbers could not tell its values apart.',
    ]);
  });
});

describe('large files', () => {
  const million = new Blob([Array.from({ length: 1_000_000 }, (_, i) => `0.${i},${i % 97}\n`).join('')]);

  test('a million rows, with progress, in slices', async () => {
    const shares: number[] = [];
    let longest = 0;
    let since = performance.now();
    const table = await loadCsv(million, {
      onProgress: (share) => shares.push(share),
      breathe: async () => {
        longest = Math.max(longest, performance.now() - since);
        await new Promise((resolve) => setTimeout(resolve, 0));
        since = performance.now();
      },
    });
    expect(table.rows).toBe(1_000_000);
    expect(table.columns[0].values[123_456]).toBe(0.123456);
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(longest).toBeLessThan(100);
  });

  test('one row more is refused', async () => {
    const file = new Blob([million, '1,2\n']);
    await expect(loadCsv(file)).rejects.toThrow('at most 1,000,000 rows are read');
  });

  test('it can be cancelled', async () => {
    const abort = new AbortController();
    const loading = loadCsv(million, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('no piece boundary changes what is read', async () => {
    const text = `"a""b",c\r\n${'12.5,"3,4"\r\n"7",-1e-3\r\n'.repeat(20_000)}`;
    const table = await load(text);
    expect(table.rows).toBe(40_000);
    expect(new Set(table.columns[0].values)).toEqual(new Set([12.5, 7]));
    expect(table.columns[1].bad).toBe(20_000);
  });
});
