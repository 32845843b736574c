// What a file is understood to be: shown before it is used, asked where it cannot be told, and one click back; in the units
// of the file wherever it is shown.
import { readFile } from 'node:fs/promises';
import { expect, type Page } from 'playwright/test';
import { keptTest as test, open, rested } from '../support/page';
import { inForce, pointsShown, useFile, usePoints, valuesInForce } from '../support/own-points';

const CASES = 'tests/data/csv/cases';

function csv(text: string, name = 'points.csv'): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

const review = (page: Page): ReturnType<Page['locator']> => page.locator('point-loader');
const axisNames = (page: Page): Promise<string[]> => page.locator('main-canvas .name').allTextContents();

test('what was understood is shown before it is used, each part can be changed, and one click leads back', async ({
  page,
}) => {
  await open(page, '#/kernel-score?until=1&points=64');
  const loader = review(page);
  await loader.locator('input[type=file]').setInputFiles(`${CASES}/d5-pandas-index.csv`);
  await expect(loader.locator('.format')).toHaveText('d5-pandas-index.csv: comma, 60 × 3');
  await expect(loader.locator('th')).toHaveText(['duration', 'pause']);
  await expect(loader.locator('tbody tr')).toHaveText([/4\.377\s*71/, /4\.336\s*77/, /4\.064\s*84/]);
  await expect(loader.getByRole('combobox', { name: 'separator' })).toHaveValue('comma');
  await expect(loader.getByRole('combobox', { name: 'numbers' })).toHaveValue('1,234.5');
  const header = loader.getByRole('checkbox', { name: /first row/ });
  await expect(header).toBeChecked();
  expect(await pointsShown(page)).toBe(64);
  await header.uncheck();
  await expect(loader.locator('.message')).toHaveText('Line 1, column 2: ‘duration’ is not a number.');
  await header.check();
  await loader.getByRole('combobox', { name: 'vertical' }).selectOption('column 1');
  await expect(loader.locator('th')).toHaveText(['duration', 'column 1']);
  await usePoints(page);
  await expect.poll(() => pointsShown(page)).toBe(60);
  await expect.poll(() => axisNames(page)).toEqual(['duration', 'column 1']);
  await loader.getByRole('button', { name: 'Back to the points before' }).press('Enter');
  await expect.poll(() => pointsShown(page)).toBe(64);
  await expect(page).not.toHaveURL(/upload/);
  await expect(loader.locator('select, .back')).toHaveCount(0);
});

test('a decimal mark that the file does not tell is asked, with both readings', async ({ page }) => {
  await open(page, '#/kernel-score?until=1&points=64');
  const loader = review(page);
  await loader.locator('input[type=file]').setInputFiles(csv('a\tb\n1,234\t2\n5,678\t3\n2,345\t9\n'));
  await expect(loader.locator('.question')).toContainText('The file does not tell');
  await expect(loader.locator('tbody')).toHaveText([/1234\s*2/, /1\.234\s*2/]);
  await expect(loader.locator('.use')).toHaveCount(0);
  await loader.getByRole('button', { name: '1,234 is 1.234' }).press('Enter');
  await expect(loader.locator('.question')).toHaveCount(0);
  await usePoints(page);
  await expect
    .poll(() => valuesInForce(page))
    .toEqual([
      [1.234, 2],
      [2.345, 9],
      [5.678, 3],
    ]);
});

test('of a refused file nothing stays', async ({ page }) => {
  await open(page, '#/kernel-score?until=1&points=64');
  const loader = review(page);
  await useFile(page, csv('lon,lat\n1,2\n3,5\n4,4\n'));
  await loader.locator('input[type=file]').setInputFiles(csv('only names,and more\n', 'refused.csv'));
  await expect(loader.locator('.message')).toHaveText('The file has no data rows.');
  await expect(loader).not.toContainText('refused');
  await expect(loader.getByRole('combobox', { name: 'horizontal' }).locator('option')).toHaveText(['lon', 'lat']);
  await loader.locator('input[type=file]').setInputFiles(csv('p,q\n1,2\n,5\n', 'holes.csv'));
  await expect(loader.locator('.message')).toHaveText('Line 3, column 1: the cell is empty.');
  await loader.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(loader.getByRole('combobox', { name: 'horizontal' }).locator('option')).toHaveText(['lon', 'lat']);
  expect(await pointsShown(page)).toBe(3);
});

test('names and units of the file are in the picture, the table, the settings file, and there after a reload', async ({
  page,
}) => {
  await open(page, '#/kernel-score?until=1');
  await useFile(page, `${CASES}/d1-julian-date.csv`);
  await expect.poll(() => pointsShown(page)).toBe(200);
  await rested(page);
  await expect.poll(() => axisNames(page)).toEqual(['bjd', 'mag']);
  await expect(page.locator('main-canvas .tick').filter({ hasText: '2,459,000.' }).first()).toBeVisible();
  await expect(page.locator('param-panel')).toContainText('σ of bjd');
  const save = async (kind: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: kind, exact: true }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  const [header, ...lines] = (await save('CSV')).trimEnd().split('\n');
  expect(header).toMatch(/^bjd,mag,score_bjd,score_mag,logDensity_value/);
  const times = lines.map((line) => Number(line.split(',')[0]).toFixed(5));
  const file = (await readFile(`${CASES}/d1-julian-date.csv`, 'utf8')).trim().split('\n').slice(1);
  expect(times.toSorted()).toEqual(file.map((line) => line.split(',')[0]).toSorted());
  const json = await save('JSON');
  await page.reload();
  await expect.poll(() => axisNames(page)).toEqual(['bjd', 'mag']);
  await page.locator('point-loader').getByRole('button', { name: 'Clear' }).click();
  // Without points there is nothing to show, and nothing stands in for them.
  await expect.poll(() => axisNames(page)).toEqual([]);
  await page
    .locator('file-buttons input[type=file]')
    .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(json) });
  await expect.poll(() => axisNames(page)).toEqual(['bjd', 'mag']);
  expect((await inForce(page)).axes.centre[0]).toBeGreaterThan(2_459_000);
});

test('the marginals of chains, and sets that the page brings, have their names and units', async ({ page }) => {
  await open(page, '#/langevin?target=data&chains=256&until=1');
  await useFile(page, `${CASES}/n5-degrees.csv`);
  await expect(page.locator('histogram-plot').first()).toContainText('Marginal of lon');
  await expect.poll(() => axisNames(page)).toEqual(['lon', 'lat']);
  await page.goto('./#/kernel-score?data=penguins&until=1');
  await expect.poll(() => axisNames(page)).toEqual(['Flipper length (mm)', 'Bill length (mm)']);
  await page.goto('./#/kernel-score?data=digits&until=1');
  await expect.poll(() => axisNames(page)).toEqual(['first principal component', 'second principal component']);
});

test('at 360 px everything of a file is in view and nothing is cut', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page, '#/kernel-score?until=1&points=64');
  const loader = review(page);
  await loader
    .locator('input[type=file]')
    .setInputFiles(csv('a long name of a column\tb\n1,234\t2\n5,678\t3\n2,345\t9\n'));
  await expect(loader.locator('.question')).toBeVisible();
  const cut = await loader.evaluate((host) => {
    const [root, { left, right }] = [host.shadowRoot, host.getBoundingClientRect()];
    return [...(root?.querySelectorAll('select, button, table, label') ?? [])].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.left < left - 0.5 || box.right > right + 0.5;
    }).length;
  });
  expect(cut).toBe(0);
});
