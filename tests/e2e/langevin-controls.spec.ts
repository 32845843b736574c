// Every control changes the picture or a number; the keyboard, the address and bad input do what they promise.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import { measure, open, rested, stepOf, test } from '../support/page';

const SMALL = 'chains=2048&seed=7';

/** Everything a control may change: the address, the settings shown, the numbers, the picture. */
async function fingerprint(page: Page): Promise<string> {
  const numbers = await measure(page);
  const picture = await page.locator('main-canvas').screenshot();
  return JSON.stringify([page.url(), numbers, picture.toString('base64')]);
}

test.describe('each slider', () => {
  const sliders: readonly (readonly [label: string, address: string])[] = [
    ['modes', 'target=mixture'],
    ['radius', 'target=mixture'],
    ['spread of a mode', 'target=mixture'],
    ['tilt of the weights', 'target=mixture'],
    ['std along the first axis', 'target=gaussian'],
    ['std along the second axis', 'target=gaussian'],
    ['rotation', 'target=gaussian'],
    ['bandwidth', 'target=penguins'],
    ['step', 'target=mixture'],
    ['noise factor', 'target=mixture'],
    ['chains', 'target=mixture'],
    ['start, horizontal', 'target=mixture'],
    ['start, vertical', 'target=mixture'],
    ['size of the start', 'target=mixture'],
    ['value in the twin', 'twin=step&twinValue=0.05'],
  ];
  for (const [label, address] of sliders) {
    test(label, async ({ page }) => {
      await open(page, `#/langevin?${SMALL}&${address}&play=0`);
      const before = await fingerprint(page);
      const slider = page.getByRole('slider', { name: label, exact: true });
      await slider.focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
      await rested(page);
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      await rested(page);
      expect(await fingerprint(page)).not.toBe(before);
    });
  }
});

test.describe('each choice', () => {
  const choices: readonly (readonly [label: string, value: string])[] = [
    ['Target', 'banana'],
    ['Method', 'mala'],
    ['Start', 'uniform'],
    ['Twin run', 'noise'],
    ['Preset', 'bias'],
  ];
  for (const [label, value] of choices) {
    test(`${label}: ${value}`, async ({ page }) => {
      await open(page, `#/langevin?${SMALL}&play=0`);
      const before = await fingerprint(page);
      await page.getByRole('combobox', { name: new RegExp(`^${label}`) }).selectOption(value);
      await rested(page);
      expect(await fingerprint(page)).not.toBe(before);
    });
  }
});

test('contours, arrows, paths and the style change the picture', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=30`);
  const canvas = page.locator('main-canvas');
  for (const name of ['contours', 'score arrows', 'paths']) {
    const before = await canvas.screenshot();
    await page.getByRole('checkbox', { name }).click();
    await page.waitForTimeout(400);
    expect(await canvas.screenshot(), name).not.toEqual(before);
  }
});

test('step, advance, reset and seed', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&play=0`);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => stepOf(page)).toBe(1);
  await page.getByRole('button', { name: /^Advance/ }).click();
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBe(1001);
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect.poll(() => stepOf(page)).toBe(0);
  const before = await measure(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await rested(page);
  expect(await measure(page)).not.toEqual(before);
});

test('the keyboard runs the lab', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&play=0`);
  await page.keyboard.press('.');
  await expect.poll(() => stepOf(page)).toBe(1);
  await page.keyboard.press(' ');
  await expect.poll(() => stepOf(page), { timeout: 20_000 }).toBeGreaterThan(20);
  await page.keyboard.press(' ');
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
  await page.keyboard.press('r');
  await expect.poll(() => stepOf(page)).toBe(0);
});

test('an address with bad values says so once and works', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&step=1e999&noise=abc&play=0`);
  await expect(page.getByRole('status')).toContainText(
    'step = 1e999 in this link is not a finite number; 0.02 is used.',
  );
  expect((await measure(page))['finite']).toBe(2048);
});

test('a typed value that is not allowed changes nothing', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&play=0`);
  const before = await measure(page);
  const field = page.getByRole('textbox', { name: 'step', exact: true });
  await field.fill('-1');
  await field.press('Enter');
  await expect(page.getByText('The step must be greater than 0.')).toBeVisible();
  expect(await measure(page)).toEqual(before);
  expect(page.url()).not.toContain('step=-1');
});

test('a live slider never restarts', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=50`);
  await page.getByRole('slider', { name: 'step', exact: true }).press('ArrowRight');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => stepOf(page)).toBe(51);
});

test('state goes out as JSON and comes back', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=40&step=0.05`);
  const numbers = await measure(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON' }).click();
  const path = await (await download).path();
  await open(page, '#/langevin?chains=64&play=0');
  await page.locator('input[type=file]').setInputFiles({
    name: 'state.json',
    mimeType: 'application/json',
    buffer: await (await import('node:fs/promises')).readFile(path),
  });
  await expect.poll(() => stepOf(page)).toBe(40);
  expect(await measure(page)).toEqual(numbers);
});

test('a JSON that is not ours leaves everything as it was', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=10`);
  const numbers = await measure(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"__proto__":{"a":1}}') });
  await expect(page.getByRole('status')).toContainText('Not a settings file from this page');
  expect(await measure(page)).toEqual(numbers);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page, '#/langevin?chains=4096&until=60&twin=noise');
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
}
