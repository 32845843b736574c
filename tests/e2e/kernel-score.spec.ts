// What is of the kernel-score lab alone: its heat map, its claims, the bandwidth.
import { expect, type Page } from 'playwright/test';
import { keptTest as test, open } from '../support/page';

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
});

test('the bandwidth answers while the device is busy, and the figure recommends one', async ({ page }) => {
  await open(page, '#/kernel-score?data=mixture&points=1024&sigma=0.28&until=1');
  await expect.poll(() => heat(page)).toMatch(/^data:image\/png/);
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

test('the heat map goes with its layer', async ({ page }) => {
  await open(page, '#/kernel-score?data=mixture&points=256&sigma=0.28&until=1');
  await expect(page.locator('main-canvas image')).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'heat map', exact: true }).uncheck();
  await expect(page.locator('main-canvas image')).toHaveCount(0);
});
