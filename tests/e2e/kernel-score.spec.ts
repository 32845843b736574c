// The kernel-score lab as its users meet it: pictures, layers, the slider.
import { expect, type Page } from 'playwright/test';
import { expectAccessible, expectKeyboard } from '../support/access';
import { expectLayers, open, test, varying } from '../support/page';

const LAB = '#/kernel-score?data=mixture&points=1024&sigma=0.28&until=40';

/** The heat map that is shown, as its address. */
function heat(page: Page): Promise<string | null> {
  return page.locator('main-canvas image').getAttribute('href');
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
  await expectAccessible(page);
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

test('heat map, contours, arrows, data and particles are switched one by one', async ({ page }) => {
  await open(page, LAB);
  await expect.poll(() => heat(page)).toMatch(/^data:/);
  await expectLayers(page, ['heat map', 'contours', 'score arrows', 'data', 'particles']);
  await expect(page.locator('main-canvas image')).toHaveCount(0);
});

test('every control answers the keyboard', async ({ page }) => {
  await open(page, '#/kernel-score?data=normal&points=256&dimension=2&sigma=0.5&play=0');
  await expectKeyboard(page);
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
    await expect(page.locator("nav [aria-current='page']")).toBeInViewport({ ratio: 0.99 });
    await expect(page.locator('.picture')).toHaveScreenshot(`kernel-score-${name}.png`, { mask: varying(page) });
    if (scheme === 'dark') await expectAccessible(page);
  });
}
