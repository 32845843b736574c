// A network on its way: kept from the lab that trains it, used in another, there after a reload, saved and opened again.
import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import { keptTest as test, open, test as freshTest } from '../support/page';

const TRAINING = '#/score-matching?points=64&chains=64&width=8&layers=1&batch=64&until=20';

test('a trained network goes on into another lab, and is still there after a reload', async ({ page }) => {
  await open(page, TRAINING);
  const files = page.locator('network-files');
  await files.getByRole('button', { name: 'Use in other labs' }).click();
  await expect(files.getByRole('status')).toHaveText(
    'A network 2 → 8 → 2, tanh, trained at σ = 0.2, is kept in this browser.',
  );
  const saving = page.waitForEvent('download');
  await files.getByRole('button', { name: 'Save file' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^scorefield-score-matching-.*\.safetensors$/);
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(8, 80).toString()).toContain('scorefield-score');
  const input = files.locator('input[type=file]');
  await input.setInputFiles({ name: 'a.safetensors', mimeType: '', buffer: bytes.subarray(0, 40) });
  await expect(files.getByRole('status')).toHaveText(/^This network cannot be used: the header has/);
  await input.setInputFiles({ name: 'a.safetensors', mimeType: '', buffer: bytes });
  await expect(files.getByRole('status')).toHaveText(/^A network 2 → 8 → 2, .* was read and is kept/);
  await files.getByRole('link', { name: 'Langevin' }).click();
  await expect(page.locator('param-panel')).toContainText('A network 2 → 8 → 2');
  await page.reload();
  await expect(page.locator('param-panel')).toContainText('A network 2 → 8 → 2');
});

freshTest('without one the choice says what to do', async ({ page }) => {
  await page.goto('./#/langevin?target=network&network=own&chains=64');
  await expect(page.getByText(/there is none here yet: train one in the lab/)).toBeVisible();
});
