// The page at every width between a small phone and a large screen: nothing lies on anything, nothing is cut.
import { expect } from 'playwright/test';
import { layoutFaults } from '../support/layout-faults';
import { labTable, smallAddress } from '../support/lab-table';
import { keptTest as test, open, settled } from '../support/page';

const WIDTHS = Array.from({ length: 113 }, (_, k) => 320 + 20 * k);

for (const row of labTable) {
  test(`${row.id} from 320 to 2,560 px: no two texts or panels overlap, nothing is cut`, async ({ page }) => {
    test.setTimeout(600_000);
    await open(page, smallAddress(row, 'until=20', 256));
    await expect(page.locator('claims-table tbody').first()).toBeVisible();
    for (const fold of await page.locator('claims-table').getByRole('button').all()) await fold.click();
    // Measured, not looked at: what is transparent has its place and need not be painted.
    await page.evaluate(() => (document.body.style.opacity = '0'));
    const faults = new Map<string, number[]>();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      for (const fault of await layoutFaults(page)) faults.set(fault, [...(faults.get(fault) ?? []), width]);
    }
    const words = [...faults].map(([fault, widths]) => `${widths.join(', ')}: ${fault}`);
    expect(words).toEqual([]);
  });
}

test('a row of labs that becomes narrow keeps the open one in sight', async ({ page }) => {
  const [first, ...others] = labTable;
  const last = others.at(-1) ?? first;
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, smallAddress(last, 'until=1', 64));
  await page.setViewportSize({ width: 320, height: 900 });
  // The underline reaches below the row, so only its sides count.
  const beyond = (): Promise<number> =>
    page.locator('nav').evaluate((nav) => {
      const [all, link] = [nav, nav.querySelector("[aria-current='page']") ?? nav].map((it) =>
        it.getBoundingClientRect(),
      );
      return Math.max(all.left - link.left, link.right - all.right, link.right - innerWidth);
    });
  await expect.poll(beyond).toBeLessThan(1);
});
