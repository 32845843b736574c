// The page opens labs that it has never heard of: no picture in the plane, an end to which and from which one can go, a loss,
// arrows without a density, and the example of the README.
import { expect, type Page } from 'playwright/test';
import { expectAccessible, expectKeyboard } from '../support/access';
import { serveMadeUpLabs } from '../support/made-up-page';
import { open, rested, stepOf, test } from '../support/page';

const port = Number(process.env['PORT']) + 1;
test.use({ baseURL: `http://127.0.0.1:${port}` });

let close: (() => Promise<void>) | undefined;
test.beforeAll(async () => {
  close = await serveMadeUpLabs(port);
});
test.afterAll(() => close?.());

/** Each with what it shows beside, or instead of, a picture. */
const labs = [
  { id: 'example-lab', picture: true, panels: ['xy-plot'], claim: 'E1' },
  { id: 'coins', picture: false, panels: ['xy-plot', 'bars-plot', 'xy-plot .names'], claim: 'C1' },
  { id: 'bridge', picture: true, panels: ['xy-plot'], claim: 'B1' },
  { id: 'fit', picture: false, panels: ['xy-plot'], claim: 'F1' },
  { id: 'whirl', picture: true, panels: ['xy-plot'], claim: 'W1' },
] as const;

for (const { id, picture, panels, claim } of labs) {
  test(`${id}: opens, runs, shows what it declares, for everybody and at any width`, async ({ page }) => {
    await open(page, `#/${id}?until=40`);
    expect(await stepOf(page)).toBe(40);
    await expect(page.locator('main-canvas')).toHaveCount(picture ? 1 : 0);
    for (const panel of panels) await expect(page.locator(panel).first()).toBeVisible();
    await expect(page.locator('claims-table')).toContainText(claim);
    await expect(page.locator('claims-table')).toContainText('holds');
    await expectAccessible(page);
    for (const width of [360, 940, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width);
    }
    await expectKeyboard(page);
  });
}

const scrubber = (page: Page) => page.getByRole('slider', { name: 'Step', exact: true });

test('a run with an end rests there, and goes back and on by hand', async ({ page }) => {
  await open(page, '#/bridge?steps=30&play=1');
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'done');
  expect(await stepOf(page)).toBe(30);
  const positions = (): Promise<number[]> =>
    page.evaluate(async () => {
      const snapshot = await document.querySelector('playground-app')?.run?.snapshot();
      return Array.from(snapshot?.['positions']?.data ?? []);
    });
  await scrubber(page).fill('12');
  await expect.poll(() => stepOf(page)).toBe(12);
  await rested(page);
  const there = await positions();
  await scrubber(page).fill('20');
  await expect.poll(() => stepOf(page)).toBe(20);
  await scrubber(page).fill('12');
  await expect.poll(() => stepOf(page)).toBe(12);
  expect(await positions()).toEqual(there);
  await scrubber(page).press('ArrowRight');
  await expect.poll(() => stepOf(page)).toBe(13);
});

test('the throughput of a lab that trains counts samples', async ({ page }) => {
  await open(page, '#/fit?play=1&until=200000');
  await expect(page.locator('playground-app')).toContainText(/samples/);
});
