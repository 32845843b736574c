// Files as programs really write them, each with what is right: points, names, what was left out, what is asked.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { likelyColumns } from '../../../src/data/csv/csv-columns';
import { loadCsv } from '../../../src/data/csv/csv-load';
import { choosePoints } from '../../../src/data/csv/csv-points';
import { formatText, type CsvTable } from '../../../src/data/csv/csv-table';
import { valueOf } from '../../../src/data/axes';

const FOLDER = 'tests/data/csv/cases';

interface Right {
  readonly format: string;
  readonly header: boolean;
  /** Of the two columns chosen. */
  readonly names: readonly [string, string];
  readonly points: number;
  /** The first point, in the file's units. */
  readonly first: readonly [number, number];
  readonly comments?: number;
  /** What is asked before lines are left out. */
  readonly asked?: string;
  readonly notes?: readonly string[];
}

const plain = { header: true, names: ['x', 'y'], points: 8, first: [-1.5, 0.2] } as const;
const waits = { header: true, names: ['duration', 'pause'], points: 60, first: [4.377, 71] } as const;
const about = (name: string): string =>
  `‘${name}’ is computed about its centre, because 32-bit numbers could not tell its values apart.`;
const files: Readonly<Record<string, Right>> = {
  'd1-julian-date.csv': {
    format: 'comma, 200 × 2',
    header: true,
    names: ['bjd', 'mag'],
    points: 200,
    first: [2459000.50147, 12.3295],
    notes: [about('bjd')],
  },
  'd1-unix-seconds.csv': {
    format: 'comma, 3 × 2',
    header: true,
    names: ['t', 'y'],
    points: 3,
    first: [1764400001, 1],
    notes: [about('t')],
  },
  'd1-min.csv': {
    format: 'comma, 3 × 2',
    header: true,
    names: ['t', 'y'],
    points: 3,
    first: [2459000.51, 1],
    notes: [about('t')],
  },
  'd2-unicode-minus.csv': { ...plain, format: 'semicolon, decimal comma, 8 × 2' },
  'd3-min.tsv': { format: 'tab, 3 × 2', header: true, names: ['height', 'income'], points: 3, first: [1.72, 950] },
  'd3-us-grouping.tsv': { format: 'tab, 8 × 2', header: true, names: ['rent', 'area'], points: 8, first: [1250, 1040] },
  'd4-sep-comma.csv': { ...plain, format: 'comma, 8 × 2' },
  'd4-sep-two.csv': { ...plain, format: 'semicolon, 8 × 2' },
  'd4-sep-three.csv': { ...plain, format: 'semicolon, 8 × 3' },
  'd5-integer-header-no-index.csv': {
    format: 'comma, 120 × 2',
    header: true,
    names: ['0', '1'],
    points: 120,
    first: [0.037976, 0.008942],
  },
  'd5-pandas-integer-header.csv': {
    format: 'comma, 120 × 3',
    header: true,
    names: ['0', '1'],
    points: 120,
    first: [0.037976, 0.008942],
  },
  'd5-min.csv': { format: 'comma, 3 × 2', header: true, names: ['0', '1'], points: 3, first: [0.011, 0.012] },
  'd5-year-header.csv': { format: 'comma, 6 × 3', header: true, names: ['2023', '2024'], points: 6, first: [10, 20] },
  'd5-pandas-index.csv': { ...waits, format: 'comma, 60 × 3' },
  'd5-r-write-csv.csv': { ...waits, format: 'comma, 60 × 3' },
  'd5-row-numbers.csv': { ...waits, format: 'comma, 60 × 3' },
  'd5-write-table.csv': { ...waits, format: 'comma, 60 × 3' },
  'd6-comment-lines.csv': { ...plain, format: 'comma, 8 × 2', comments: 2 },
  'd6-double-tab.txt': { ...plain, format: 'tab, 8 × 2', header: false, names: ['column 1', 'column 2'] },
  'd6-savetxt-plain.txt': { ...plain, format: 'blank, 8 × 2', header: false, names: ['column 1', 'column 2'] },
  'd6-savetxt.txt': { ...plain, format: 'blank, 8 × 2', header: false, comments: 1 },
  'd7-missing.csv': {
    format: 'comma, 30 × 5',
    header: true,
    names: ['bill', 'depth'],
    points: 28,
    first: [39, 18],
    asked: 'Line 5, column 3: the cell is empty. 2 such lines.',
    notes: ['2 lines were left out.'],
  },
  'n5-degrees.csv': {
    format: 'comma, 60 × 2',
    header: true,
    names: ['lon', 'lat'],
    points: 60,
    first: [13.50205, 52.44333],
  },
  'n5-two-points.csv': { format: 'comma, 2 × 2', header: true, names: ['x', 'y'], points: 2, first: [3.1, 7.4] },
};

const load = (text: string): Promise<CsvTable> => loadCsv(new Blob([text]));

test('every file of the cases is in the table', () => {
  expect(Object.keys(files).toSorted()).toEqual(readdirSync(FOLDER).toSorted());
});

describe.each(Object.entries(files))('%s', (name, right) => {
  const text = readFileSync(`${FOLDER}/${name}`, 'utf8');

  test('is understood', async () => {
    const table = await load(text);
    expect(formatText(table)).toBe(right.format);
    expect(table.format.header).toBe(right.header);
    expect(likelyColumns(table).map((index) => table.columns[index].name)).toEqual(right.names);
    expect([table.comments, table.ragged]).toEqual([right.comments ?? 0, 0]);
    expect(table.decimal).not.toBe('open');
  });

  test.each([true, false])('gives its points, standardised: %s', async (standardise) => {
    const table = await load(text);
    const [x, y] = likelyColumns(table);
    const choice = { x, y, standardise, skip: right.asked !== undefined };
    if (right.asked) expect(() => choosePoints(table, { ...choice, skip: false })).toThrow(right.asked);
    const { points, axes, notes } = choosePoints(table, choice);
    expect(points).toHaveLength(2 * right.points);
    expect(notes).toEqual(right.notes ?? []);
    expect(axes.names).toEqual(right.names);
    const seen = Array.from({ length: right.points }, (_, i) =>
      [0, 1].map((axis) => valueOf(axes, axis as 0 | 1, points[2 * i + axis])),
    );
    right.first.forEach((value, axis) => {
      // A coordinate is rounded once to 24 bits; back in the file's units it is off by that, and by the sum in 53 bits.
      const rounding = axes.scale[axis] * Math.abs(points[axis]) * 2 ** -24 + Math.abs(value) * 2 ** -51;
      expect(Math.abs(seen[0][axis] - value)).toBeLessThanOrEqual(rounding);
    });
    const column = table.columns[x].values.filter(
      (value, row) => !Number.isNaN(value) && !Number.isNaN(table.columns[y].values[row]),
    );
    expect(new Set(seen.map(([value]) => value)).size).toBe(new Set(column).size);
  });
});
