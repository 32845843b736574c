// Every control changes the picture or a number; the keyboard, the address and bad input do what they promise.
import { expect, type Page } from 'playwright/test';
import { keptTest as test, measure, open, rested, stepOf, unpainted } from '../support/page';

const SMALL = 'chains=2048&seed=7';

/** What a control must change: a number, beyond the rounding of sums taken in another order, or a picture. */
async function fingerprint(page: Page): Promise<string> {
  const numbers = Object.entries(await measure(page)).map(([name, value]) => [name, value.toPrecision(5)]);
  await page.waitForTimeout(400); // contours follow when the settings have come to rest
  const pictures = [await page.locator('main-canvas').screenshot(), await page.locator('.right').screenshot()];
  return JSON.stringify([numbers, ...pictures.map((picture) => picture.toString('base64'))]);
}

/** Equal up to the order in which a sum of 2,048 float32 numbers was taken. */
function expectSame(numbers: Record<string, number>, expected: Record<string, number>): void {
  expect(Object.keys(numbers)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected))
    expect(Math.abs((numbers[name] ?? Number.NaN) - value), name).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(value)));
}

/** Sliders by the page on which they are of use. */
const sliders: readonly { readonly address: string; readonly labels: readonly string[] }[] = [
  {
    address: 'target=mixture',
    labels: ['modes', 'radius', 'spread of a mode', 'tilt of the weights', 'step', 'noise factor', 'chains'],
  },
  { address: 'target=mixture', labels: ['start, horizontal', 'start, vertical', 'size of the start'] },
  { address: 'target=gaussian', labels: ['std along the first axis', 'std along the second axis', 'rotation'] },
  { address: 'target=penguins', labels: ['bandwidth'] },
  { address: 'target=data&points=600&chains=512', labels: ['bandwidth', 'points'] },
  { address: 'twin=step&twinValue=0.05', labels: ['value in the twin'] },
];

for (const { address, labels } of sliders) {
  test(`each slider of ${address}: ${labels.join('; ')}`, async ({ page }) => {
    await open(page, `#/langevin?${SMALL}&${address}&play=0`);
    let before = await fingerprint(page);
    for (const label of labels) {
      await page.getByRole('slider', { name: label, exact: true }).focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
      await rested(page);
      const after = await fingerprint(page);
      expect(after, label).not.toBe(before);
      before = after;
    }
  });
}

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

test('step, advance, reset and seed', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&play=0`);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => stepOf(page)).toBe(1);
  await page.getByRole('button', { name: /^Advance/ }).click();
  await unpainted(page, () => expect.poll(() => stepOf(page), { timeout: 30_000 }).toBe(1001));
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
  expectSame(await measure(page), before);
  expect(page.url()).not.toContain('step=-1');
});

test('a live slider never restarts', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=5`);
  await page.getByRole('slider', { name: 'step', exact: true }).press('ArrowRight');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => stepOf(page)).toBe(6);
});

test('state goes out as JSON and comes back', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=4&step=0.05`);
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
  await expect.poll(() => stepOf(page)).toBe(4);
  expectSame(await measure(page), numbers);
});

test('a JSON that is not ours leaves everything as it was', async ({ page }) => {
  await open(page, `#/langevin?${SMALL}&until=1`);
  const numbers = await measure(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"__proto__":{"a":1}}') });
  await expect(page.getByRole('status')).toContainText('Not a settings file from this page');
  expectSame(await measure(page), numbers);
});
