// The visitor's own points in the page under test: from a file to what is in force.
import type { Page } from 'playwright/test';
import type { Axes } from '../../src/data/axes';

export type TestFile = string | { name: string; mimeType: string; buffer: Buffer };

export function pointsShown(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('playground-app')?.run?.frame().clouds[0]?.count ?? 0);
}

/** Uses what is shown of a file, once it is read. */
export async function usePoints(page: Page): Promise<void> {
  await page.locator('point-loader .use').press('Enter');
}

/** Reads a file and uses it as it was understood. */
export async function useFile(page: Page, file: TestFile): Promise<void> {
  await page.locator('point-loader input[type=file]').setInputFiles(file);
  await usePoints(page);
}

/** Axes of the picture, and the points of the run in its own coordinates, in no order that means anything. */
export async function inForce(page: Page): Promise<{ axes: Axes; coordinates: number[][] }> {
  const { axes, numbers } = await page.evaluate(async () => {
    // A run that is being replaced answers no more.
    const snapshot = await document
      .querySelector('playground-app')
      ?.run?.snapshot()
      .catch(() => undefined);
    const plain = { names: ['', ''], centre: [0, 0], scale: [1, 1] } as const;
    const shown: Axes = document.querySelector('main-canvas')?.axes ?? plain;
    return { axes: shown, numbers: Array.from(snapshot?.['points']?.data ?? []) };
  });
  return { axes, coordinates: sortedRows(numbers) };
}

/** The points in the units of their file, to six digits: 32 bits leave seven. */
export async function valuesInForce(page: Page): Promise<number[][]> {
  const { axes, coordinates } = await inForce(page);
  const value = (row: readonly number[], axis: 0 | 1): number =>
    Number((axes.centre[axis] + axes.scale[axis] * row[axis]).toPrecision(6));
  return sortedRows(coordinates.flatMap((row) => [value(row, 0), value(row, 1)]));
}

function sortedRows(numbers: readonly number[]): number[][] {
  const rows = Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
  return rows.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
}
