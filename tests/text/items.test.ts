// The text is whole: every statement that MATHS.md marks [S] is the check of a step, and every line where the source is wrong stands
// at one.
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { readParameters } from '../../src/experiment/parameters';
import { findLab } from '../../src/labs/registry';
import { items } from '../../src/text/items';
import { questions } from '../../src/text/questions';

/** Claims marked [S] or [S/X]. */
const STATEMENTS =
  'V1 V2 V3 V4 V5 V8 V9 V10 V12 V13 V14 V15 D1 D2 D3 D4 D5 D6 D7 D12 L7 L8 K1 K4 K5 K6 K7 S1 S3 S7 G1 G2 G4 G5 G6 G10';
/** Sections marked [S]. */
const SECTIONS = '1.1 1.3 1.4 1.5 2.1 2.2 2.3 2.4 2.5 3.1 3.2 3.3 3.4 3.5 3.6 4.1 4.2 4.3 4.4 4.5';
/** Lines of which MATHS.md says that the source is wrong, or says less or more than is true. */
const WRONG =
  '9 11 41 51 63 71 75 87 93 95 99 105 109 119 123 131 143 147 149 157 159 165 191 199 203 207 227 229 231 233 252 260 266 279 283 ' +
  '307 323 335 339 347 363 365 369 373 381 389';
/** Of them those whose formula can be put in the place of the right one. */
const LEAST_SLIPS = 25;

const parts = questions.flatMap((question) => question.parts);
const steps = parts.flatMap((part) => part.steps);
/** 'L95, L99' and 'L323–L325' name several. */
const linesOf = (text: string): number[] =>
  text.split(/, ?/).flatMap((piece) => {
    const [first = 0, last = first] = [...piece.matchAll(/\d+/g)].map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });

describe('the text', () => {
  it('has every statement of the source as the check of a step', () => {
    const checked = new Set(steps.map(({ check }) => check.claim));
    expect(STATEMENTS.split(' ').filter((id) => !checked.has(id))).toEqual([]);
  });

  it('has every section, in order', () => {
    const ids = parts.map(({ id }) => id);
    expect(SECTIONS.split(' ').filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids).toEqual([...ids].sort());
    expect(questions.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  });

  it('has every line of the source that is wrong', () => {
    const named = steps.flatMap(({ slips = [], remarks = [] }) =>
      [...slips, ...remarks].flatMap(({ line }) => linesOf(line)),
    );
    expect(WRONG.split(' ').filter((line) => !named.includes(Number(line)))).toEqual([]);
    expect(items.filter(({ slip }) => slip).length).toBeGreaterThanOrEqual(LEAST_SLIPS);
  });

  it('names each of its checks once', () => {
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  it.each(steps.map(({ check }) => check))(
    '$lab can be set as $values, on a CPU too',
    async ({ lab, values, small }) => {
      const { parameters } = await findLab(lab);
      expect(() => readParameters(parameters, { ...values })).not.toThrow();
      expect(() => readParameters(parameters, { ...values, ...small })).not.toThrow();
    },
  );

  it('has formulas that can be set', () => {
    const inline = (text: string): string[] => text.split('$').filter((_, i) => i % 2 === 1);
    const leads = questions.flatMap(({ lead }) => inline(lead));
    const formulas = steps.flatMap(({ text, tex, slips = [], remarks = [] }) => [
      tex,
      ...[text, ...remarks.map((remark) => remark.text), ...slips.map(({ why }) => why)].flatMap(inline),
      ...slips.map((slip) => slip.tex),
    ]);
    for (const tex of [...leads, ...formulas])
      expect(() => katex.renderToString(tex, { strict: 'error' }), tex).not.toThrow();
  });

  it('is made of sentences', () => {
    for (const { text, slips = [], remarks = [] } of steps)
      for (const sentence of [text, ...slips.map(({ why }) => why), ...remarks.map((remark) => remark.text)])
        expect(sentence).toMatch(/^[A-Z$‘(].*[.)]$/s);
  });
});
