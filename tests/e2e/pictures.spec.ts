// Every lab pixel by pixel, in the states that its visitors meet first.
import { expect, type Page } from 'playwright/test';
import { keptTest, open, test, varying } from '../support/page';

interface Picture {
  readonly name: string;
  readonly address: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly dark?: true;
  readonly fullPage?: true;
  /** Only this part. */
  readonly part?: string;
  /** What else is true of the page by then. */
  readonly also?: (page: Page) => Promise<unknown>;
}

const PHONE = { width: 360, height: 780 };
/** The map fills in for as long as the machine takes; its own picture waits for it, the others look elsewhere. */
const masked = (page: Page): ReturnType<Page['locator']>[] => [...varying(page), page.locator('stability-map')];

async function looksAsItShould(page: Page, picture: Picture): Promise<void> {
  const { name, address, size, dark, fullPage = false, part, also } = picture;
  if (size) await page.setViewportSize(size);
  if (dark) await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, address);
  await also?.(page);
  const { width = 0 } = page.viewportSize() ?? {};
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await expect(page.locator("nav [aria-current='page']")).toBeInViewport({ ratio: 0.99 });
  const settled = { mask: part === 'stability-map' ? [] : masked(page), timeout: 30_000 };
  if (part) await expect(page.locator(part)).toHaveScreenshot(`${name}.png`, settled);
  else await expect(page).toHaveScreenshot(`${name}.png`, { ...settled, fullPage });
}

const CLOUD = 'twin=off&init=ring&trajectories=1024&seed=7';
const DATA = '#/langevin?target=data&points=1024&chains=1024&sigma=0.2&step=0.01&initScale=1.5&seed=7&until=80';
const HEAT = '#/kernel-score?data=mixture&points=1024&sigma=0.28&until=40';

/** Particles of two points go through all that is measured of the bound quickly. */
const PAIR = '#/diffusion?data=pair&sampler=ddim&steps=256&particles=4096&seed=7&until=150';

const isMeasured = (page: Page): Promise<void> =>
  expect(page.locator('xy-plot').locator('progress')).toHaveCount(0, { timeout: 60_000 });

const hasHeat = (page: Page): Promise<void> =>
  expect(page.locator('main-canvas image')).toHaveAttribute('href', /^data:image\/png/);

const pictures: readonly Picture[] = [
  { name: 'langevin-wide', address: '#/langevin?until=150&seed=7' },
  { name: 'langevin-dark-twin', address: '#/langevin?twin=noise&until=60&seed=7', dark: true },
  // The only one of the text below a lab.
  {
    name: 'langevin-whole',
    address: '#/langevin?target=gaussian&step=0.2&initScale=2&until=120&seed=7',
    fullPage: true,
  },
  {
    name: 'langevin-divergence',
    address: '#/langevin?target=gaussian&step=0.52&initScale=1&until=40&seed=7',
    also: (page) => expect(page.getByText('is beyond the stability limit').first()).toBeVisible(),
  },
  { name: 'langevin-data-wide', address: DATA, size: { width: 1280, height: 900 } },
  { name: 'langevin-data-phone-dark', address: DATA, size: PHONE, dark: true },
  // Another lab is entered at this size, since the row of labs scrolls to the one that is opened.
  { name: 'kernel-score-narrow', address: HEAT, size: PHONE, part: '.picture', also: hasHeat },
  { name: 'kernel-score-wide', address: HEAT, part: '.picture', also: hasHeat },
  { name: 'kernel-score-dark', address: HEAT, dark: true, part: '.picture', also: hasHeat },
  { name: 'diffusion-wide', address: PAIR, also: isMeasured },
  {
    name: 'diffusion-dark-twin',
    address: '#/diffusion?data=gaussian&steps=256&twin=steps&twinSteps=16&particles=4096&seed=7&until=256',
    dark: true,
    also: isMeasured,
  },
  {
    name: 'diffusion-digits',
    address: '#/diffusion?data=digits&particles=64&steps=24&gamma0=-8&seed=7&until=24',
    part: 'image-sheet',
  },
  { name: 'dirac-gan-first', address: '#/dirac-gan?until=60&trajectories=1024&seed=7' },
  {
    name: 'dirac-gan-dark-twin',
    address: '#/dirac-gan?scheme=simultaneous&twin=alternating&h=0.2&init=ring&until=60&trajectories=1024&seed=7',
    dark: true,
  },
  // Schemes that no other picture shows.
  {
    name: 'dirac-gan-alternating-wgan',
    address: `#/dirac-gan?objective=wgan&scheme=alternating&h=0.75&until=60&${CLOUD}`,
  },
  {
    name: 'dirac-gan-flow',
    address: '#/dirac-gan?scheme=flow&h=0.01&twin=off&init=disc&radius=2&until=200&trajectories=1024&seed=7',
  },
  {
    name: 'dirac-gan-extragradient',
    address: '#/dirac-gan?scheme=extragradient&h=0.5&twin=simultaneous&init=ring&until=40&trajectories=1024&seed=7',
  },
  {
    name: 'dirac-gan-divergence',
    address: `#/dirac-gan?objective=wgan&h=10&until=120&${CLOUD}`,
    also: async (page) => {
      await expect(page.getByText('Near the equilibrium the distance grows by 10 per step')).toBeVisible();
      await expect(page.getByText('1,024 of 1,024 trajectories have left the finite range.')).toBeVisible();
      expect(await page.locator('body').innerText()).not.toContain('NaN');
    },
  },
];

for (const picture of pictures) keptTest(picture.name, ({ page }) => looksAsItShould(page, picture));

keptTest('the map of R1 over h and γ, dark, to the last pixel', async ({ page }) => {
  keptTest.slow();
  await looksAsItShould(page, {
    name: 'dirac-gan-map',
    address: `#/dirac-gan?variant=r1&scheme=alternating&mapX=h&mapY=gamma&until=1&${CLOUD}`,
    dark: true,
    part: 'stability-map',
    also: () => expect(page.locator('stability-map .readout')).toHaveText('', { timeout: 240_000 }),
  });
});

keptTest('the help', async ({ page }) => {
  await looksAsItShould(page, {
    name: 'langevin-help',
    address: '#/langevin?chains=4096&until=20&seed=7',
    also: async () => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  });
});

keptTest.describe('on a phone', () => {
  keptTest.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  for (const picture of [
    { name: 'langevin-phone', address: '#/langevin?chains=8192&until=100&seed=7', fullPage: true },
    // The first screen only: below it stands the map, which is finer or coarser by how long it had.
    { name: 'diffusion-phone', address: PAIR, also: isMeasured },
    { name: 'dirac-gan-phone', address: '#/dirac-gan?until=40&trajectories=1024&seed=7' },
  ] as const)
    keptTest(picture.name, ({ page }) => looksAsItShould(page, picture));
});

test('without WebGPU', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'gpu'));
  await looksAsItShould(page, {
    name: 'langevin-no-webgpu',
    address: '#/langevin?until=60&seed=7',
    also: async () => {
      await expect(page.locator('playground-app')).toHaveAttribute('backend', 'reference');
      await expect(page.getByRole('status')).toContainText('no WebGPU');
    },
  });
});
