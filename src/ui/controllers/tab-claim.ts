// Whose tab it is: a name is held by one document at a time, so that a duplicated tab does not take over the work of its
// model, and that of a lost one can be taken over.

/** Holds the name until this document ends; false where another one holds it for longer than `patienceMs`. */
export function claimTab(name: string, patienceMs: number): Promise<boolean> {
  // Only pages of a secure origin have locks; others have no GPU either.
  if (!('locks' in navigator)) return Promise.resolve(true);
  const options = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true };
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null);
      return lock ? new Promise(() => undefined) : undefined;
    };
    navigator.locks.request(`scorefield.tab.${name}`, options, hold).catch(() => resolve(false));
  });
}

/** Whether this document stands where one of this tab stood, and not at the end of a link or a typed address. */
export function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const discarded = 'wasDiscarded' in document && document.wasDiscarded === true;
  return discarded || entry?.type === 'reload' || entry?.type === 'back_forward';
}
