// What the page says to bad input, row by row: what is wrong, where, and what is allowed.
import { describe, expect, test } from 'vitest';
import { loadCsv } from '../../../src/data/csv/csv-load';
import { formatText } from '../../../src/data/csv/csv-table';
import { choosePoints } from '../../../src/data/csv/csv-points';
import { readTypedNumber } from '../../../src/data/read-number';
import { typedProblem } from '../../../src/experiment/parameters';
import { findLab } from '../../../src/labs/registry';
import { joinNotes } from '../../../src/ui/address';
import { textCell } from '../../../src/ui/app/csv';
import { openAddress, openFile } from '../../../src/ui/app/open-page';

const MIB = 1024 * 1024;

async function link(hash: string): Promise<string | undefined> {
  return joinNotes((await openAddress(hash)).notes);
}

async function typed(key: string, text: string): Promise<string | undefined> {
  const parameter = (await findLab('langevin')).parameters.find((one) => one.key === key);
  if (parameter?.kind !== 'number') throw new Error(`${key} is no number`);
  return typedProblem(parameter, readTypedNumber(text, parameter.integer));
}

async function said(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const plain = { x: 0, y: 1, standardise: false, skip: false };
const table = (content: BlobPart): Promise<string | undefined> =>
  said(async () => choosePoints(await loadCsv(new Blob([content])), plain));
const notes = async (content: string): Promise<string> =>
  choosePoints(await loadCsv(new Blob([content])), { ...plain, standardise: true }).notes.join(' ');
const json = (...files: Pick<File, 'size' | 'text'>[]): Promise<string | undefined> =>
  said(() => openFile(files as File[]));
const file = (text: string): File => new File([text], 'settings.json');
const sized = (size: number) => ({
  size,
  text: () => Promise.reject(new Error('read')),
  slice: () => {
    throw new Error('read');
  },
});
const gone = { size: 9, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as unknown as Blob };
const DAMAGED = 'This link is damaged or incomplete, so the defaults were loaded.';

describe('links', () => {
  test.each([
    ['#/langevin?step=%E0%A4%A', DAMAGED],
    ['#elsewhere', DAMAGED],
    ['#langevin', 'This link was damaged and has been repaired: its ‘/’ was missing.'],
    ['#/langevin?until=50)', 'until = 50) in this link was read as 50.'],
    ['#/langevin?until=50,', 'until = 50, in this link was read as 50.'],
    ['#/langevin?until=50%E2%80%8B', 'until = 50� in this link was read as 50.'],
    ['#/langevin?step=0,3', 'step = 0,3 in this link was read as 0.3.'],
    ['#/langevin?angle=%E2%88%9230', 'angle = −30 in this link was read as -30.'],
    [
      '#%2FLangevin%3Fstep%3D0.3%26amp%3Btarget%3DGaussian%E2%80%9D',
      'This link was damaged and has been repaired: its signs were written as codes; ‘&amp;’ stood in it for ‘&’; ' +
        '‘Langevin’ was read as ‘langevin’. target = ‘Gaussian”’ in this link was read as ‘gaussian’.',
    ],
    [
      `#/langevin?step=${'1'.repeat(12_578)}`,
      'This link is too long (12.3 KiB; at most 8 KiB). The defaults were loaded.',
    ],
    ['#/langevine', 'Unknown lab ‘langevine’. The lab ‘langevin’ was opened.'],
    [
      '#/langevin?__proto__=1&constructor=2',
      '2 unknown settings in this link were ignored. They are ‘__proto__’, ‘constructor’.',
    ],
    ['#/langevin?step=1e999', 'step = 1e999 in this link is not a finite number; 0.02 is used.'],
    ['#/langevin?step=NaN', 'step = NaN in this link is not a finite number; 0.02 is used.'],
    ['#/langevin?step=12abc', 'step = 12abc in this link is not a finite number; 0.02 is used.'],
    ['#/langevin?noise=-0', undefined],
    ['#/langevin?chains=9000000000&play=0', 'chains = 9,000,000,000 limited to 1,048,576.'],
    ['#/langevin?chains=1000000', 'This link asks for 1,000,000 chains. Press Run to start.'],
  ])('%.60s', async (hash, sentence) => {
    expect(await link(hash)).toBe(sentence);
  });
});

describe('number boxes', () => {
  test.each([
    ['step', '', 'Enter a number such as 0.05.'],
    ['step', 'abc', 'Enter a number such as 0.05.'],
    ['step', '0,05', undefined],
    ['step', '0', /^The .*step.* must be greater than 0\.$/],
    ['step', '-1', /^The .*step.* must be greater than 0\.$/],
    ['step', '1e999', /^The .*step.* must be a finite number\.$/],
    ['chains', 'many', 'Enter a whole number such as 100.'],
    ['chains', '0', /must be at least 1\.$/],
    ['chains', '2.5', /must be a whole number\.$/],
    ['chains', '9e9', /must be at most 1,048,576\.$/],
  ])('%s = %j', async (key, text, sentence) => {
    const problem = await typed(key, text);
    if (sentence instanceof RegExp) expect(problem).toMatch(sentence);
    else expect(problem).toBe(sentence);
  });
});

describe('tables', () => {
  test.each<[string, () => Promise<string | undefined>, string]>([
    ['empty', () => table(''), 'The file is empty.'],
    ['a header alone', () => table('a,b\n'), 'The file has no data rows.'],
    ['too large, unread', () => said(() => loadCsv(sized(214 * MIB))), 'The file is 214 MiB; at most 20 MiB.'],
    ['a line too long', () => table('x'.repeat(70_000)), 'Line 1 is longer than 64 KiB. Is this a CSV file?'],
    ['too many columns', () => table(`${'1,'.repeat(64)}1\n`), 'Line 1 has 65 values; at most 64 columns are read.'],
    ['a workbook', () => table('PK\u0003\u0004 xl/'), 'This looks like an Excel workbook. Save it as CSV first.'],
    ['an archive', () => table('PK\u0003\u0004 a.txt'), 'This looks like a zip archive. Unpack it first.'],
    ['UTF-16', () => table(Uint8Array.of(0xff, 0xfe, 49, 0)), 'This looks like UTF-16 text. Save it as UTF-8 first.'],
    ['ragged', () => table(`${'1,2\n'.repeat(16)}1,2,3\n`), 'Line 17 has 3 values; line 1 has 2.'],
    [
      'text',
      () => table('1,2\n1,2\n1,2\n1,2\n1,abc\n1,\n1,NaN\n'),
      'Line 5, column 2: ‘abc’ is not a number. 3 such lines.',
    ],
    ['1e300', () => table(`${'1,2\n'.repeat(7)}1e300,2\n`), 'Line 8: 1e300 is too large for 32-bit numbers.'],
    [
      'digits that 32 bits would lose',
      () => notes('16777217,2\n16777216,3\n'),
      '‘column 1’ is computed about its centre, because 32-bit numbers could not tell its values apart.',
    ],
    ['an open quote', () => table('1,2\n1,2\n"1,2\n1,2\n'), 'The quote opened on line 3 is never closed.'],
    ['one point', () => notes('1,2\n'), 'There is one point only.'],
    ['equal points', () => notes('1,2\n1,2\n'), 'All points are equal.'],
    [
      'moved while read',
      () => said(() => loadCsv(gone)),
      'The file could not be read (it may have been moved). The earlier data is still loaded.',
    ],
  ])('%s', async (_, sentence, expected) => {
    expect(await sentence()).toBe(expected);
  });

  test('what was found stands beside the file', async () => {
    const rows = '1,5;2\n'.repeat(412);
    expect(formatText(await loadCsv(new Blob([rows])))).toBe('semicolon, decimal comma, 412 × 2');
  });
});

describe('settings files', () => {
  test.each<[string, () => Promise<string | undefined>, string]>([
    ['no JSON', () => json(file('hello')), 'Not a settings file from this page: it is not JSON.'],
    ['another file', () => json(file('{}')), 'Not a settings file from this page: ‘format’ is missing.'],
    ['too deep', () => json(file('['.repeat(17) + ']'.repeat(17))), 'The file is nested deeper than 16 levels.'],
    ['too large, unread', () => json(sized(6 * MIB)), 'The file is 6 MiB; at most 5 MiB.'],
    ['two', () => json(file('{}'), file('{}')), 'Drop one file.'],
    ['a folder', () => json(), 'Drop one file.'],
    ['empty', () => json(file('')), 'The file is empty.'],
    [
      'moved while read',
      () => json(sized(9)),
      'The file could not be read (it may have been moved). The earlier settings are still loaded.',
    ],
  ])('%s', async (_, sentence, expected) => {
    expect(await sentence()).toBe(expected);
  });
});

test.each([
  ['=cmd()', "'=cmd()"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@a', "'@a"],
  ['\ta', "'\ta"],
  ['\ra', `"'\ra"`],
  ['<img onerror>', '<img onerror>'],
])('an exported text cell %j is no formula', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});
