// Opens hostile links one after the other in one page, and holds what it becomes against what it should.
import { expect, type Page } from 'playwright/test';
import { runnerImport } from 'vite';
import type * as LinkOracle from './link-oracle';

// Vite finds the labs by their folders, which Playwright's own loader cannot.
const { module: oracle } = await runnerImport<typeof LinkOracle>('./tests/support/link-oracle.ts');

export const hostileLinks = oracle.hostileLinks;

interface Seen {
  readonly hash: string;
  readonly status: string;
  readonly message: string;
  readonly extraKeys: number;
}

/** What the page shows once it has taken the address that now stands in its bar. */
function look(page: Page): Promise<Seen> {
  return page.evaluate(() => ({
    hash: location.hash,
    status: document.querySelector('playground-app')?.getAttribute('status') ?? '',
    message: document.querySelector('.notice p')?.textContent ?? '',
    extraKeys: Reflect.ownKeys(Object.prototype).length,
  }));
}

/** Milliseconds that each link took to stand repaired in the bar. */
export async function openLinks(page: Page, links: readonly string[]): Promise<readonly number[]> {
  const { extraKeys } = await look(page);
  let before = (await look(page)).hash;
  const times: number[] = [];
  for (const link of links) {
    const started = performance.now();
    const hash = await page.evaluate((text) => {
      location.hash = text.replace(/^#/, '');
      return location.hash;
    }, link);
    const { address, message, waits } = oracle.expected(hash);
    const shown = JSON.stringify(link.slice(0, 200));
    await expect
      .poll(async () => fate(await look(page), { address, before }), {
        message: shown,
        timeout: 60_000,
        intervals: [50, 100, 200],
      })
      .toMatch(/^(taken|refused)$/);
    times.push(performance.now() - started);
    const seen = await look(page);
    expect(seen.extraKeys, shown).toBe(extraKeys);
    expect(seen.message.length, shown).toBeLessThan(1500);
    if (fate(seen, { address, before }) === 'taken') expect(seen.message, shown).toContain(message);
    if (waits) expect(seen.status, shown).toBe('paused');
    expect(await page.locator('.notice p').count()).toBe(1);
    before = seen.hash;
  }
  return times;
}

/** `refused`: the lab does not take the settings together, says so, and the earlier ones are back. */
function fate({ hash, status, message }: Seen, { address, before }: { address: string; before: string }): string {
  if (!/^(running|paused|done)$/.test(status)) return status;
  if (message.includes('The earlier settings are back.')) return hash === before ? 'refused' : hash;
  return hash === address ? 'taken' : `${hash} instead of ${address}`;
}
