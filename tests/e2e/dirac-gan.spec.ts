// The Dirac-GAN lab as its users meet it: each scheme in pixels, placing the start, the map, words without NaN, axe.
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { expectAccessible, expectKeyboard } from '../support/access';
import { expectLayers, open, test, varying } from '../support/page';

const settled = { timeout: 30_000 };
const SMALL = 'trajectories=1024&seed=7';
const CLOUD = `twin=off&init=ring&${SMALL}`;

/** The map fills in for as long as the machine takes; its own test waits for it, the others look elsewhere. */
const masked = (page: Page): ReturnType<Page['locator']>[] => [...varying(page), page.locator('stability-map')];

for (const [name, settings] of [
  ['first', `until=60&${SMALL}`],
  ['simultaneous', `scheme=simultaneous&h=0.2&until=60&${CLOUD}`],
  ['alternating-wgan', `objective=wgan&scheme=alternating&h=0.75&until=60&${CLOUD}`],
  ['flow', `scheme=flow&h=0.01&twin=off&init=disc&radius=2&until=200&${SMALL}`],
  ['extragradient', `scheme=extragradient&h=0.5&twin=simultaneous&init=ring&until=40&${SMALL}`],
] as const) {
  test(name, async ({ page }) => {
    await open(page, `#/dirac-gan?${settings}`);
    await expect(page).toHaveScreenshot(`${name}.png`, { mask: masked(page), ...settled });
  });
}

test('dark, the map of R1 over h and γ, to the last pixel', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, `#/dirac-gan?variant=r1&scheme=alternating&mapX=h&mapY=gamma&until=1&${CLOUD}`);
  await expect(page.locator('stability-map .readout')).toHaveText('', { timeout: 240_000 });
  await expect(page.locator('stability-map')).toHaveScreenshot('map.png', settled);
});

test('the layers have the names of this lab', async ({ page }) => {
  await open(page, `#/dirac-gan?scheme=alternating&until=40&${SMALL}`);
  await expectLayers(page, ['vector field', 'trails', 'circles']);
  await expect(page.locator('main-canvas .legend').last()).toHaveText('circles of θ² + ψ²');
  for (const foreign of ['score', 'chain', 'target', 'particle'])
    expect((await page.locator('lab-page').innerText()).toLowerCase(), foreign).not.toContain(foreign);
});

test('divergence is a result', async ({ page }) => {
  await open(page, `#/dirac-gan?objective=wgan&h=10&until=120&${CLOUD}`);
  await expect(page.getByText('Near the equilibrium the distance grows by 10 per step')).toBeVisible();
  await expect(page.getByText('1,024 of 1,024 trajectories have left the finite range.')).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain('NaN');
  await expect(page).toHaveScreenshot('divergence.png', { mask: masked(page), ...settled });
});

test('a click on the picture places the start, a click on the map loads a setting', async ({ page }) => {
  await open(page, `#/dirac-gan?until=5&${CLOUD}`);
  const canvas = page.locator('main-canvas');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.click(box.x + 0.6 * box.width, box.y + 0.3 * box.height);
  await expect(page).toHaveURL(/init=point/);
  await expect(page.locator('handle-layer').getByRole('button')).toHaveAttribute('aria-label', /initial point at/);
  const map = page.getByRole('application', { name: /Stability map/ });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('stability-map .note')).toContainText('theory: |λ|');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]h=/);
});

test('the map takes any two of five settings, reads what is under the pointer and loads what is clicked', async ({
  page,
}) => {
  await open(page, `#/dirac-gan?scheme=alternating&h=0.8&until=1&${CLOUD}`);
  const map = page.locator('stability-map');
  const axes = ['Step h', 'Noise σ', 'Penalty γ', 'Slope f′(0)', 'Discriminator steps nᴅ'];
  for (const name of ['Map across', 'Map up'])
    await expect(page.getByRole('combobox', { name }).locator('option')).toHaveText(axes);
  await page.getByRole('combobox', { name: 'Map up' }).selectOption('discriminatorSteps');
  await expect(map.locator('.title')).toContainText('step h across, discriminator steps nᴅ up');
  const plot = map.locator('.plot');
  const box = await plot.boundingBox();
  if (!box) throw new Error('no map');
  // About h = 0.22 and nᴅ = 4: c² = nᴅ h² a² = 0.05, on the unit circle.
  await page.mouse.move(box.x + 0.45 * box.width, box.y + 0.78 * box.height);
  await expect(map.locator('.note').first()).toHaveText(/^h 0\.2[12]\d, nᴅ 4\.00: .*; theory: \|λ\| 1\.0000\.$/);
  await expect(map.locator('.note').first()).toContainText('circles, ×1 a round', { timeout: 60_000 });
  const [read] = (await map.locator('.note').first().innerText()).match(/0\.\d+/) ?? [];
  await page.mouse.click(box.x + 0.45 * box.width, box.y + 0.78 * box.height);
  await expect(page).toHaveURL(/discriminatorSteps=4/);
  await expect(page).toHaveURL(new RegExp(`[?&]h=${read}`));
  await page.getByRole('combobox', { name: 'Map across' }).selectOption('gamma');
  await expect(map).toContainText('γ acts with a penalty or consensus only.');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test('360 px', async ({ page }) => {
    await open(page, `#/dirac-gan?until=40&${SMALL}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await expect(page.locator("nav [aria-current='page']")).toBeInViewport({ ratio: 0.99 });
    // The first screen only: below it stands the map, which is finer or coarser by how long it had.
    await expect(page).toHaveScreenshot('phone.png', { mask: masked(page), ...settled });
  });
});

test('dark, with a twin', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, `#/dirac-gan?scheme=simultaneous&twin=alternating&h=0.2&init=ring&until=60&${SMALL}`);
  await expect(page).toHaveScreenshot('dark-twin.png', { mask: masked(page), ...settled });
});

test('every control answers the keyboard', async ({ page }) => {
  await open(page, `#/dirac-gan?variant=noise&scheme=alternating&play=0&${SMALL}`);
  await expectKeyboard(page);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, `#/dirac-gan?twin=flow&until=10&${SMALL}`);
    await expect(page.getByText('holds').first()).toBeVisible();
    await expectAccessible(page);
  });
}
