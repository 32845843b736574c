// A thousand hostile tables, read as the page reads them: finite points of the plane come out, or one sentence does.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvError } from '../../../src/data/csv/csv-error';
import { loadCsv } from '../../../src/data/csv/csv-load';
import { likelyColumns } from '../../../src/data/csv/csv-columns';
import { choosePoints } from '../../../src/data/csv/csv-points';
import { hostileCsv } from '../../support/hostile-files';

const FILES = 1_000;

test(`${FILES} hostile tables are read or refused with a sentence`, async () => {
  const outcomes = { read: 0, refused: 0 };
  const property = fc.asyncProperty(hostileCsv(), fc.boolean(), fc.boolean(), async (file, standardise, skip) => {
    try {
      const table = await loadCsv(new Blob([file]));
      const [x, y] = likelyColumns(table);
      const { points } = choosePoints(table, { x, y, standardise, skip });
      expect(points.length % 2).toBe(0);
      expect(points.length).toBeGreaterThan(0);
      expect(points.every((value) => Math.abs(value) <= 1e9)).toBe(true);
      outcomes.read++;
    } catch (error) {
      expect(error).toBeInstanceOf(CsvError);
      expect((error as Error).message).toMatch(/^[A-Z].*\.$/s);
      expect((error as Error).message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect((error as Error).message.length).toBeLessThan(300);
      outcomes.refused++;
    }
  });
  await fc.assert(property, { numRuns: FILES });
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(FILES / 20);
});

describe('what would hold up the page', () => {
  /** Milliseconds of this process, whatever else the machine does. */
  const cost = async (text: string): Promise<number> => {
    const before = process.cpuUsage();
    await loadCsv(new Blob([text])).catch(() => undefined);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  test.each([
    ['digits without end', `${`${'1'.repeat(60_000)}x,2\n`.repeat(20)}`],
    ['digits with a point', `${`${'1'.repeat(30_000)}.${'1'.repeat(30_000)}x,2\n`.repeat(20)}`],
    ['blanks', `${`${' '.repeat(60_000)}x,2\n`.repeat(20)}`],
    ['quotes', `${`${'""'.repeat(20_000)},2\n`.repeat(20)}`],
  ])('%s cost as much as other text of that length', async (_, text) => {
    const plain = `${'1,2\n'.repeat(text.length / 4)}`;
    await cost(plain);
    expect(await cost(text)).toBeLessThan(10 * (await cost(plain)) + 50);
  });

  test('one quote does not gather the file into a cell', async () => {
    const lines = 'x,y\n'.repeat(200_000);
    await expect(loadCsv(new Blob([`1,2\n3,4\n"5,6\n${lines}`]))).rejects.toThrow(
      'The quote opened on line 3 is never closed.',
    );
    await expect(loadCsv(new Blob([`1,2\n${'"\n",'.repeat(100_000)}1\n`]))).rejects.toThrow(
      'Line 2 is longer than 64 KiB.',
    );
  });
});
