// A part of the page that does not arrive (F35) is told of; the page is never an empty one.
import { expect, test } from 'playwright/test';
import { labTable } from '../support/lab-table';

for (const { id } of labTable) {
  test(`F35 the files of a lab are missing: ${id}`, async ({ page }) => {
    await page.route(/assets\/lab-(?!page)[^/]*\.js/, (route) => route.abort());
    await page.goto(`./#/${id}?play=0`);
    await expect(page.getByRole('status')).toContainText('could not be loaded completely');
    await expect(page.locator('playground-app')).toHaveAttribute('status', 'failed');
  });
}

test('F35 fonts are missing: another one is used', async ({ page }) => {
  await page.route(/\.woff2?$/, (route) => route.abort());
  await page.goto('./#/langevin?chains=256&play=0');
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
});
