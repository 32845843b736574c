// Three hundred hostile links in one page, and how soon each stands repaired.
import { expect } from 'playwright/test';
import { hostileLinks, openLinks } from '../support/open-links';
import { open, test } from '../support/page';

const LINKS = Number(process.env['LINKS'] ?? 300);
const SEED = 2;

test(`${LINKS} hostile links leave a page that works, with one message each`, async ({ page }) => {
  test.setTimeout(LINKS * 20_000);
  await open(page, '#/langevin?chains=64');
  const times = [...(await openLinks(page, hostileLinks(LINKS, SEED)))].sort((a, b) => a - b);
  expect(times).toHaveLength(LINKS);
  console.log(
    `links repaired: median ${times[times.length >> 1]?.toFixed(0)} ms, longest ${times.at(-1)?.toFixed(0)} ms`,
  );
});
