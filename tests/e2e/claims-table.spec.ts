// The table of claims as people read it: verdicts counted, what they were measured on, and rows that do not apply folded.
import { expect, type Page } from 'playwright/test';
import type { ClaimResult } from '../../src/experiment/lab';
import { expectAccessible } from '../support/access';
import { open, keptTest as test } from '../support/page';

const row = { statement: 'a number', predicted: 1, measured: 1, standardError: 0.1, tolerance: 0.5 };
const silent = { ...row, predicted: Number.NaN, measured: Number.NaN, verdict: 'outside' } as const;
const claims: readonly ClaimResult[] = [
  { ...row, id: 'A1', verdict: 'holds', on: 'exact samples' },
  { ...row, id: 'A2', verdict: 'weak', on: 'the run', reason: 'the tolerance is wide' },
  {
    ...row,
    id: 'A3',
    verdict: 'holds',
    predicted: 0,
    measured: -3e-6,
    standardError: 0,
    tolerance: 1e-5,
    oneSided: true,
  },
  { ...silent, id: 'A4', needs: 'another target', reason: 'the target is not a Gaussian' },
  { ...silent, id: 'A5', needs: 'another target', reason: 'the target has one mode' },
  { ...silent, id: 'A6', needs: 'more steps', reason: 'the start is not forgotten yet' },
];

/** The element has these rows, whatever the page would give it. */
async function show(page: Page, rows: readonly ClaimResult[]): Promise<void> {
  await page.evaluate(async (given) => {
    const table = document.querySelector('claims-table');
    if (!table) throw new Error('no table');
    const update = (): void => table.requestUpdate();
    Object.defineProperty(table, 'claims', { configurable: true, get: () => given, set: update });
    update();
    await table.updateComplete;
  }, rows);
}

test('counts the verdicts, and says on what each row was measured and how far a bound reaches', async ({ page }) => {
  await open(page, '#/langevin?chains=256&play=0&seed=7');
  await show(page, claims);
  const table = page.locator('claims-table');
  await expect(table).toContainText('2 hold · 1 cannot tell · 3 need other settings');
  const rows = table.locator('tbody').first().getByRole('row');
  await expect(rows.nth(0)).toContainText(/A2.*on the run.*≈ cannot tell.*the tolerance is wide/s);
  await expect(rows.nth(1)).toContainText(/A1.*on exact samples.*✓ holds/s);
  await expect(rows.nth(2)).toContainText(/A3.*≥ 0\s*within rounding 10⁻⁵/s);
  await expect(rows.nth(0).getByRole('img')).toHaveAccessibleName(/tolerance 0.50/);
});

test('folds what does not apply, opens it by keyboard, and keeps it open while rows change', async ({ page }) => {
  await open(page, '#/langevin?chains=256&play=0&seed=8');
  await show(page, claims);
  const fold = page.getByRole('button', { name: '2 need another target' });
  const reason = page.getByText('the target is not a Gaussian');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(reason).toBeHidden();
  await fold.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await expect(reason).toBeVisible();
  await expect(page.getByText('the start is not forgotten yet')).toBeHidden();
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(reason).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  // One of them comes into force: the fold counts one less and is open as before.
  await show(
    page,
    claims.map((claim) => (claim.id === 'A5' ? { ...row, id: 'A5', verdict: 'holds' } : claim)),
  );
  const rest = page.getByRole('button', { name: '1 needs another target' });
  await expect(rest).toHaveAttribute('aria-expanded', 'true');
  await expect(reason).toBeVisible();
  await rest.press('Space');
  await expect(reason).toBeHidden();
});
