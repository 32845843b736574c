// Whoever reads a claim can look up every symbol in it: in the panel, in the text below the lab, or in the claim itself.
import { describe, expect, it } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import { allLabs } from '../support/all-labs';
import { smallest } from '../support/small-runs';

/** Single letters that are neither an article nor a part of a word: 'a mode', 'operator’s', 'U-shaped', '∫dφ'. */
function symbolsOf(text: string): string[] {
  const bare = text.replaceAll(/(?<=^|\s)[aA](?=\s\p{L}{2})|’s|[A-Z]-(?=\p{L})|(?<=∫)d/gu, '');
  return [...new Set(bare.match(/(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[α-ωΑ-Ω]/gu))];
}

describe.each(allLabs.map((lab) => [lab.id, lab] as const))('the claims of %s', (_, lab) => {
  const known = new Set([
    'π',
    ...symbolsOf(lab.about.map((passage) => ('text' in passage ? passage.text : '')).join(' ')),
    ...lab.parameters.flatMap((parameter) => ('symbol' in parameter ? symbolsOf(parameter.symbol) : [])),
  ]);

  it('use no symbol that is defined nowhere', async () => {
    const backend = await openBackend({ kind: 'reference' });
    const run = await lab.start({ backend, params: smallest(lab), seed: 7, data: {} });
    const rows = await run.claims();
    run.dispose();
    backend.dispose();
    expect(rows.length).toBeGreaterThan(0);
    const unknown = rows.flatMap(({ id, statement }) => {
      const given = new Set([...statement.matchAll(/(\p{L}) = /gu)].map(([, letter]) => letter));
      const missing = symbolsOf(statement).filter((symbol) => !known.has(symbol) && !given.has(symbol));
      return missing.map((symbol) => `${id}: ${symbol}`);
    });
    expect(unknown).toEqual([]);
  });
});
