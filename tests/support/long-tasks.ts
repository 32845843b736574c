// What holds up a page: its main thread's longest task, in processor time, so that a busy machine does not count.
import type { Page } from 'playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time of the task in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Processor time in milliseconds of `usualWork` on the machine for which limits are named, when it is quiet. */
const USUAL_MS = 30;

/** One task of plain arithmetic. */
function usualWork(): number {
  let sum = 0;
  for (let i = 1; i < 2e7; i++) sum += 1 / i;
  return sum;
}

/**
 * Milliseconds of processor time of the longest task while `work` went on, at the speed of a quiet machine: a core that is
 * shared with others, or slower, takes longer for everything, also for a known piece of work before and after.
 */
export async function longestUsualTask(page: Page, work: () => Promise<void>): Promise<number> {
  const known = (): Promise<number> => longestTask(page, async () => void (await page.evaluate(usualWork)));
  const [before, longest, after] = [await known(), await longestTask(page, work), await known()];
  const slowness = Math.max(1, before / USUAL_MS, after / USUAL_MS);
  console.log(
    `longest task ${longest.toFixed(0)} ms of processor time, ${slowness.toFixed(2)} times slower than usual`,
  );
  return longest / slowness;
}

/** Milliseconds of processor time of the longest task while `work` went on. */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser that could be traced');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const place = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(place),
  );
  const tasks = traceEvents.filter((event) => mains.has(place(event)) && event.tdur !== undefined);
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
