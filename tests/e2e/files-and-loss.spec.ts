// What leaves the page, what comes back to it, and what happens when the GPU goes away.
import { readFile } from 'node:fs/promises';
import { expect, type Page } from 'playwright/test';
import { digest } from '../support/kept-work';
import { keptTest, measure, open, rested, stepOf, test, unpainted } from '../support/page';

async function download(page: Page, name: string): Promise<Buffer> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  return readFile(await (await started).path());
}

keptTest('CSV holds every chain', async ({ page }) => {
  await open(page, '#/langevin?chains=300&until=1&seed=7');
  const lines = (await download(page, 'CSV')).toString('utf8').trim().split(/\r?\n/);
  expect(lines[0]).toBe('x,y');
  expect(lines.length).toBe(301);
  const xs = lines.slice(1).map((line) => Number(line.split(',')[0]));
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  expect(mean).toBeCloseTo((await measure(page))['meanX'] ?? Number.NaN, 4);
});

keptTest('PNG shows the picture', async ({ page }) => {
  await open(page, '#/langevin?chains=2000&until=1&seed=7');
  const png = await download(page, 'PNG');
  const colours = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }, png.toString('base64'));
  expect(colours).toBeGreaterThan(50);
});

keptTest('the theme is switched and remembered', async ({ page }) => {
  await open(page, '#/langevin?chains=64&until=1');
  const background = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper'));
  const before = await background();
  const seen = new Set([before]);
  for (let i = 0; i < 3; i++) {
    await page.getByRole('button', { name: /^Theme/ }).click();
    seen.add(await background());
  }
  expect(seen.size).toBe(2);
});

keptTest('a component is dragged, and the run follows', async ({ page }) => {
  await open(page, '#/langevin?chains=2000&until=50&seed=7');
  const before = await measure(page);
  const handle = page.getByRole('button', { name: /component 1 at/ });
  await handle.focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: /^Advance/ }).click();
  await unpainted(page, async () => {
    await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(200);
    await rested(page);
  });
  expect((await measure(page))['meanX']).toBeGreaterThan((before['meanX'] ?? 0) + 0.02);
});

test('a lost device comes back by itself, and the trajectory goes on bit for bit', async ({ page }) => {
  await page.addInitScript(() => {
    type Request = (this: GPUAdapter, ...given: unknown[]) => Promise<GPUDevice>;
    const request = Reflect.get(GPUAdapter.prototype, 'requestDevice') as Request;
    GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...given: unknown[]) {
      const device = await request.apply(this, given);
      Object.assign(globalThis, { lastDevice: device });
      return device;
    };
  });
  await open(page, '#/langevin?chains=2000&until=120&seed=7');
  const undisturbed = await digest(page);
  await open(page, '#/langevin?chains=2000&until=60&seed=7');
  await page.evaluate(() => (globalThis as unknown as { lastDevice: GPUDevice }).lastDevice.destroy());
  await expect(page.getByRole('status')).toContainText('The GPU was lost');
  await rested(page);
  await expect.poll(() => stepOf(page)).toBe(60);
  for (let i = 0; i < 60; i++) await page.keyboard.press('.');
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBe(120);
  expect(await digest(page)).toBe(undisturbed);
});
