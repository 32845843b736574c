// What happens to links between two people: the one that arrives is read as the one that was sent, and it is said.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress, readSettings, type Settings } from '../../src/ui/address';
import { keyNamed, labNamed, repairAddress } from '../../src/ui/address-repair';
import { fakeLab } from '../support/fake-lab';
import { anySettings } from '../support/hostile-links';

const IDS = ['fake', 'kernel-score'];

function read(hash: string): { settings: Settings; lab: string | undefined; notes: readonly string[] } {
  const { lab, given, notes } = parseAddress(hash, IDS);
  const settings = readSettings(fakeLab, given);
  return { settings: settings.settings, lab, notes: [...notes, ...settings.notes] };
}

type Damage = (hash: string) => string;
const inNumbers =
  (change: (number: string) => string): Damage =>
  (hash) =>
    hash.replaceAll(/=([-+\d.e%B]+)(?=&|$)/g, (_, number: string) => `=${change(number)}`);

/** Each at most once, in this order: nearest to the text first. */
const DAMAGES: readonly (readonly [name: string, damage: Damage])[] = [
  ['decimal commas', inNumbers((number) => number.replace('.', ','))],
  ['mathematical minuses', inNumbers((number) => number.replaceAll('-', encodeURIComponent('−')))],
  ['keys in capitals', (hash) => hash.replaceAll(/[?&][a-z]+=/gi, (key) => key.toUpperCase())],
  ['a lab in capitals', (hash) => hash.replace('#/fake', '#/Fake')],
  ['zero-width spaces', (hash) => hash.replaceAll(/(?=&|$)/g, encodeURIComponent('\u200B'))],
  ['no-break spaces', (hash) => hash.replaceAll('=', `=${encodeURIComponent('\u00A0')}`)],
  ['quotes', (hash) => `${hash}${encodeURIComponent('”')}`],
  ['the end of a sentence', (hash) => `${hash}.`],
  ['a comma', (hash) => `${hash},`],
  ['a bracket', (hash) => `${hash})`],
  ['a quote as markup', (hash) => `${hash}&quot;`],
  ['markup', (hash) => hash.replaceAll('&', '&amp;')],
  ['a missing slash', (hash) => hash.replace('#/', '#')],
  ['a slash too many', (hash) => hash.replace('#', '#/')],
  ['codes', (hash) => `#${encodeURIComponent(hash.slice(1))}`],
  ['codes of codes', (hash) => `#${encodeURIComponent(hash.slice(1))}`],
  ['a raw zero-width space', (hash) => `${hash}\u200B`],
];

const damages = fc.subarray([...DAMAGES], { minLength: 1 });

describe('a damaged link', () => {
  test('is read as the one that was sent', () => {
    fc.assert(
      fc.property(anySettings(fakeLab), damages, (settings, list) => {
        const hash = list.reduce((text, [, damage]) => damage(text), formatAddress(fakeLab, settings));
        expect(read(hash)).toMatchObject({ settings, lab: 'fake' });
      }),
      { numRuns: 300 },
    );
  });

  const sent = '#/fake?target=mixture&step=0.375&until=50&play=0';
  test.each(DAMAGES.filter(([, damage]) => damage(sent) !== sent))('%s are said', (_, damage) => {
    // A point behind a whole number is a number as it stands.
    const hash = damage(sent.replace('&play=0', ''));
    const { settings, notes } = read(hash);
    expect(settings).toEqual({ ...read(sent).settings, play: 'auto' });
    if (!hash.endsWith('50.')) expect(notes.length).toBeGreaterThan(0);
  });

  test.each([
    ['#/fake?step=0.3?until=50', { until: 50 }],
    ['#/fake?step=0.3&until=50%E2%80', { until: 50 }],
    ['#/fake?step=0.3&until=50%', { until: 50 }],
    ['#!/fake?until=50', { until: 50 }],
    ['#/fake?until=5%252C', { until: 5 }],
    ['#/fake?speed=MAX', { speed: 'max' }],
    ['#/fake?play=0)', { play: 'paused' }],
    ['#/fake?seed=%289%29', { seed: 9 }],
  ])('%s', (hash, wanted) => {
    expect(read(hash).settings).toMatchObject(wanted);
  });
});

test('what is not beyond doubt stays as it is', () => {
  expect(read('#/fake?step=12abc').settings.values['step']).toBe(0.02);
  expect(read('#/fake?step=0.3&Step=5').settings.values['step']).toBe(0.3);
  expect(labNamed('fak', IDS)).toBeUndefined();
  expect(labNamed('Kernel–Score/', IDS)).toBe('kernel-score');
  expect(labNamed('a', ['A-', '-A'])).toBeUndefined();
  expect(keyNamed('__PROTO__', ['step'])).toBeUndefined();
  expect(repairAddress('#section', IDS)).toEqual({ text: 'section', faults: [] });
});

test('a sound address is left alone', () => {
  fc.assert(
    fc.property(anySettings(fakeLab), (settings) => {
      const address = formatAddress(fakeLab, settings);
      expect(repairAddress(address, IDS)).toEqual({ text: address.slice(1), faults: [] });
    }),
  );
});
