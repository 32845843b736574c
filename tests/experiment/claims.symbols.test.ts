// Whoever reads a claim can look up every symbol in it: in the panel, in the text below the lab, or in the claim itself.
import { describe, expect, it } from 'vitest';
import { about as diracAbout } from '../../src/labs/dirac-gan/about';
import { claims as diracClaims } from '../../src/labs/dirac-gan/claims/index';
import dirac from '../../src/labs/dirac-gan/lab';
import { about as kernelAbout } from '../../src/labs/kernel-score/about';
import { claims as kernelClaims } from '../../src/labs/kernel-score/claims/index';
import { parameters as kernelParameters } from '../../src/labs/kernel-score/parameters';
import { about as langevinAbout } from '../../src/labs/langevin/about';
import { claims as langevinClaims } from '../../src/labs/langevin/claims/index';
import { parameters as langevinParameters } from '../../src/labs/langevin/parameters';

/** Single letters that are neither an article nor a part of a word: 'a mode', 'operator’s', 'U-shaped', '∫dφ'. */
function symbolsOf(text: string): string[] {
  const bare = text.replaceAll(/(?<=^|\s)[aA](?=\s\p{L}{2})|’s|[A-Z]-(?=\p{L})|(?<=∫)d/gu, '');
  return [...new Set(bare.match(/(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[α-ωΑ-Ω]/gu))];
}

const labs = [
  ['langevin', langevinClaims, langevinAbout, langevinParameters],
  ['dirac-gan', diracClaims, diracAbout, dirac.parameters],
  ['kernel-score', kernelClaims, kernelAbout, kernelParameters],
] as const;

describe.each(labs)('the claims of %s', (_, claims, about, parameters) => {
  const known = new Set([
    'π',
    ...symbolsOf(about.map((passage) => ('text' in passage ? passage.text : '')).join(' ')),
    ...parameters.flatMap((parameter) => ('symbol' in parameter ? symbolsOf(parameter.symbol) : [])),
  ]);

  it('use no symbol that is defined nowhere', () => {
    const unknown = claims.flatMap(({ id, statement }) => {
      const given = new Set([...statement.matchAll(/(\p{L}) = /gu)].map(([, letter]) => letter));
      const missing = symbolsOf(statement).filter((symbol) => !known.has(symbol) && !given.has(symbol));
      return missing.map((symbol) => `${id}: ${symbol}`);
    });
    expect(unknown).toEqual([]);
  });
});
