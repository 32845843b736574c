// The text as its reader meets it: every line checked on the device, slips switched on, links, widths, the keyboard, paper.
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from 'playwright/test';
import { expectAccessible } from '../support/access';
import { layoutFaults } from '../support/layout-faults';
import { keptTest as test, settled } from '../support/page';

interface Row {
  readonly right: boolean;
  readonly slip?: string;
  readonly verdict: string;
}

async function openText(page: Page, address = '#/text'): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`/${address}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The text, checked');
}

const stepOf = (page: Page, key: string): Locator => page.locator(`#step-${key.replace('.', '\\.')}`);
const status = (page: Page): Locator => page.locator('playground-app');

test('a link to a part goes there; its lines are checked one by one, and a slip beside them fails', async ({
  page,
}) => {
  await openText(page, '#/text/4.5');
  const heading = page.getByRole('heading', { name: /^4\.5/ });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await expect(status(page)).toHaveAttribute('status', 'paused');
  const step = stepOf(page, '4.5-1');
  await step.getByRole('button').press('Enter');
  await expect(step.locator('.row').first()).toContainText('✓ holds');
  await step.getByRole('switch').first().press('Space');
  await expect(step.locator('.slip .row')).toContainText('✕ fails by');
  await expect(step.locator('.printed')).toContainText('as printed');
  await expect(page.getByRole('navigation', { name: 'Contents' })).toContainText('1/');
  await step.getByRole('switch').first().press('Space');
  await expect(step.locator('.printed')).toHaveCount(0);
});

test('what is in view comes first, and all of it can be cancelled', async ({ page }) => {
  await openText(page, '#/text/4.3');
  await expect(stepOf(page, '4.3-1')).toBeInViewport();
  await page.evaluate(() => {
    document.querySelector<HTMLButtonElement>('.transport .primary')?.click();
  });
  await expect(status(page)).toHaveAttribute('status', 'running');
  await expect(stepOf(page, '4.3-1').locator('.row').first()).toContainText('✓ holds');
  await expect(stepOf(page, '1.1-1')).toContainText('waits for its turn');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(status(page)).toHaveAttribute('status', 'done');
  await expect(stepOf(page, '1.1-1')).toContainText('not checked yet');
});

test('from a lab to the text and from the text to the state of a lab', async ({ page }) => {
  await page.goto('/#/dirac-gan?until=5');
  await expect(status(page)).toHaveAttribute('status', 'done');
  await page.getByRole('link', { name: 'The text' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The text, checked');
  await expect(page.locator('lab-page')).toHaveCount(0);
  await expect(status(page)).toHaveAttribute('lab', 'text');
  expect(new URL(page.url()).hash).toBe('#/text');
  const link = stepOf(page, '4.4-1').getByRole('link');
  const address = await link.getAttribute('href');
  await link.click();
  await expect(status(page)).toHaveAttribute('lab', 'dirac-gan');
  await expect(page.locator('text-page')).toHaveCount(0);
  await expect(status(page)).toHaveAttribute('status', /paused|done/);
  expect(address).toContain('alternating');
  expect(new URL(page.url()).hash).toContain('alternating');
  await page.goBack();
  await expect(page.locator('text-page')).toHaveCount(1);
});

test('axe finds nothing, light and dark, with a check and a slip open', async ({ page }) => {
  await openText(page, '#/text/4.5');
  const step = stepOf(page, '4.5-1');
  await step.getByRole('button').click();
  await step.getByRole('switch').first().check();
  await expect(step.locator('.slip .row')).toBeVisible();
  await expectAccessible(page);
  // In other colours one part is enough: axe looks at every sign of every formula.
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('.part:not(:has(#part-4\\.5))').evaluateAll((parts) => {
    for (const part of parts) part.toggleAttribute('hidden', true);
  });
  await expectAccessible(page);
});

test('from 320 to 2,560 px nothing lies on anything', async ({ page }) => {
  test.setTimeout(600_000);
  await openText(page);
  await page.evaluate(() => (document.body.style.opacity = '0'));
  const faults = new Map<string, number[]>();
  for (let width = 320; width <= 2560; width += 80) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    for (const fault of await layoutFaults(page)) faults.set(fault, [...(faults.get(fault) ?? []), width]);
  }
  expect([...faults].map(([fault, widths]) => `${widths.join(', ')}: ${fault}`)).toEqual([]);
});

test('without a GPU the CPU checks; the results are saved, and paper has no controls', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }));
  await openText(page, '#/text/4.3');
  await stepOf(page, '4.3-1').getByRole('button').click();
  await expect(stepOf(page, '4.3-1').locator('.row')).toContainText('✓ holds');
  await expect(status(page)).toHaveAttribute('backend', 'reference');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save results' }).click();
  const saved = JSON.parse(await readFile(await (await coming).path(), 'utf8')) as { rows: Row[]; adapter: string };
  expect(saved).toMatchObject({
    backend: 'reference',
    seed: 7,
    rows: [{ part: '4.3', claim: 'G4', verdict: 'holds' }],
  });
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Save results' })).toBeHidden();
  await expect(page.locator('.paper-line')).toContainText('seed 7');
  await expect(page.locator('.paper-line')).toContainText(saved.adapter);
  await context.close();
});

test('every line holds on the device, and every formula as printed fails', async ({ page }) => {
  test.setTimeout(900_000);
  await openText(page, '#/text?check=1');
  await expect(status(page)).toHaveAttribute('status', 'done', { timeout: 800_000 });
  const rows = await page.evaluate(
    () => (document.querySelector('text-page') as unknown as { results: { rows: Row[] } }).results.rows,
  );
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter(({ right }) => !right)).toEqual([]);
  // A timing may have nothing to say where other programs run.
  expect(rows.filter(({ verdict }) => !['holds', 'fails'].includes(verdict)).length).toBeLessThanOrEqual(1);
});
