// What a link carries from one browser to another, and what is said of what it does not.
import { expect, type Browser, type Page } from 'playwright/test';
import { useFile } from '../support/own-points';
import { keptTest as test, open } from '../support/page';

function points(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const snapshot = await document
      .querySelector('playground-app')
      ?.run?.snapshot()
      .catch(() => undefined);
    return Array.from(snapshot?.['points']?.data ?? []).toSorted((a, b) => a - b);
  });
}

function csv(rows: readonly string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
}

/** The link as the panel shows it. */
async function shared(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  return page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
}

/** A page of somebody who has nothing of ours. */
async function elsewhere(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.locator('playground-app')).toHaveAttribute('status', /^(done|paused)$/, { timeout: 60_000 });
  return page;
}

test('small data travel, and the panel says so', async ({ page, browser }) => {
  await open(page, '#/kernel-score?play=0&sigma=0.5');
  await useFile(page, csv(['a,b', '1,2.5', '3,4', '5,-1', '2,2']));
  await expect(page).toHaveURL(/data=upload.*enclosed=/);
  const link = await shared(page);
  await expect(page.locator('share-panel')).toContainText('It carries your 4 points.');
  const other = await elsewhere(browser, link);
  expect(await points(other)).toEqual(await points(page));
  expect(await points(other)).toHaveLength(8);
  await other.context().close();
  // Nothing behind an open panel can be used.
  await page.keyboard.press('Escape');
  await expect(page.locator('share-panel textarea')).toBeHidden();
});

test('what is too large is said to both sides, and the page shows nothing in its place', async ({ page, browser }) => {
  test.slow();
  await open(page, '#/kernel-score?play=0&sigma=0.25');
  const rows = Array.from({ length: 5000 }, (_, i) => `${Math.sin(i * i)},${Math.cos(3 * i * i)}`);
  await useFile(page, csv(['a,b', ...rows]));
  await expect(page).toHaveURL(/own=5000-/);
  const link = await shared(page);
  await expect(page.locator('share-panel')).toContainText(
    'Your 5,000 points are not in the link: send the JSON file too.',
  );
  const other = await elsewhere(browser, link);
  await expect(other.getByRole('status').first()).toContainText(
    'This link was made with 5,000 points that are not here.',
  );
  expect(await other.evaluate(() => document.querySelector('playground-app')?.run)).toBeUndefined();
  await useFile(other, csv(['a,b', ...rows]));
  await expect.poll(() => points(other).then(({ length }) => length)).toBe(10_000);
  await expect(other).toHaveURL(/sigma=0\.25/);
  await expect(other.getByRole('status').first()).not.toContainText('not here');
  await other.context().close();
});

test('in a frame of another site the link itself is shown, and can be selected', async ({ browser, baseURL }) => {
  // Of its own: the other site is a foreign origin, which no page of ours may ask.
  const page = await (await browser.newContext()).newPage();
  const host = 'http://host.example/';
  await page.route(host, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${baseURL}#/langevin?until=5" width=1200 height=800>`,
    }),
  );
  // Whoever serves the page may let it be framed; a header of ours forbids it.
  await page.route(`${baseURL}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { 'content-type': 'text/html' } });
  });
  await page.goto(host);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('playground-app')).toHaveAttribute('status', 'done', { timeout: 60_000 });
  await frame.getByRole('button', { name: 'Share' }).click();
  const field = frame.getByRole('textbox', { name: 'Link', exact: true });
  await expect(field).toHaveValue(`${baseURL}/#/langevin?until=5`);
  expect(await field.evaluate((one: HTMLTextAreaElement) => one.selectionEnd - one.selectionStart)).toBeGreaterThan(20);
  await expect(frame.locator('share-panel').getByRole('status')).not.toBeEmpty();
  await expect(frame.locator('share-panel')).not.toContainText('address bar');
  await page.context().close();
});
