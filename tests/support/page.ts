// The page under test: opened at an address, watched for everything that must never happen.
import { expect, test as base, type Page } from 'playwright/test';

/** What the page did that it must not; every test ends by finding these empty. */
interface Offences {
  readonly errors: string[];
  readonly violations: string[];
  readonly foreign: string[];
}

declare global {
  interface Window {
    offences?: string[];
  }
}

export const test = base.extend<{ offences: Offences }>({
  offences: [
    async ({ page, baseURL }, use) => {
      const offences: Offences = { errors: [], violations: [], foreign: [] };
      const origin = new URL(baseURL ?? 'http://127.0.0.1').origin;
      page.on('pageerror', (error) => offences.errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') offences.errors.push(message.text());
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) offences.foreign.push(request.url());
      });
      await page.addInitScript(() => {
        window.offences = [];
        document.addEventListener('securitypolicyviolation', (event) =>
          window.offences?.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
        );
      });
      await use(offences);
      offences.violations.push(...((await page.evaluate(() => window.offences).catch(() => [])) ?? []));
      expect(offences).toEqual({ errors: [], violations: [], foreign: [] });
    },
    { auto: true },
  ],
});

/** Opens an address such as '#/langevin?until=100' and waits until it rests. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(`./${address}`);
  await rested(page);
  await page.evaluate(() => document.fonts.ready);
}

/** Waits until the page has nothing under way: done, paused or failed. */
export async function rested(page: Page): Promise<void> {
  await expect(page.locator('playground-app')).toHaveAttribute('status', /^(done|paused|failed)$/, { timeout: 60_000 });
}

/** Steps done, from the attribute that checks use. */
export async function stepOf(page: Page): Promise<number> {
  return Number(await page.locator('playground-app').getAttribute('step'));
}

/** One step by the keyboard, and rest. */
export async function oneStep(page: Page): Promise<void> {
  const before = await stepOf(page);
  await page.keyboard.press('.');
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBe(before + 1);
  await rested(page);
}

/** A fresh measurement of the run that is shown. */
export function measure(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => ({ ...(await document.querySelector('playground-app')?.run?.measure()) }));
}

/** Parts that differ from machine to machine. */
export function varying(page: Page): ReturnType<Page['locator']>[] {
  return [page.locator('.badge'), page.locator('footer.here')];
}

/** The picture has exactly these layers to switch, each of them by keyboard, and each changes what is drawn. */
export async function expectLayers(page: Page, names: readonly string[]): Promise<void> {
  const layers = page.locator('view-options').getByRole('checkbox');
  await expect(layers).toHaveCount(names.length);
  const canvas = page.locator('main-canvas');
  for (const [index, name] of names.entries()) {
    const before = await canvas.screenshot();
    const layer = page.getByRole('checkbox', { name, exact: true });
    expect(await layer.elementHandle().then((one) => one?.evaluate((box) => box.tabIndex)), name).toBe(0);
    await layers.nth(index).press('Space');
    await expect.poll(async () => (await canvas.screenshot()).equals(before), { message: name }).toBe(false);
  }
}
