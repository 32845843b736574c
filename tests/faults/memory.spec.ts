// A GPU without enough memory (F16): the run is made smaller, or the page says what to do.
import { expect, type Page } from 'playwright/test';
import { labTable, smallAddress } from '../support/lab-table';
import { oneStep, rested, test } from '../support/page';

/** Memory for nothing above so many bytes. */
const LITTLE_BYTES = 64 * 1024;
const FAILING = [1, 2, 3, 5, 8, 13, 20];

/** Begins anew, and waits for the run that comes of it. */
function resetAndWait(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const app = document.querySelector('playground-app');
    const before = app?.run;
    dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
    while (app?.run === before || app?.status !== 'paused') await new Promise(requestAnimationFrame);
  });
}

for (const row of labTable) {
  test(`F16 out of memory at the k-th allocation: ${row.id}`, async ({ page }) => {
    await page.addInitScript((failing) => {
      const pop = Reflect.get(GPUDevice.prototype, 'popErrorScope') as GPUDevice['popErrorScope'];
      const turn = Number(new URLSearchParams(location.search).get('fails') ?? -1);
      let popped = 0;
      GPUDevice.prototype.popErrorScope = async function (this: GPUDevice) {
        const error = await pop.call(this);
        return ++popped === failing[turn] ? new GPUOutOfMemoryError('none left') : error;
      };
    }, FAILING);
    for (const [turn, k] of FAILING.entries()) {
      await page.goto(`./?fails=${turn}${smallAddress(row, 'play=0', 2048)}`);
      await rested(page);
      const status = await page.locator('playground-app').getAttribute('status');
      const said = (await page.getByRole('status').textContent()) ?? '';
      console.log(`F16  ${row.id.padEnd(16)} allocation ${String(k).padStart(2)}: ${status}. ${said}`);
      if (status === 'failed') expect(said).toContain('too little memory');
      await resetAndWait(page);
      await oneStep(page);
    }
  });

  test(`F16 memory for small arrays only: ${row.id}`, async ({ page }) => {
    await page.addInitScript((most) => {
      const create = Reflect.get(GPUDevice.prototype, 'createBuffer') as GPUDevice['createBuffer'];
      const pop = Reflect.get(GPUDevice.prototype, 'popErrorScope') as GPUDevice['popErrorScope'];
      let short = false;
      GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
        short = descriptor.size > most && /positions$|^data$/.test(descriptor.label ?? '');
        if (short) document.documentElement.dataset['short'] = 'yes';
        return create.call(this, descriptor);
      };
      GPUDevice.prototype.popErrorScope = async function (this: GPUDevice) {
        const fails = short;
        short = false;
        const error = await pop.call(this);
        return fails ? new GPUOutOfMemoryError('none left') : error;
      };
    }, LITTLE_BYTES);
    await page.goto(`./#/${row.id}?seed=7&play=0${row.size ? `&${row.size.key}=65536` : ''}`);
    await rested(page);
    await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
    expect(await page.evaluate(() => document.documentElement.dataset['short'])).toBe('yes');
    await expect(page.getByRole('status')).toContainText('limited to');
    await oneStep(page);
  });
}
