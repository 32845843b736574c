// Waiting that can be given up.
import { isPageHidden, whenPageSeen } from './page-visibility';

/** Resolves after so many milliseconds, never while the page is hidden and at once when it is seen again; rejects with the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let forget: () => void;
    const finish = (): void => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const waitToBeSeen = (): void => {
      forget = whenPageSeen(finish);
    };
    const stop = (): void => {
      forget();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (isPageHidden()) return waitToBeSeen();
    const timer = setTimeout(waitToBeSeen, ms);
    forget = () => clearTimeout(timer);
  });
}
