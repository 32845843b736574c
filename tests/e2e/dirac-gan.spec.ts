// What is of the Dirac-GAN lab alone: placing the start, the map, its words.
import { expect } from 'playwright/test';
import { keptTest as test, open, settled } from '../support/page';

const SMALL = 'trajectories=256&seed=7';
const CLOUD = `twin=off&init=ring&${SMALL}`;

test('the words are those of this lab', async ({ page }) => {
  await open(page, `#/dirac-gan?scheme=alternating&until=8&${SMALL}`);
  await page.getByRole('checkbox', { name: 'circles', exact: true }).check();
  await expect(page.locator('main-canvas .legend').last()).toHaveText('circles of θ² + ψ²');
  for (const foreign of ['score', 'chain', 'target', 'particle'])
    expect((await page.locator('lab-page').innerText()).toLowerCase(), foreign).not.toContain(foreign);
});

test('a click on the picture places the start, a click on the map loads a setting', async ({ page }) => {
  await open(page, `#/dirac-gan?until=5&${CLOUD}`);
  const canvas = page.locator('main-canvas');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.click(box.x + 0.6 * box.width, box.y + 0.3 * box.height);
  // A point is the default: the address names where it is, and no ring any more.
  await expect(page).toHaveURL(/theta0=/);
  await expect(page).not.toHaveURL(/init=ring/);
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

test('a click says what is folded into h, and the cross stands where the setting is', async ({ page }) => {
  await open(page, `#/dirac-gan?scheme=alternating&h=0.8&until=1&${CLOUD}`);
  const map = page.locator('stability-map');
  const box = await map.locator('.plot').boundingBox();
  if (!box) throw new Error('no map');
  const [x, y] = [box.x + 0.4 * box.width, box.y + 0.3 * box.height];
  await page.mouse.click(x, y);
  const [, loads, h] =
    (await map.locator('.note').first().innerText()).match(/It loads (the same h f′\(0\): h = ([\d.]+))\.$/) ?? [];
  await expect(page).toHaveURL(new RegExp(`[?&]h=${h}`));
  await expect(map.locator('text.word', { hasText: 'the same' })).toHaveText(loads ?? 'nothing');
  // A corner that the panel cannot hold: h f′(0) = 47.
  await page.mouse.click(box.x + box.width - 2, box.y + 2);
  await expect(map.locator('.note').first()).toContainText(/It cannot be loaded: h = 9\d/);
  await expect(page).toHaveURL(new RegExp(`[?&]h=${h}`));
});

test('the words of the map keep their size and lie on nothing', async ({ page }) => {
  await open(page, `#/dirac-gan?scheme=alternating&until=1&${CLOUD}`);
  for (const width of [320, 720, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const boxes = await page.locator('stability-map').evaluate((map) =>
      [...(map.shadowRoot?.querySelectorAll('.title, svg text:not(.word), .key span, .note') ?? [])].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return { text: element.textContent?.trim() ?? '', left, right, top, bottom };
      }),
    );
    expect(boxes.length).toBeGreaterThan(10);
    for (const [i, one] of boxes.entries()) {
      expect(one.left, one.text).toBeGreaterThanOrEqual(0);
      expect(one.right, one.text).toBeLessThanOrEqual(width);
      for (const other of boxes.slice(i + 1)) {
        const apart = [other.left - one.right, one.left - other.right, other.top - one.bottom, one.top - other.bottom];
        expect(Math.max(...apart), `${width} px: ${one.text} | ${other.text}`).toBeGreaterThanOrEqual(-1);
      }
    }
    const heights = await page
      .locator('stability-map svg text')
      .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().height));
    for (const height of heights) expect(height).toBeLessThan(18);
  }
});

test('an untouched view follows what leaves it, one that was moved stays', async ({ page }) => {
  await open(page, `#/dirac-gan?objective=wgan&h=1&until=40&${SMALL}`);
  const canvas = page.locator('main-canvas');
  const span = (): Promise<number> =>
    canvas.evaluate((element) => {
      const { view } = element as unknown as { view: { minX: number; maxX: number } };
      return view.maxX - view.minX;
    });
  // √1.25 · 2^(40/2): one simultaneous round of the linear game at h = 1 multiplies the distance by √2.
  const reach = Math.sqrt(1.25) * 2 ** 20;
  expect(await span()).toBeGreaterThan(2 * reach);
  expect(await span()).toBeLessThan(40 * reach);
  await expect(page.locator('main-canvas .above')).toContainText('× 10⁶');
  await canvas.getByRole('button', { name: /zoom in/i }).click();
  const chosen = await span();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  for (let i = 0; i < 6; i++) await page.keyboard.press('.');
  await expect(page.locator('playground-app')).toHaveAttribute('step', /4[5-9]/);
  expect(await span()).toBe(chosen);
});
