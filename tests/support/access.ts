// Whether a page is for everybody: what axe finds, and what the keyboard reaches.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

/** No violation of WCAG 2.2 AA, nor of what axe recommends beside it. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** Every slider and choice of the settings moves by a key, every button can be reached by Tab. */
export async function expectKeyboard(page: Page): Promise<void> {
  const settings = page.getByRole('region', { name: 'Settings' });
  const sliders = settings.getByRole('slider');
  for (let i = 0; i < (await sliders.count()); i++) {
    const slider = sliders.nth(i);
    const before = await slider.inputValue();
    const most = await slider.getAttribute('max');
    await slider.press(before === most ? 'ArrowLeft' : 'ArrowRight');
    await expect(slider, (await slider.getAttribute('aria-label')) ?? '').not.toHaveValue(before);
  }
  // A choice may bring others with it: those that are there to begin with are tried and put back.
  const choices = settings.getByRole('combobox');
  for (let i = 0; i < (await choices.count()); i++) {
    const choice = choices.nth(i);
    const before = await choice.inputValue();
    const last = (await choice.locator('option').last().getAttribute('value')) === before;
    await choice.press(last ? 'ArrowUp' : 'ArrowDown');
    await expect(choice).not.toHaveValue(before);
    await choice.press(last ? 'ArrowDown' : 'ArrowUp');
  }
  const unreachable = await page
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.filter((one) => (one as HTMLElement).tabIndex < 0).map(({ textContent }) => textContent),
    );
  expect(unreachable).toEqual([]);
}
