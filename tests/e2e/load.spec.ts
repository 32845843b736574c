// The page stays responsive while it computes: frames keep coming at every speed, and pause is soon.
import { expect } from 'playwright/test';
import { test } from '../support/page';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

for (const speed of ['10', 'max']) {
  test(`65,536 chains at speed ${speed}: no frame gap of 250 ms, pause within 250 ms`, async ({ page }) => {
    await page.goto(`./#/langevin?seed=7&speed=${speed}`);
    await expect(page.locator('playground-app')).toHaveAttribute('status', 'running', { timeout: 30_000 });
    await page.waitForTimeout(4000); // compiling is over, the pacer knows the machine
    const gaps = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const found: number[] = [];
          let last = performance.now();
          const tick = (now: number): void => {
            found.push(now - last);
            last = now;
            if (found.length < 200) requestAnimationFrame(tick);
            else resolve(found.slice(1));
          };
          requestAnimationFrame(tick);
        }),
    );
    console.log(
      `speed ${speed}: longest frame gap ${Math.max(...gaps).toFixed(0)} ms, median ${gaps.toSorted((a, b) => a - b)[100]?.toFixed(0)} ms`,
    );
    expect(Math.max(...gaps)).toBeLessThan(250);
    const pausing = await page.evaluate(async () => {
      const app = document.querySelector('playground-app');
      const started = performance.now();
      dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
      while (app?.getAttribute('status') === 'running') await new Promise(requestAnimationFrame);
      return performance.now() - started;
    });
    expect(pausing).toBeLessThan(250);
  });
}
