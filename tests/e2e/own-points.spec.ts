// Points of one's own: by file, drop and paste, drawn by keyboard, a million of them, and out again as CSV.
import { readFile, writeFile } from 'node:fs/promises';
import { expect, type Page } from 'playwright/test';
import { weigh } from '../../src/math/kernel-weights';
import { longestUsualTask } from '../support/long-tasks';
import { keptTest, open, test } from '../support/page';
import { inForce, pointsShown, useFile, usePoints, valuesInForce } from '../support/own-points';

function csv(text: string, name = 'points.csv'): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** The coordinates in force, in no order that means anything. */
async function pointsInForce(page: Page): Promise<number[][]> {
  const { coordinates } = await inForce(page);
  return coordinates;
}

keptTest('a file is read, a bad one leaves the earlier points, and a reload keeps them', async ({ page }) => {
  await open(page, '#/kernel-score?until=1');
  const input = page.locator('point-loader input[type=file]');
  await input.setInputFiles(csv('name;x;y\na;1,5;2\nb;3;4,25\nc;0;0\n'));
  await expect(page.locator('point-loader')).toContainText('semicolon, decimal comma, 3 × 3');
  await usePoints(page);
  await expect.poll(() => pointsShown(page)).toBe(3);
  await expect(page).toHaveURL(/data=upload/);
  await input.setInputFiles(csv('1,2\n3,4,5\n', 'ragged.csv'));
  await expect(page.locator('point-loader .message')).toHaveText('Line 2 has 3 values; line 1 has 2.');
  expect(await pointsShown(page)).toBe(3);
  await input.setInputFiles(csv('1,2\n3,4\nx,6\n7,8\n', 'holes.csv'));
  await expect(page.locator('point-loader .message')).toHaveText('Line 3, column 1: ‘x’ is not a number.');
  await page.getByRole('button', { name: 'Skip these lines' }).click();
  await expect(page.locator('point-loader .message')).toHaveText('1 line was left out.');
  await usePoints(page);
  await expect.poll(() => pointsShown(page)).toBe(3);
  await page.reload();
  await expect.poll(() => pointsShown(page)).toBe(3);
});

test('points are drawn with the keyboard alone', async ({ page }) => {
  await open(page, '#/kernel-score?data=upload&sigma=0.4&play=0');
  await page.getByRole('button', { name: 'Draw' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('draw-layer')).toBeFocused();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => pointsShown(page)).toBe(3);
  await page.keyboard.press('Backspace');
  await expect.poll(() => pointsShown(page)).toBe(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('draw-layer')).toHaveCount(0);
});

keptTest('columns are chosen, and standardised or not', async ({ page }) => {
  await open(page, '#/kernel-score?until=1&sigma=0.5');
  await useFile(page, csv('time,mass,name,wing\n1,10,a,4\n2,30,b,8\n3,20,c,0\n'));
  await expect.poll(() => pointsShown(page)).toBe(3);
  const axis = (values: readonly number[]): readonly number[] => {
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
    return values.map((value) => Math.fround((value - mean) / deviation));
  };
  const [time, mass] = [axis([1, 2, 3]), axis([10, 30, 20])];
  await expect.poll(() => pointsInForce(page)).toEqual(time.map((value, i) => [value, mass[i]]));
  const loader = page.locator('point-loader');
  await expect(loader.getByRole('combobox', { name: 'vertical' }).locator('option:disabled')).toHaveText('name');
  await loader.getByRole('checkbox', { name: /standardise/ }).press('Space');
  await expect
    .poll(() => valuesInForce(page))
    .toEqual([
      [1, 10],
      [2, 30],
      [3, 20],
    ]);
  await loader.getByRole('combobox', { name: 'vertical' }).selectOption('wing');
  await expect
    .poll(() => valuesInForce(page))
    .toEqual([
      [1, 4],
      [2, 8],
      [3, 0],
    ]);
});

keptTest('a table is pasted with Ctrl+V, and by the button where the browser allows it', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '#/kernel-score?until=1');
  await page.evaluate(() => navigator.clipboard.writeText('x\ty\n1\t2\n3\t5\n4\t4\n2\t1\n'));
  await page.locator('main-canvas canvas').focus();
  await page.keyboard.press('Control+v');
  await usePoints(page);
  await expect.poll(() => pointsShown(page)).toBe(4);
  await expect(page.locator('point-loader .format')).toHaveText('clipboard: tab, 4 × 2');
  await page.evaluate(() => navigator.clipboard.writeText('1;2\n3;5\n'));
  // What is typed belongs to the field.
  await page.getByRole('textbox', { name: /bandwidth/ }).focus();
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Escape');
  expect(await pointsShown(page)).toBe(4);
  await page.locator('point-loader').getByRole('button', { name: 'Paste' }).press('Enter');
  await usePoints(page);
  await expect.poll(() => pointsShown(page)).toBe(2);
  await page.evaluate(() => navigator.clipboard.writeText('just a sentence'));
  await page.locator('main-canvas canvas').focus();
  await page.keyboard.press('Control+v');
  await expect(page.locator('point-loader .message')).not.toBeEmpty();
  expect(await pointsShown(page)).toBe(2);
});

test('a button that may not read the clipboard says what to press', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.readText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  await open(page, '#/kernel-score?until=1');
  await page.locator('point-loader').getByRole('button', { name: 'Paste' }).click();
  await expect(page.locator('point-loader .message')).toContainText('press Ctrl+V');
});

keptTest('a file is dropped on the picture', async ({ page }) => {
  await open(page, '#/kernel-score?until=1');
  const drop = (files: readonly (readonly [name: string, text: string])[]): Promise<void> =>
    page.locator('main-canvas canvas').evaluate((canvas, dropped) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of dropped) dataTransfer.items.add(new File([text], name, { type: 'text/csv' }));
      for (const type of ['dragover', 'drop'])
        canvas.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    }, files);
  await drop([['five.csv', '1,2\n3,4\n5,6\n7,1\n0,0\n']]);
  await usePoints(page);
  await expect.poll(() => pointsShown(page)).toBe(5);
  await expect(page.locator('point-loader .format')).toHaveText('five.csv: comma, 5 × 2');
  await drop([
    ['a.csv', '1,2\n'],
    ['b.csv', '3,4\n'],
  ]);
  await expect(page.getByText('Drop one file.')).toBeVisible();
  expect(await pointsShown(page)).toBe(5);
});

keptTest('scores and densities go out as CSV, as float64 has them', async ({ page }) => {
  const sigma = 0.5;
  await open(page, `#/kernel-score?data=penguins&sigma=${sigma}&until=1`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ]);
  const [header, ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  const names = ['Flipper length (mm)', 'Bill length (mm)'];
  expect(header.split(',').slice(0, 5)).toEqual([
    ...names,
    ...names.map((name) => `score_${name}`),
    'logDensity_value',
  ]);
  const rows = lines.map((line) => line.split(',').map(Number));
  expect(rows).toHaveLength(333);
  // Millimetres, as the birds were measured: back in deviations they are the points that the densities are of.
  const { axes } = await inForce(page);
  const [width, height] = axes.scale;
  const places = rows.map(([x, y]) => [(x - axes.centre[0]) / width, (y - axes.centre[1]) / height]);
  expect(rows.every(([x]) => Math.abs(x - Math.round(x)) < 1e-4)).toBe(true);
  const points = Float64Array.from(places.flat(), Math.fround);
  for (const [i, [, , slopeX, slopeY, perArea]] of rows.entries()) {
    const [x, y] = places[i];
    const { mean, logDensity: exact } = weigh(points, [x, y], sigma);
    const score = [(mean[0] - x) / sigma ** 2, (mean[1] - y) / sigma ** 2];
    // The engine's promise for the direct method: 2e-5 relative to |s| + 1/σ, 2e-6 relative to 1 + |log q|.
    const size = Math.hypot(...score) + 1 / sigma;
    expect(Math.hypot(slopeX * width - score[0], slopeY * height - score[1])).toBeLessThan(2e-5 * size);
    expect(Math.abs(perArea + Math.log(width * height) - exact)).toBeLessThan(2e-6 * (1 + Math.abs(exact)));
  }
});

test('a million rows: progress, cancelled at once, and the page is never held up', async ({ page }) => {
  test.slow();
  await open(page, '#/kernel-score?play=0&sigma=0.3');
  const text = Array.from({ length: 1_000_000 }, (_, i) => `${(i * 7919) % 10007},${(i * 104729) % 9973}`).join('\n');
  // From the disk: handed over as a buffer, the test itself would keep the page busy.
  const file = test.info().outputPath('million.csv');
  await writeFile(file, text);
  const input = page.locator('point-loader input[type=file]');
  const loader = page.locator('point-loader');
  const before = await pointsShown(page);
  await input.setInputFiles(file);
  await expect(loader.getByRole('progressbar')).toBeVisible();
  const cancelled = await page.evaluate(async () => {
    const root = document.querySelector('point-loader')?.shadowRoot;
    const bar = (): HTMLProgressElement | null | undefined => root?.querySelector('progress');
    while ((bar()?.value ?? 1) < 0.1) await new Promise((resolve) => setTimeout(resolve, 5));
    const begun = performance.now();
    root?.querySelector<HTMLButtonElement>('progress + button')?.click();
    while (bar()) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - begun;
  });
  expect(cancelled).toBeLessThan(200);
  expect(await pointsShown(page)).toBe(before);
  const longest = await longestUsualTask(page, async () => {
    await input.setInputFiles(file);
    // An assertion that has to be tried again reads the whole page each time, and would hold it up itself.
    await page.waitForFunction(() => {
      const root = document.querySelector('point-loader')?.shadowRoot;
      const read = root?.querySelector('.format')?.textContent?.trim();
      return read === 'million.csv: comma, 1,000,000 × 2' && !root?.querySelector('progress');
    });
    await usePoints(page);
    await page.waitForFunction(
      () => document.querySelector('playground-app')?.run?.frame().readouts[0]?.value === '1,000,000',
    );
  });
  expect(longest).toBeLessThan(100);
});
