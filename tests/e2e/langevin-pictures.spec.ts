// What users meet first, pixel by pixel: the lab in its states.
import { expect } from 'playwright/test';
import { open, test, varying } from '../support/page';

const settled = { timeout: 30_000 };

test('wide', async ({ page }) => {
  await open(page, '#/langevin?until=150&seed=7');
  await expect(page).toHaveScreenshot('wide.png', { mask: varying(page), ...settled });
});

test('the whole page, with its text', async ({ page }) => {
  await open(page, '#/langevin?target=gaussian&step=0.2&initScale=2&until=120&seed=7');
  await expect(page).toHaveScreenshot('whole.png', { mask: varying(page), fullPage: true, ...settled });
});

test('dark, with a twin', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, '#/langevin?twin=noise&until=60&seed=7');
  await expect(page).toHaveScreenshot('dark-twin.png', { mask: varying(page), ...settled });
});

test('beyond the stability limit', async ({ page }) => {
  await open(page, '#/langevin?target=gaussian&step=0.52&initScale=1&until=40&seed=7');
  await expect(page.getByText('is beyond the stability limit').first()).toBeVisible();
  await expect(page).toHaveScreenshot('divergence.png', { mask: varying(page), ...settled });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test('360 px', async ({ page }) => {
    await open(page, '#/langevin?chains=8192&until=100&seed=7');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await expect(page).toHaveScreenshot('phone.png', { mask: varying(page), fullPage: true, ...settled });
  });
});

test('without WebGPU', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'gpu'));
  await open(page, '#/langevin?until=60&seed=7');
  await expect(page.locator('playground-app')).toHaveAttribute('backend', 'reference');
  await expect(page.getByRole('status')).toContainText('no WebGPU');
  await expect(page).toHaveScreenshot('no-webgpu.png', { mask: varying(page), ...settled });
});

test('the help', async ({ page }) => {
  await open(page, '#/langevin?chains=4096&until=20&seed=7');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page).toHaveScreenshot('help.png', { mask: varying(page), ...settled });
});
