// What every lab's page promises, whatever the lab: a new one is tested by existing.
import { expect } from 'playwright/test';
import { expectAccessible, expectKeyboard } from '../support/access';
import { labTable, smallAddress } from '../support/lab-table';
import { expectLayers, keptTest as test, open } from '../support/page';

/** Settings under which a lab has the most controls. */
const MANY_CONTROLS: Readonly<Record<string, string>> = {
  diffusion: 'sampler=ddim&denoiser=scaled&twin=steps&',
  'dirac-gan': 'variant=noise&scheme=alternating&',
  'kernel-score': 'data=normal&dimension=2&sigma=0.5&',
};
/** Settings under which a lab has the most to read. */
const MUCH_TO_READ: Readonly<Record<string, string>> = {
  langevin: 'twin=noise&',
  diffusion: 'data=pair&steps=8&twin=schedule&',
  'dirac-gan': 'twin=flow&',
  'kernel-score': 'data=mixture&sigma=0.28&',
};

for (const row of labTable) {
  test.describe(row.id, () => {
    test('every control answers the keyboard', async ({ page }) => {
      await open(page, smallAddress(row, `${MANY_CONTROLS[row.id] ?? ''}play=0`, 256));
      await expectKeyboard(page);
    });

    test('its layers are switched one by one, and each changes the picture', async ({ page }) => {
      // The layers of a lab are as declared again once it is entered anew.
      const other = labTable.find(({ id }) => id !== row.id);
      if (other) await open(page, smallAddress(other, 'play=0', 64));
      await open(page, smallAddress(row, 'until=8', 1024));
      await expectLayers(page, row.lab.stage?.picture.layers.map(({ label }) => label) ?? []);
    });

    test('axe finds nothing, light and dark', async ({ page }) => {
      await open(page, smallAddress(row, `${MUCH_TO_READ[row.id] ?? ''}until=10`, 1024));
      await expect(page.getByText('holds').first()).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
    });
  });
}
