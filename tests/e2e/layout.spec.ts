// The page at every width between a small phone and a large screen: nothing lies on anything, nothing is cut.
import { expect, type Page } from 'playwright/test';
import { layoutFaults } from '../support/layout-faults';
import { open, test } from '../support/page';

const WIDTHS = Array.from({ length: 113 }, (_, k) => 320 + 20 * k);

/** Sizes are observed in one frame and drawn anew in the next. */
function settled(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

for (const lab of ['langevin?chains=1024', 'dirac-gan?trajectories=256', 'kernel-score?points=256']) {
  test(`${lab} from 320 to 2,560 px: no two texts or panels overlap, nothing is cut`, async ({ page }) => {
    test.setTimeout(600_000);
    await open(page, `#/${lab}&until=20&seed=7`);
    await expect(page.locator('claims-table tbody').first()).toBeVisible();
    for (const fold of await page.locator('claims-table').getByRole('button').all()) await fold.click();
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
