// Twenty random losses of the page in every lab's work, storage that others wrote into, and browsers that keep nothing.
import { expect, type BrowserContext, type Page } from 'playwright/test';
import { advanceTo, crashed, digest, keepsNothing, lastKept, tamper } from '../support/kept-work';
import type { ParameterValues } from '../../src/experiment/lab';
import { labTable, smallAddress } from '../support/lab-table';
import { open, rested, stepOf, test } from '../support/page';
import { useFile } from '../support/own-points';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const KILLS = Number(process.env['KILLS'] ?? 20);
const BACK = /Your run is back at step ([\d,]+), paused\. Press Run to go on\./;
/** What is kept is at most so old. */
const OLDEST_MS = 2000;
/** Every lab, every lab again that takes points of the visitor's own, and a large run. */
const ADDRESSES = [
  ...labTable.map((row) => smallAddress(row, '')),
  ...labTable.flatMap((row) => (row.lab.ownPoints ? [smallAddress(row, query(row.lab.ownPoints))] : [])),
  '#/langevin?chains=65536&target=mixture&modes=3&seed=5',
];

function query(values: ParameterValues): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

/** Leaves three hundred points in this browser, which go along into every lab that takes some. */
async function uploadPoints(page: Page): Promise<void> {
  await open(page, '#/kernel-score?until=1');
  const rows = Array.from({ length: 300 }, (_, i) => `${Math.cos(i)},${Math.sin(1.7 * i)}`);
  const file = { name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await useFile(page, file);
  await expect(page).toHaveURL(/data=upload/);
  await rested(page);
  await page.goto('about:blank');
}

/** When each step was first seen, in milliseconds of the page's clock. */
async function watchSteps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: [number, number][] = [];
    Object.assign(window, { seen });
    const tick = (): void => {
      seen.push([Number(document.querySelector('playground-app')?.getAttribute('step')), performance.now()]);
      setTimeout(tick, 20);
    };
    tick();
  });
}

/**
 * Milliseconds that the page was at work since it was at `step`. A machine that others keep busy leaves it waiting, and a page
 * that waits neither steps nor stores: of a gap between two looks only its first 100 ms count.
 */
function liveTime(seen: readonly (readonly [number, number])[], step: number): number {
  const since = seen.findIndex(([at]) => at >= step);
  const times = since < 0 ? [] : seen.slice(since).map(([, time]) => time);
  return times.slice(1).reduce((sum, time, index) => sum + Math.min(100, time - (times[index] ?? time)), 0);
}

/** Loses the page; the one that stands in its place then. A crashed page of Playwright stays dead, so a new one does. */
async function lose(page: Page, context: BrowserContext, crash: boolean, address: string): Promise<Page> {
  if (!crash) {
    await page.reload();
    return page;
  }
  await crashed(page);
  const next = await context.newPage();
  await next.goto(`./${address}`);
  await page.close();
  return next;
}

test(`${KILLS} random losses of the page: each time the work is back, paused`, async ({ page, context }) => {
  test.setTimeout(KILLS * 40_000);
  let random = 12345;
  const draw = (below: number): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((random / 2 ** 32) * below);
  };
  const ages: number[] = [];
  let now = page;
  for (let kill = 0; kill < KILLS; kill++) {
    const address = ADDRESSES[kill % ADDRESSES.length] ?? '';
    if (kill === 0) await uploadPoints(now);
    await now.goto('about:blank');
    await now.goto(`./${address}`);
    await expect(now.locator('playground-app')).toHaveAttribute('status', 'running', { timeout: 60_000 });
    await watchSteps(now);
    await expect.poll(() => lastKept(now), { timeout: 60_000 }).toBeGreaterThan(5);
    await now.waitForTimeout(draw(3000));
    const seen = await now.evaluate(() => (window as unknown as { seen: [number, number][] }).seen);
    now = await lose(now, context, draw(2) === 0, address);
    await rested(now);
    await expect(now.getByRole('status').first(), `kill ${kill}`).toContainText(BACK);
    await expect(now.locator('playground-app')).toHaveAttribute('status', 'paused');
    const step = await stepOf(now);
    ages.push(liveTime(seen, step));
  }
  ages.sort((a, b) => a - b);
  console.log(
    `age of the restored state: median ${ages[ages.length >> 1]?.toFixed(0)} ms, most ${ages.at(-1)?.toFixed(0)} ms`,
  );
  expect(ages.at(-1)).toBeLessThan(OLDEST_MS);
});

for (const address of ADDRESSES) {
  test(`${address}: what is back goes on bit for bit`, async ({ page }) => {
    if (address.includes('upload')) await uploadPoints(page);
    await page.goto(`./${address}`);
    await expect.poll(() => lastKept(page), { timeout: 60_000 }).toBeGreaterThan(20);
    await page.reload();
    await rested(page);
    const step = await stepOf(page);
    await advanceTo(page, step + 30);
    const restored = await digest(page);
    // Another document: the run that is back stands at that very step.
    await page.goto('about:blank');
    await open(page, `${address}&until=${step + 30}`);
    await expect.poll(() => stepOf(page)).toBe(step + 30);
    expect(await digest(page)).toBe(restored);
  });
}

test('another address wins, a left page stays left, and a second tab begins its own', async ({ page, context }) => {
  const address = './#/langevin?chains=4096&seed=3';
  await page.goto(address);
  await expect.poll(() => lastKept(page), { timeout: 30_000 }).toBeGreaterThan(20);
  const twin = await context.newPage();
  await twin.goto(address);
  await expect(twin.locator('playground-app')).toHaveAttribute('status', 'running');
  expect(await twin.getByRole('status').first().textContent()).not.toMatch(BACK);
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'running');
  await crashed(page);
  const other = await context.newPage();
  await other.goto(`${address}&step=0.05`);
  await expect(other.locator('playground-app')).toHaveAttribute('status', 'running');
});

test('components moved by hand are back with the run', async ({ page }) => {
  await page.goto('./#/langevin?chains=2000&seed=7&play=0');
  await rested(page);
  const handle = page.getByRole('button', { name: /component 1 at/ });
  await handle.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  const moved = await handle.getAttribute('aria-label');
  for (let i = 0; i < 3; i++) await page.keyboard.press('.');
  await expect.poll(() => lastKept(page), { timeout: 30_000 }).toBe(3);
  await page.reload();
  await rested(page);
  await expect(page.getByRole('status').first()).toContainText('back at step 3');
  expect(await page.getByRole('button', { name: /component 1 at/ }).getAttribute('aria-label')).toBe(moved);
});

test('whatever others wrote into storage, the page works', async ({ page }) => {
  test.setTimeout(300_000);
  const address = './#/langevin?chains=256&seed=3';
  for (let seed = 1; seed <= 12; seed++) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect.poll(() => lastKept(page), { timeout: 60_000 }).toBeGreaterThan(0);
    await page.evaluate(() => document.querySelector('playground-app')?.remove());
    await tamper(page, seed);
    await page.reload();
    await expect(page.locator('playground-app')).toHaveAttribute('status', /^(running|paused)$/, { timeout: 60_000 });
    const message = (await page.locator('.notice p').textContent()) ?? '';
    expect(message).toMatch(/^$|back at step|begins anew/);
    expect(await page.evaluate(() => Reflect.ownKeys(Object.prototype).includes('polluted'))).toBe(false);
    const before = await stepOf(page);
    await page.keyboard.press('.');
    await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(before);
  }
});

for (const how of ['denied', 'full', 'silent'] as const) {
  test(`storage that is ${how}: the page works, with one note`, async ({ page }) => {
    await keepsNothing(page, how);
    await page.goto('./#/langevin?chains=256&seed=3');
    await expect(page.locator('playground-app')).toHaveAttribute('status', 'running', { timeout: 15_000 });
    const notice = page.getByRole('status').first();
    await expect(notice).toContainText('This browser keeps nothing for this page', { timeout: 30_000 });
    expect((await notice.textContent())?.match(/keeps nothing/g)).toHaveLength(1);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.waitForTimeout(2500);
    expect(await notice.textContent()).toBe('');
    const before = await stepOf(page);
    await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(before);
  });
}
