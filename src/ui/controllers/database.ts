// What this browser keeps of the page, in one database. Storage may be denied, full, slow for ever or written by others:
// every call settles, and whatever comes out is the caller's to check.

const DATABASE = 'scorefield';
const VERSION = 2;
const STORES = ['points', 'work'] as const;
export type StoreName = (typeof STORES)[number];

/** Some browsers never answer; a page must not wait for that. */
const PATIENCE_MS = 3000;

/** Does something with one store in one transaction; resolves with the last request's result once all is written. */
export function withStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  let patience: ReturnType<typeof setTimeout>;
  const settled = new Promise<T>((resolve, reject) => {
    const fail = (error: unknown): void => reject(error instanceof Error ? error : new Error('no storage'));
    patience = setTimeout(fail, PATIENCE_MS);
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => createStores(opening.result);
    opening.onerror = () => fail(opening.error);
    opening.onblocked = () => fail(undefined);
    opening.onsuccess = () => {
      const database = opening.result;
      // Another tab with a newer version of the page may upgrade at any time.
      database.onversionchange = () => database.close();
      try {
        const transaction = database.transaction(name, mode);
        const request = use(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => fail(transaction.error);
        database.addEventListener('close', () => fail(undefined));
      } catch (error) {
        fail(error);
      } finally {
        // Takes effect when the transaction has ended.
        database.close();
      }
    };
  });
  // A timer that waits for nothing holds the database for as long.
  return settled.finally(() => clearTimeout(patience));
}

function createStores(database: IDBDatabase): void {
  for (const name of STORES) if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
}
