// Waiting, and not for ever.

/** Resolves in a later task, after so many milliseconds. */
export function waited(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

/** Resolves in a task of its own: others get the thread first. */
export function nextTask(): Promise<void> {
  return waited(0);
}

/** `undefined` where the work has not answered after so many milliseconds; it goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** No page is to wait longer than this for its thread. */
const BREATHLESS_MS = 12;

/** For work that computes on this thread and may settle without leaving its task: lets others have the thread now and then. */
export function breathing(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATHLESS_MS) return;
    await nextTask();
    last = performance.now();
  };
}
