// Every formula of every lab as a screen reader gets it: well-formed MathML, each element with the children that it must have.
import katex from 'katex';
import { expect, test } from 'vitest';
import { allLabs } from '../../support/all-labs';

const CHILDREN: Readonly<Record<string, number>> = {
  mfrac: 2,
  mover: 2,
  mroot: 2,
  msub: 2,
  msubsup: 3,
  msup: 2,
  munder: 2,
  munderover: 3,
};
/** These hold text, all others elements. */
const TOKENS = new Set(['annotation', 'mi', 'mn', 'mo', 'ms', 'mtext']);

interface Open {
  readonly name: string;
  children: number;
}

/** What is wrong with a text of MathML; empty where nothing is. */
function faultsOf(markup: string): string[] {
  const faults: string[] = [];
  const open: Open[] = [{ name: '', children: 0 }];
  for (const [, end, name = '', alone, text = ''] of markup.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>|([^<>]+)/g)) {
    const parent = open.at(-1) ?? { name: 'nothing', children: 0 };
    if (name === '') {
      if (text.trim() !== '' && !TOKENS.has(parent.name)) faults.push(`text ‘${text}’ in ${parent.name}`);
    } else if (end) {
      if (parent.name !== name) faults.push(`${parent.name} ended by ${name}`);
      const wanted = CHILDREN[name] ?? parent.children;
      if (parent.children !== wanted) faults.push(`${name} with ${parent.children} children`);
      open.pop();
    } else {
      parent.children++;
      if (name === 'merror' || TOKENS.has(parent.name)) faults.push(`${name} in ${parent.name}`);
      if (!alone) open.push({ name, children: 0 });
    }
  }
  return open.length === 1 ? faults : [...faults, `${open.at(-1)?.name} never ended`];
}

/** By the very call of <tex-formula>, but as text. */
function mathML(tex: string): string {
  const markup = katex.renderToString(tex, { output: 'mathml', trust: false, throwOnError: true });
  return /<math.*<\/math>/s.exec(markup)?.[0] ?? markup;
}

const claims = import.meta.glob<readonly { readonly id: string; readonly tex: string }[]>(
  '../../../src/labs/*/claims/index.ts',
  { eager: true, import: 'claims' },
);
const formulas = [
  ...allLabs.flatMap(({ id, about }) => about.flatMap((part) => ('tex' in part ? [[id, part.tex] as const] : []))),
  ...Object.values(claims).flatMap((list) => list.map(({ id, tex }) => [id, tex] as const)),
];

test('there is a list of claims in every lab', () => {
  expect(Object.keys(claims)).toHaveLength(allLabs.length);
  expect(formulas.length).toBeGreaterThan(20 * allLabs.length);
});

test.each(formulas)('%s: %s', (_, tex) => {
  expect(faultsOf(mathML(tex))).toEqual([]);
});

test('the check sees what it is for', () => {
  expect(faultsOf(mathML('x^{a}_{\\max}'))).toEqual(['msubsup with 4 children']);
  expect(faultsOf('<math><mfrac><mi>a</mi></mfrac></math>')).toEqual(['mfrac with 1 children']);
  expect(faultsOf('<math><mi>a</math>')).not.toEqual([]);
  expect(faultsOf('<math><merror><mi>a</mi></merror></math>')).not.toEqual([]);
});
