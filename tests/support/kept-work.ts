// What a page keeps of its work, seen from outside; and how to lose the page.
import type { Page } from 'playwright/test';

/** The step of the newest record in this browser's database, −1 where there is none. */
export function lastKept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('scorefield');
        // Not there yet: it is the page's to create.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => resolve(-1);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('work').objectStore('work').getAll();
          reading.onsuccess = () => {
            database.close();
            resolve(Math.max(-1, ...reading.result.map((record: { step?: number }) => record.step ?? -1)));
          };
        };
      }),
  );
}

/** SHA-256 of the particles of the run that is shown. */
export function digest(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const positions = (await document.querySelector('playground-app')?.run?.snapshot())?.['positions']?.data;
    const hash = await crypto.subtle.digest('SHA-256', positions?.buffer ?? new ArrayBuffer(0));
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}

/** Steps the run that is shown to `step`, beside the page. */
export async function advanceTo(page: Page, step: number): Promise<void> {
  await page.evaluate((goal) => {
    const run = document.querySelector('playground-app')?.run;
    return run?.advance(goal - run.step);
  }, step);
}

/** Kills the process of the page; it answers nothing any more. */
export async function crashed(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const gone = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await gone;
}
