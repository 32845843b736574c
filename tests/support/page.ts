// The page under test: opened at an address, watched for everything that must never happen.
import { expect, test as base, type Browser, type ConsoleMessage, type Page, type Request } from 'playwright/test';

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
      const failed = (error: Error): unknown => offences.errors.push(error.message);
      const logged = (message: ConsoleMessage): void => {
        if (message.type() === 'error') offences.errors.push(message.text());
      };
      const asked = (request: Request): void => {
        const url = new URL(request.url());
        if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) offences.foreign.push(request.url());
      };
      page.on('pageerror', failed).on('console', logged).on('request', asked);
      await page.addInitScript(() => {
        // A document that is kept gets this once for each test.
        if (window.offences) return;
        window.offences = [];
        document.addEventListener('securitypolicyviolation', (event) =>
          window.offences?.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
        );
      });
      await use(offences);
      offences.violations.push(...((await page.evaluate(() => window.offences).catch(() => [])) ?? []));
      page.off('pageerror', failed).off('console', logged).off('request', asked);
      expect(offences).toEqual({ errors: [], violations: [], foreign: [] });
    },
    { auto: true },
  ],
});

interface Kept {
  readonly browser: Browser;
  page?: Page;
  /** The file that it is kept for, and what of it cannot be changed afterwards. */
  key?: string;
}

/**
 * The same with one page for all tests of a file, which go from address to address as a visitor does: a new document loads
 * everything and compiles every shader again. What a test leaves behind in the document is there in the next one.
 */
export const keptTest = test.extend<object, { kept: Kept }>({
  kept: [
    async ({ browser }, use) => {
      const kept: Kept = { browser };
      await use(kept);
      await kept.page?.context().close();
    },
    { scope: 'worker' },
  ],
  page: async ({ kept, viewport, colorScheme, isMobile }, use, { file }) => {
    const key = `${file} ${isMobile}`;
    if (kept.key !== key) {
      await kept.page?.context().close();
      // A context of its own, in which others may open pages too.
      Object.assign(kept, { page: await (await kept.browser.newContext()).newPage(), key });
    }
    const { page } = kept;
    if (!page) throw new Error('there is no page');
    await page.emulateMedia({ colorScheme, media: 'screen' });
    if (viewport) await page.setViewportSize(viewport);
    await use(page);
  },
});

/** Whether the page is there, so that another address needs no other document. */
function isOpen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector('playground-app')?.run !== undefined);
}

/** Goes to another address in the same document, and waits for the run that comes of it. */
async function enter(page: Page, address: string): Promise<void> {
  // What has an end always begins anew.
  const end = /[?&]until=/.test(address) ? '' : `${address.includes('?') ? '&' : '?'}until=0`;
  const play = end === '' || /[?&]play=/.test(address) ? '' : '&play=0';
  await page.evaluate(
    async (hash) => {
      const app = document.querySelector('playground-app');
      const before = app?.run;
      if (location.hash === hash) dispatchEvent(new HashChangeEvent('hashchange'));
      else location.hash = hash;
      while (app?.run === before) await new Promise(requestAnimationFrame);
    },
    address + end + play,
  );
}

/** What takes its time while nobody looks: the page is not painted meanwhile, which on a CPU takes most of the time. */
export async function unpainted(page: Page, work: () => Promise<unknown>): Promise<void> {
  const show = (visibility: 'hidden' | ''): Promise<void> =>
    page.evaluate((value) => {
      const main = document.querySelector('main');
      if (main) main.style.visibility = value;
    }, visibility);
  await show('hidden');
  await work();
  await show('');
}

/** Opens an address such as '#/langevin?until=100' and waits, without painting, until it rests. */
export async function open(page: Page, address: string): Promise<void> {
  const isThere = await isOpen(page);
  if (!isThere) await page.goto(`./${address}`);
  await unpainted(page, async () => {
    if (isThere) await enter(page, address);
    await rested(page);
  });
  await page.evaluate(() => document.fonts.ready);
}

/** Waits until the page has nothing under way: done, paused or failed. */
export async function rested(page: Page): Promise<void> {
  await expect(page.locator('playground-app')).toHaveAttribute('status', /^(done|paused|failed)$/, { timeout: 60_000 });
}

/** The page after another size of the window: sizes are observed in one frame and drawn anew in the next. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
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
