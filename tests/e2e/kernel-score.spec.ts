// The kernel-score lab as its users meet it: pictures, the slider, own points by file and by keyboard.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import { expectLayers, open, test, varying } from '../support/page';

const LAB = '#/kernel-score?data=mixture&points=1024&sigma=0.28&until=40';

/** The heat map that is shown, as its address. */
function heat(page: Page): Promise<string | null> {
  return page.locator('main-canvas image').getAttribute('href');
}

function pointsShown(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('playground-app')?.run?.frame().clouds[0]?.count ?? 0);
}

function csv(text: string, name = 'points.csv'): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

test('shows a heat map, and every claim in force holds', async ({ page }) => {
  await open(page, LAB);
  await expect.poll(() => heat(page)).toMatch(/^data:image\/png/);
  const verdicts = await page.evaluate(async () =>
    ((await document.querySelector('playground-app')?.run?.claims()) ?? []).map(
      ({ id, verdict }) => `${id} ${verdict}`,
    ),
  );
  expect(verdicts).toHaveLength(20);
  // Times are the machine's own business.
  expect(verdicts.filter((each) => each.endsWith('fails') && !each.startsWith('K4'))).toEqual([]);
  await expect(page.locator('.right')).toContainText('Bandwidth: error of the score');
  const audit = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(audit.violations).toEqual([]);
});

test('the bandwidth answers while the device is busy, and the figure recommends one', async ({ page }) => {
  await open(page, LAB);
  await expect.poll(() => heat(page)).toMatch(/^data:/);
  const before = await heat(page);
  const slider = page.getByRole('slider', { name: /bandwidth/ });
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect.poll(() => heat(page)).not.toBe(before);
  await page
    .getByRole('button', { name: /^Use σ = / })
    .first()
    .click({ timeout: 60_000 });
  await expect(page).toHaveURL(/sigma=0\.[23]/);
});

test('a file is read, a bad one leaves the earlier points, and a reload keeps them', async ({ page }) => {
  await open(page, '#/kernel-score?until=5');
  const input = page.locator('point-loader input[type=file]');
  await input.setInputFiles(csv('name;x;y\na;1,5;2\nb;3;4,25\nc;0;0\n'));
  await expect(page.locator('point-loader')).toContainText('semicolon, decimal comma, 3 × 3');
  await expect.poll(() => pointsShown(page)).toBe(3);
  await expect(page).toHaveURL(/data=upload/);
  await input.setInputFiles(csv('1,2\n3,4,5\n', 'ragged.csv'));
  await expect(page.locator('point-loader .message')).toHaveText('Line 2 has 3 values; line 1 has 2.');
  expect(await pointsShown(page)).toBe(3);
  await input.setInputFiles(csv('1,2\n3,4\nx,6\n7,8\n', 'holes.csv'));
  await expect(page.locator('point-loader .message')).toHaveText('Line 3, column 1: ‘x’ is not a number.');
  await page.getByRole('button', { name: 'Skip these lines' }).click();
  await expect(page.locator('point-loader .message')).toHaveText('1 line was left out.');
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

test('heat map, contours, arrows, data and particles are switched one by one', async ({ page }) => {
  await open(page, LAB);
  await expect.poll(() => heat(page)).toMatch(/^data:/);
  await expectLayers(page, ['heat map', 'contours', 'score arrows', 'data', 'particles']);
  await expect(page.locator('main-canvas image')).toHaveCount(0);
});

for (const [name, size, scheme] of [
  ['wide', { width: 1440, height: 960 }, 'light'],
  ['dark', { width: 1440, height: 960 }, 'dark'],
  ['narrow', { width: 360, height: 780 }, 'light'],
] as const) {
  test(`looks as it should: ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, LAB);
    await expect.poll(() => heat(page)).toMatch(/^data:/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    await expect(page.locator('.picture')).toHaveScreenshot(`kernel-score-${name}.png`, { mask: varying(page) });
  });
}
