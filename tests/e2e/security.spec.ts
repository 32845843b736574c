// Whatever text comes from outside, it is shown and never run; and the policy of the page holds without a server's help.
import { expect, type Page } from 'playwright/test';
import { keptTest, open, test } from '../support/page';
import { labTable, smallAddress } from '../support/lab-table';
import { XSS_PAYLOADS } from '../support/xss-payloads';

/** Elements that our own templates never make, anywhere in the page, and whether anything ran. */
function intruders(page: Page): Promise<{ pwned: boolean; elements: string[] }> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const strange = element.matches(
          'img, iframe, object, embed, marquee, video, audio, form, base, math > mtext > form, script:not([type="module"][src]), a[href^="javascript" i]',
        );
        const armed = element.getAttributeNames().some((name) => name.startsWith('on'));
        if (strange || armed) found.push(`${element.localName} ${element.getAttributeNames().join(' ')}`);
      }
    };
    look(document);
    return { pwned: 'PWNED' in window, elements: found };
  });
}

const CLEAN = { pwned: false, elements: [] };

test('there are at least a hundred payloads, all different', () => {
  expect(new Set(XSS_PAYLOADS).size).toBeGreaterThanOrEqual(100);
});

keptTest('in an address: lab, key and value', async ({ page }) => {
  await open(page, '#/langevin?chains=64');
  const messages = await page.evaluate(async (payloads) => {
    const told: string[] = [];
    const show = async (hash: string): Promise<void> => {
      const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      location.hash = hash;
      await followed;
      // The lab is there already, so a task later its page is rendered.
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setTimeout(resolve, 0));
      await document.querySelector('playground-app')?.updateComplete;
      told.push(document.querySelector('.notice p')?.textContent ?? '');
    };
    for (const text of payloads.map(encodeURIComponent)) {
      await show(`#/langevin?chains=64&${text}=1&target=${text}&step=${text}`);
      await show(`#/${text}?chains=64`);
    }
    return told;
  }, XSS_PAYLOADS);
  expect(await intruders(page)).toEqual(CLEAN);
  // They were shown: a message that names the text, another one nearly every time.
  expect(new Set(messages).size).toBeGreaterThan(100);
  expect(messages.some((message) => message.includes('<img src=x onerror'))).toBe(true);
});

keptTest('in a table: file name, header and cell', async ({ page }) => {
  await open(page, '#/kernel-score?points=64');
  await page.evaluate(async (payloads) => {
    const loader = document.querySelector('point-loader');
    for (const text of payloads) {
      const quoted = `"${text.replaceAll('"', '""')}"`;
      await loader?.load(new File([`${quoted},b\n1,2\n3,${quoted}\n`], text), text);
      await loader?.updateComplete;
    }
  }, XSS_PAYLOADS);
  expect(await intruders(page)).toEqual(CLEAN);
  await expect(page.locator('point-loader')).toContainText('is not a number');
});

keptTest('in a settings file and in the text of an error', async ({ page }) => {
  await open(page, '#/langevin?chains=64');
  const messages = await page.evaluate(async (payloads) => {
    const told: string[] = [];
    const good = { format: 'scorefield-settings', version: 1, lab: 'langevin', values: { chains: 64 }, seed: 7 };
    const shown = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await document.querySelector('playground-app')?.updateComplete;
      told.push(document.querySelector('.notice p')?.textContent ?? '');
    };
    for (const [index, text] of payloads.entries()) {
      const files: unknown[] = [
        { ...good, lab: text },
        { ...good, data: { [text]: text } },
      ];
      if (index % 20 === 0) files.push({ ...good, values: { chains: 64, target: text, [text]: text } });
      for (const file of files) {
        const detail = { files: [new File([JSON.stringify(file)], 'settings.json')] };
        document.querySelector('file-buttons')?.dispatchEvent(new CustomEvent('open-files', { detail }));
        await shown();
      }
      document.querySelector('lab-page')?.say(`The picture could not be drawn: ${text}`);
      await shown();
    }
    return told;
  }, XSS_PAYLOADS);
  expect(await intruders(page)).toEqual(CLEAN);
  expect(new Set(messages).size).toBeGreaterThan(200);
  const [payload = ''] = XSS_PAYLOADS;
  await page.evaluate((text) => {
    const run = document.querySelector('playground-app')?.run;
    if (run) run.advance = () => Promise.reject(new Error(text));
  }, payload);
  await page.keyboard.press('.');
  await expect(page.getByRole('status').first()).toContainText(payload);
  expect(await intruders(page)).toEqual(CLEAN);
});

test('on a host without headers the policy in the page is enough, in every lab', async ({ page, offences }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['content-security-policy'];
    await route.fulfill({ response, headers });
  });
  for (const row of labTable) await open(page, smallAddress(row, 'until=1'));
  expect(await page.evaluate(() => window.offences)).toEqual([]);
  const refused = await page.evaluate(() => {
    const tries = [
      () => Reflect.set(document.createElement('p'), 'innerHTML', '<b>x</b>'),
      () => new Worker('data:text/javascript,1'),
    ];
    return tries.map((attempt) => {
      try {
        attempt();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(refused).not.toContain('done');
  // They were tried on purpose.
  await page.evaluate(() => (window.offences = []));
  offences.errors.length = 0;
});

test('the policy comes as a header as well, and nobody may frame the page', async ({ page }) => {
  const response = await page.goto('./#/langevin?chains=64&play=0');
  const header = response?.headers()['content-security-policy'] ?? '';
  const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(header).toBe(`${meta}; frame-ancestors 'none'`);
  expect(meta).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(meta).toContain("require-trusted-types-for 'script'");
  expect(header).not.toContain('unsafe');
  expect(response?.headers()['x-content-type-options']).toBe('nosniff');
});
