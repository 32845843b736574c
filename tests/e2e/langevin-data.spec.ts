// Chains that follow the kernel score of a point set, as a user meets them: the target picked by hand, the bandwidth moved
// while they run, and points of one's own.
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from '../support/access';
import { keptTest as test, measure, open, rested, stepOf } from '../support/page';
import { useFile } from '../support/own-points';

const LAB = '#/langevin?target=data&points=1024&chains=1024&sigma=0.2&step=0.01&initScale=1.5&seed=7';

async function verdicts(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () =>
    Object.fromEntries(
      ((await document.querySelector('playground-app')?.run?.claims()) ?? []).map(({ id, verdict }) => [id, verdict]),
    ),
  );
}

test('data are picked as the target, the chains run, and the bandwidth moves them', async ({ page }) => {
  await open(page, '#/langevin?chains=512&step=0.01&play=0');
  await expect(page.locator('point-loader')).toHaveCount(0);
  await page.getByRole('combobox', { name: /^Target/ }).selectOption('data');
  await expect(page).toHaveURL(/target=data/);
  await expect(page.locator('point-loader')).toBeVisible();
  await rested(page);
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(30);
  const before = await page.evaluate(() => document.querySelector('playground-app')?.run);
  const slider = page.getByRole('slider', { name: /bandwidth/ });
  await slider.focus();
  for (let i = 0; i < 3; i++) await slider.press('PageUp');
  const at = await stepOf(page);
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(at + 10);
  await page.getByRole('button', { name: /^Pause/ }).click();
  await rested(page);
  expect(before).toBeDefined();
  await expect(page).toHaveURL(/sigma=/);
  const { finite } = await measure(page);
  expect(finite).toBe(512);
});

test('its claims hold, its views are there, and axe finds nothing', async ({ page }) => {
  await open(page, `${LAB}&until=60`);
  expect(await stepOf(page)).toBe(60);
  expect(await verdicts(page)).toMatchObject({ L5: 'holds', L6: 'holds', L11: 'holds', L10: 'outside' });
  await expect(page.locator('histogram-plot')).toHaveCount(2);
  await expect(page.locator('spectrum-plot')).toBeVisible();
  await expect(page.locator('main-canvas path.contour').first()).toBeAttached();
  await expectAccessible(page);
});

test('an address from before still opens the penguins', async ({ page }) => {
  await open(page, '#/langevin?target=penguins&sigma=0.3&chains=256&until=5');
  await expect(page.getByRole('combobox', { name: /^Target/ })).toHaveValue('penguins');
  expect(await verdicts(page)).toMatchObject({ L5: 'holds' });
});

test('points loaded in one lab are the target in the other, and stay after a reload', async ({ page }) => {
  await open(page, '#/langevin?target=data&chains=256&until=5');
  const rows = Array.from({ length: 700 }, (_, i) => `${Math.sin(i)},${Math.cos(3 * i)}`).join('\n');
  await useFile(page, { name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(`x,y\n${rows}\n`) });
  await expect(page).toHaveURL(/data=upload/);
  await rested(page);
  await page.goto('./#/kernel-score?data=upload&until=2');
  await expect
    .poll(() => page.evaluate(() => document.querySelector('playground-app')?.run?.frame().clouds[0]?.count))
    .toBe(700);
  await page.goto('./#/langevin?target=data&data=upload&chains=256&until=3');
  await page.reload();
  await rested(page);
  await expect(page.locator('point-loader')).toContainText('Clear');
  await expect.poll(async () => (await measure(page))['finite']).toBe(256);
});
