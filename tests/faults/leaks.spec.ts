// Nothing is left behind: after 100 lab switches, 100 runs that were cut off and 20 recoveries what the page holds of the GPU
// is what it held before, to the last buffer; so are listeners and nodes, the heap within 2 MiB, and the objects of its scripts
// within much less. FAULT_ROUNDS for fewer.
import { expect, type CDPSession, type Page } from 'playwright/test';
import { watchGpu, type LiveGpu } from '../support/gpu-watch';
import { labTable, smallAddress, type LabRow } from '../support/lab-table';
import { rested, test } from '../support/page';
import { scriptObjects } from '../support/script-heap';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 100);
const RECOVERIES = Math.ceil(ROUNDS / 5);
const HEAP_BYTES = 2 * 2 ** 20;
/** Shapes, strings and lists that grow once; an object of 1 kB left behind by each of 100 rounds is more. */
const OBJECT_BYTES = 64 * 2 ** 10;
/** Until then the browser's compiler makes most of the machine code that it ever makes of this page, 1 MiB of heap. */
const WARM_UP = 40;
/** Fewer losses than this a second are no loop. */
const SPACING_MS = 2600;

interface Held {
  readonly gpu: LiveGpu;
  readonly heap: number;
  readonly objects: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Once everything that the page does beside the run is done. */
async function held(page: Page, session: CDPSession): Promise<Held> {
  await rested(page);
  await page.evaluate(async () => {
    const idle = (): Promise<number> =>
      new Promise((resolve) => setTimeout(() => resolve(window.gpuWatch.submissions), 700));
    for (let before = -1, now = await idle(); now !== before;) [before, now] = [now, await idle()];
  });
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return {
    gpu: await page.evaluate(() => ({ ...window.gpuWatch.live })),
    heap: metric('JSHeapUsedSize'),
    objects: await scriptObjects(session),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}

async function visit(page: Page, row: LabRow, more = 'until=2'): Promise<void> {
  const address = smallAddress(row, more, 1024);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

async function settle(page: Page, id: string): Promise<void> {
  await expect(page.locator('playground-app')).toHaveAttribute('lab', id);
  await rested(page);
}

const text = ({ gpu, heap, objects, nodes, listeners }: Held): string =>
  `${gpu.devices} device, ${gpu.buffers} buffers, ${gpu.textures} textures, ${gpu.querySets} query sets, ${nodes} nodes, ${listeners} listeners, heap ${(heap / 2 ** 20).toFixed(2)} MiB, of it objects ${(objects / 2 ** 10).toFixed(0)} KiB`;

test(`${ROUNDS} lab switches, ${ROUNDS} runs cut off, ${RECOVERIES} recoveries`, async ({ page, context }) => {
  test.setTimeout(120_000 + ROUNDS * 15_000);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.addInitScript(watchGpu);
  const [first] = labTable;
  if (!first) throw new Error('there is no lab');
  await page.goto(`./${smallAddress(first, 'until=2', 1024)}`);
  // Every lab once, and back: then the same is kept for good, such as what draws a second cloud. The last one rests at its
  // start, where the same is measured each time: which steps are on the way elsewhere, and with it the ticks of an axis, is chance.
  const goAround = async (): Promise<void> => {
    for (const row of labTable) {
      await visit(page, row);
      await settle(page, row.id);
    }
    await visit(page, first, 'play=0');
    await settle(page, first.id);
  };
  const switchLabs = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const row = labTable[(i + 1) % labTable.length] as LabRow;
      await visit(page, row);
      // Half of them are left while they are still starting.
      if (i % 2 === 0) await settle(page, row.id);
    }
  };
  await goAround();
  await page.evaluate(() => window.gpuWatch.lose('destroy'));
  await page.waitForTimeout(SPACING_MS);
  await switchLabs(WARM_UP);
  await goAround();
  const before = await held(page, session);
  console.log(`before:            ${text(before)}`);

  const compare = async (what: string): Promise<void> => {
    await goAround();
    const after = await held(page, session);
    console.log(`${what.padEnd(19)}${text(after)}`);
    expect(after.gpu, what).toEqual(before.gpu);
    expect(after.nodes, what).toBe(before.nodes);
    expect(after.listeners, what).toBe(before.listeners);
    expect(after.heap - before.heap, what).toBeLessThanOrEqual(HEAP_BYTES);
    expect(after.objects - before.objects, what).toBeLessThanOrEqual(OBJECT_BYTES);
  };

  await switchLabs(ROUNDS);
  await compare(`${ROUNDS} switches:`);

  for (let i = 0; i < ROUNDS; i++) {
    await visit(page, first, `until=${100_000 + i}`);
    await page.waitForTimeout((37 * i) % 200);
    await visit(page, first, `until=1&play=${i % 2}`);
  }
  await compare(`${ROUNDS} cut off:`);

  for (let i = 0; i < RECOVERIES; i++) {
    await page.evaluate(() => window.gpuWatch.lose('destroy'));
    await page.waitForTimeout(SPACING_MS);
    await rested(page);
  }
  await compare(`${RECOVERIES} recoveries:`);
  expect(await page.evaluate(() => [...window.gpuWatch.unhandled])).toEqual([]);
});
