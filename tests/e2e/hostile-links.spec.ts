// Links that nobody would write by accident, opened in the page itself; `npm run test:faults` opens 300.
import { expect } from 'playwright/test';
import { hostileLinks, openLinks } from '../support/open-links';
import { open, test } from '../support/page';

test('hostile links leave a page that works, with one message', async ({ page }) => {
  await open(page, '#/langevin?chains=64');
  const times = await openLinks(page, hostileLinks(16, 1));
  expect(times).toHaveLength(16);
});

test('a link that asks for heavy work waits and says so', async ({ page }) => {
  await open(page, '#/langevin?chains=300000&play=1');
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
  await expect(page.getByRole('status').first()).toContainText(
    'This link asks for 300,000 chains. Press Run to start.',
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'running');
});
