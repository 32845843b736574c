// The lecture view: readable from the last row, nothing on top of anything, driven by keys.
import { expect, type Page } from 'playwright/test';
import type { MainCanvas } from '../../src/ui/views/main-canvas';
import { labTable, smallAddress } from '../support/lab-table';
import { layoutFaults } from '../support/layout-faults';
import { keptTest as test, open, settled } from '../support/page';

/** The size on the screen of the smallest type that is seen, with its text. */
function smallestType(page: Page): Promise<{ size: number; text: string }> {
  return page.evaluate(() => {
    let smallest = { size: Infinity, text: '' };
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        const words = text.map((node) => node.textContent?.trim()).join('');
        if (!words || !element.checkVisibility() || ['STYLE', 'OPTION', 'title'].includes(element.nodeName)) continue;
        const { width, height } = element.getBoundingClientRect();
        const { fontSize, clipPath } = getComputedStyle(element);
        const size = Number.parseFloat(fontSize) * element.currentCSSZoom;
        // For the ear, and for whoever comes to it by the keyboard.
        if (clipPath === 'inset(50%)') continue;
        if (width > 1 && height > 1 && size < smallest.size) smallest = { size, text: words };
      }
    };
    look(document);
    return smallest;
  });
}

for (const [width, height] of [
  [1280, 720],
  [1024, 768],
] as const)
  for (const row of labTable) {
    test(`${row.id} at ${width} × ${height}: type of 18 px and more, nothing overlaps, no need to scroll`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await open(page, smallAddress(row, 'until=20&view=lecture', 256));
      await settled(page);
      const { size, text } = await smallestType(page);
      expect(size, text).toBeGreaterThanOrEqual(18);
      expect(await layoutFaults(page)).toEqual([]);
      const { tall, wide } = await page.evaluate(() => ({
        tall: document.documentElement.scrollHeight - innerHeight,
        wide: document.documentElement.scrollWidth - innerWidth,
      }));
      expect([tall, wide]).toEqual([0, 0]);
    });
  }

test('f enters, cursor keys go from preset to preset, sliders are those of the link, Escape leaves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, '#/langevin?chains=256&play=0&show=step,noise');
  await page.keyboard.press('f');
  await expect(page).toHaveURL(/view=lecture&show=step,noise/);
  await expect(page.locator('playground-app > header')).toBeHidden();
  await expect(page.locator('param-slider')).toHaveCount(2);
  const preset = page.locator('.preset select');
  await page.keyboard.press('ArrowRight');
  const first = await preset.inputValue();
  expect(first).not.toBe('');
  await page.keyboard.press('ArrowRight');
  await expect(preset).not.toHaveValue(first);
  await page.keyboard.press('ArrowLeft');
  await expect(preset).toHaveValue(first);
  await expect(page.locator('main-canvas')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(page.locator('playground-app > header')).toBeVisible();
  await expect(page).not.toHaveURL(/view=lecture/);
});

test('the pointer is where it is seen to be, though everything is larger', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, '#/langevin?target=mixture&chains=256&play=0&view=lecture');
  const canvas = page.locator('main-canvas');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('there is no picture');
  const [before, after] = [
    await canvas.evaluate((it) => (it as MainCanvas).view),
    { x: box.x + 0.75 * box.width, y: box.y + box.height / 2 },
  ];
  await page.mouse.move(box.x + box.width / 2, after.y);
  await page.mouse.down();
  await page.mouse.move(after.x, after.y, { steps: 4 });
  await page.mouse.up();
  const moved = await canvas.evaluate((it) => (it as MainCanvas).view);
  // A quarter of the picture, however large it is drawn.
  expect((before.minX - moved.minX) / (before.maxX - before.minX)).toBeCloseTo(0.25, 2);
});
