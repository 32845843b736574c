// What a visitor did is there again after a reload and after a crash of the page, paused, and goes on bit for bit.
// `npm run test:faults` loses the page twenty times, in every lab.
import { expect } from 'playwright/test';
import { open, rested, stepOf, test } from '../support/page';
import { advanceTo, crashed, digest, lastKept } from '../support/kept-work';

const BACK = /Your run is back at step ([\d,]+), paused\. Press Run to go on\./;

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('after a reload the run is back, paused, and goes on bit for bit', async ({ page }) => {
  const address = '#/langevin?chains=4096&seed=3';
  await page.goto(`./${address}`);
  await expect.poll(() => lastKept(page), { timeout: 30_000 }).toBeGreaterThan(20);
  await page.reload();
  await rested(page);
  await expect(page.getByRole('status').first()).toContainText(BACK);
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
  const step = await stepOf(page);
  expect(step).toBeGreaterThan(20);
  await advanceTo(page, step + 30);
  const restored = await digest(page);
  // Another document: the run that is back stands at that very step.
  await page.goto('about:blank');
  await open(page, `${address}&until=${step + 30}`);
  await expect.poll(() => stepOf(page)).toBe(step + 30);
  expect(await digest(page)).toBe(restored);
});

test('after a crash of the page a new one at the same address has the work', async ({ page, context }) => {
  const address = './#/langevin?chains=4096&seed=3';
  await page.goto(address);
  await expect.poll(() => lastKept(page), { timeout: 30_000 }).toBeGreaterThan(20);
  await crashed(page);
  const next = await context.newPage();
  await next.goto(address);
  await rested(next);
  await expect(next.getByRole('status').first()).toContainText(BACK);
  expect(await stepOf(next)).toBeGreaterThan(20);
});
