// A lab for those who hear it, who use the keyboard, and on paper.
import { expect } from 'playwright/test';
import { labTable, smallAddress } from '../support/lab-table';
import { keptTest as test, open, test as freshTest } from '../support/page';

for (const row of labTable) {
  test(`${row.id} on paper: where it is from, without controls, on two pages`, async ({ page }) => {
    await open(page, smallAddress(row, 'seed=11&until=10', 256));
    await expect(page.locator('claims-table tbody').first()).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    const pdf = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    const head = page.locator('.paper-line');
    await expect(head).toContainText(new URL(page.url()).hash);
    await expect(head).toContainText('step 10 · seed 11 · Scorefield 0.1.0');
    for (const parameter of row.lab.parameters.filter(({ when }) => !when))
      await expect(head).toContainText(parameter.kind === 'number' ? parameter.symbol : parameter.label);
    // What folds rows away is a line of the table on paper.
    const buttons = page.locator('main').getByRole('button').and(page.locator(':not([aria-expanded])'));
    for (const control of await buttons.all()) await expect(control).toBeHidden();
    for (const role of ['slider', 'combobox', 'checkbox'] as const)
      for (const control of await page.locator('main').getByRole(role).all()) await expect(control).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
  });
}

test('the first stop leads to the picture, whose name says what is measured', async ({ page }) => {
  await open(page, '#/langevin?until=20&chains=1024');
  await page.locator('body').press('Tab');
  const first = page.getByRole('button', { name: 'To the picture' });
  await expect(first).toBeFocused();
  await first.press('Enter');
  const picture = page.locator('main-canvas canvas');
  await expect(picture).toBeFocused();
  await expect(picture).toHaveAttribute('aria-label', /Predicted .*, measured .*: as predicted\./);
});

test('an event is told in one polite sentence', async ({ page }) => {
  await open(page, '#/langevin?play=0&chains=1024');
  const said = page.locator('.unseen[aria-live=polite]');
  await page.keyboard.press(' ');
  await expect(said).toHaveText('Running.');
  await page.keyboard.press(' ');
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
  await expect(said).toHaveText(/^Paused at step [\d,]+\.$/, { timeout: 20_000 });
});

freshTest('who asks for less motion is told why nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/#/langevin?chains=1024');
  await expect(page.locator('.notice')).toContainText('Paused because your system asks for less motion: press Run.');
  await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
});
