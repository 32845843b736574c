// A page translator puts elements in place of all texts. What the page says afterwards is what it would have said without one.
import { expect, type Page } from 'playwright/test';
import { open, test } from '../support/page';

/** As translators do: in open shadow trees too, but not in drawings, and not where a page asks them to leave it. */
function translate(page: Page): Promise<number> {
  return page.evaluate(() => {
    let replaced = 0;
    const wrap = (text: Text): void => {
      const inner = document.createElement('font');
      inner.textContent = text.data;
      const outer = document.createElement('font');
      outer.append(inner);
      text.replaceWith(outer);
      replaced++;
    };
    const visit = (node: Node): void => {
      if (node instanceof Text && node.data.trim() !== '') return wrap(node);
      if (node instanceof HTMLElement && (node.translate === false || /^(SCRIPT|STYLE|TEXTAREA)$/.test(node.tagName)))
        return;
      if (node instanceof SVGElement) return;
      if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
      for (const child of node.childNodes) visit(child);
    };
    visit(document.body);
    return replaced;
  });
}

/** Everything that can be read, but for what depends on the machine or on when something happened. */
function words(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const read = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (
        node instanceof Element &&
        (/^(SCRIPT|STYLE)$/.test(node.tagName) || node.matches('.badge, footer.here, stability-map, .unseen'))
      )
        return '';
      const trees = node instanceof Element && node.shadowRoot ? [node.shadowRoot, node] : [node];
      const text = trees.flatMap((tree) => [...tree.childNodes].map(read)).join('');
      return /^(P|TD|TH|H\d|LI|OPTION|LABEL|BUTTON|TEXT)$/i.test(node.nodeName) ? `\n${text}\n` : text;
    };
    return read(document.body)
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== '');
  });
}

/** Other settings with a notice, a run, another target, and another lab. */
const WAY = [
  '#/langevin?target=gaussian&chains=512&until=16&step=99',
  '#/langevin?target=mixture&chains=512&until=8&seed=5',
  '#/dirac-gan?until=10&step=0.3&trajectories=1024',
];

test('no number, verdict or notice is stale on a translated page', async ({ page, context }) => {
  test.slow();
  const plain = await context.newPage();
  const openBoth = async (address: string): Promise<void> => {
    for (const one of [page, plain]) {
      // A page behind another one is given a frame a second.
      await one.bringToFront();
      await open(one, address);
    }
  };
  await openBoth('#/langevin?target=gaussian&chains=512&until=12');
  expect(await translate(page)).toBeGreaterThan(100);
  for (const address of WAY) {
    await openBoth(address);
    await expect.poll(() => words(page), { timeout: 30_000 }).toEqual(await words(plain));
    await translate(page);
  }
});
