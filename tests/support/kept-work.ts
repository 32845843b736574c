// What a page keeps of its work, seen from outside; and how to lose the page.
import type { Page } from 'playwright/test';

/** The step of what this browser keeps of the run that the page shows, −1 where there is nothing yet. */
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
          const tab = sessionStorage.getItem('scorefield.tab') ?? '';
          const line = JSON.parse(localStorage.getItem(`scorefield.work.${tab}`) ?? '{}') as { run?: string };
          const reading = database.transaction('work').objectStore('work').get(tab);
          reading.onsuccess = () => {
            database.close();
            const record = reading.result as { step: number; run: string } | undefined;
            resolve(record && record.run === line.run ? record.step : -1);
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

/** Puts random values under every key that the page reads back, as another page of the same origin could. */
export async function tamper(page: Page, seed: number): Promise<void> {
  await page.evaluate(async (start) => {
    let state = start * 2_654_435_761;
    const draw = (below: number): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % below;
    const bytes = (): Uint8Array => Uint8Array.from({ length: draw(200) }, () => draw(256));
    const text = (): string => String.fromCharCode(...bytes());
    const odd = (): unknown =>
      [
        null,
        draw(1e6),
        text(),
        bytes(),
        new Float32Array(draw(600)).fill(Number.NaN),
        [],
        JSON.parse('{"__proto__":{"polluted":1}}'),
      ][draw(7)];
    const change = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || draw(4) === 0) return odd();
      const keys = Object.keys(value);
      return { ...value, [keys[draw(keys.length)] ?? 'x']: change(Reflect.get(value, keys[draw(keys.length)] ?? 'x')) };
    };
    // Half of the time the line still points at the record.
    if (draw(2) === 0)
      for (const key of Object.keys(localStorage))
        if (key.startsWith('scorefield.work.')) localStorage.setItem(key, text());
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('scorefield');
      opening.onerror = () => reject(new Error('no database'));
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(['work', 'points'], 'readwrite');
        transaction.oncomplete = () => (opening.result.close(), resolve());
        transaction.objectStore('points').put(odd(), 'own');
        const cursor = transaction.objectStore('work').openCursor();
        cursor.onsuccess = () => {
          if (!cursor.result) return;
          cursor.result.update(change(cursor.result.value));
          cursor.result.continue();
        };
      };
    });
  }, seed);
}

/** A browser that forbids storage, has none left, or never answers. */
export async function keepsNothing(page: Page, how: 'denied' | 'full' | 'silent'): Promise<void> {
  await page.addInitScript((kind) => {
    const refuse = (name: string) => (): never => {
      throw new DOMException('as the test wants it', name);
    };
    if (kind === 'denied') {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: refuse('SecurityError') });
    } else if (kind === 'full') {
      Storage.prototype.setItem = refuse('QuotaExceededError');
      IDBObjectStore.prototype.put = refuse('QuotaExceededError');
    } else {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    }
  }, how);
}
