// Whether the page can be seen. A hidden tab gets no animation frames, and its browser may leave a request for a GPU
// unanswered.

const signals = typeof document === 'undefined' ? undefined : document;

export function isPageHidden(): boolean {
  return signals?.visibilityState === 'hidden';
}

/** Calls back once the page is seen, at once if it is; returns how to cancel. */
export function whenPageSeen(callback: () => void): () => void {
  if (!signals || !isPageHidden()) {
    callback();
    return () => undefined;
  }
  const listen = (): void => {
    if (isPageHidden()) return;
    signals.removeEventListener('visibilitychange', listen);
    callback();
  };
  signals.addEventListener('visibilitychange', listen);
  return () => signals.removeEventListener('visibilitychange', listen);
}
