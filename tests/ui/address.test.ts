import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultValues } from '../../src/experiment/parameters';
import {
  formatAddress,
  heavyNote,
  joinNotes,
  parseAddress,
  readSettings,
  type Settings,
  withoutPlay,
} from '../../src/ui/address';
import { fakeLab } from '../support/fake-lab';
import { anySettings } from '../support/hostile-links';

const defaults: Settings = { values: defaultValues(fakeLab.parameters), seed: 7, play: 'auto', speed: 10 };

function read(hash: string): { settings: Settings; message: string | undefined; lab: string | undefined } {
  const address = parseAddress(hash);
  const { settings, notes } = readSettings(fakeLab, address.given);
  return { settings, lab: address.lab, message: joinNotes([...address.notes, ...notes]) };
}

describe('round trip', () => {
  test('any settings come back exactly, without a message', () => {
    fc.assert(
      fc.property(anySettings(fakeLab), (settings) => {
        expect(read(formatAddress(fakeLab, settings))).toEqual({ settings, lab: 'fake', message: undefined });
      }),
    );
  });

  test('defaults make a bare address', () => {
    expect(formatAddress(fakeLab, defaults)).toBe('#/fake');
  });

  test('only what differs is written', () => {
    const settings: Settings = {
      ...defaults,
      values: { ...defaults.values, step: 0.1 },
      seed: 3,
      until: 500,
      play: 'paused',
      speed: 'max',
    };
    expect(formatAddress(fakeLab, settings)).toBe('#/fake?step=0.1&seed=3&until=500&play=0&speed=max');
  });
});

test('what a lecture shows is named by keys, in their order, and written with commas', () => {
  const { settings, message } = read('#/fake?view=lecture&show=chains,step,CHAINS');
  expect(settings).toMatchObject({ view: 'lecture', show: ['chains', 'step'] });
  expect(message).toBeUndefined();
  expect(formatAddress(fakeLab, settings)).toBe('#/fake?view=lecture&show=chains,step');
  expect(withoutPlay('#/fake?step=1&view=lecture&show=step')).toBe('#/fake?step=1');
});

describe('hostile and broken links', () => {
  test('any text reads as allowed settings and changes no prototype', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `#/fake?${text}`),
          fc.webQueryParameters().map((text) => `#/fake?${text}`),
        ),
        (hash) => {
          const { settings } = read(hash);
          expect(read(formatAddress(fakeLab, settings)).settings).toEqual(settings);
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
    );
  });

  test.each([
    ['#/fake?step=1e999', 'step = 1e999 in this link is not a finite number; 0.02 is used.'],
    ['#/fake?chains=9000000000', 'chains = 9,000,000,000 limited to 1,048,576.'],
    ['#/fake?foo=1&__proto__=2', '2 unknown settings in this link were ignored. They are ‘foo’, ‘__proto__’.'],
    ['#/fake?constructor=1', '1 unknown setting in this link was ignored. It is ‘constructor’.'],
    ['#/fake?step=%E0%A4%A', 'This link is damaged or incomplete, so the defaults were loaded.'],
    ['#fake', 'This link is damaged or incomplete, so the defaults were loaded.'],
    ['#/fake?seed=-1', 'seed = -1 limited to 0.'],
    ['#/fake?until=soon', 'until = soon in this link is not a finite number; no limit is used.'],
    ['#/fake?view=huge', 'view = huge in this link is not ‘lecture’; the usual page is shown.'],
    ['#/fake?show=step,foo', 'show = foo in this link names no setting of this lab and was left out.'],
    ['#/fake?play=maybe', 'play = maybe in this link is not 0 or 1; 1 is used.'],
    [
      '#/fake?speed=7',
      'speed = 7 in this link is not one of 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, max; 5 is used.',
    ],
    ['#/fake?step=1&step=2', '‘step’ stands more than once in this link; the last one is used.'],
    ['#/fake?twinValue=50&twin=step', 'twinValue = 50 limited to 10.'],
    ['', undefined],
    ['#/', undefined],
  ])('%s', (hash, message) => {
    expect(read(hash).message).toBe(message);
  });

  test('a link over 8 KiB loads the defaults', () => {
    const long = read(`#/fake?step=${'1'.repeat(12_595)}`);
    expect(long.message).toBe('This link is too long (12.3 KiB; at most 8 KiB). The defaults were loaded.');
    expect(long.settings).toEqual(defaults);
  });

  test('several repairs are one message that names them all', () => {
    expect(read('#/fake?step=x&chains=0&foo=1').message).toBe(
      'step = x in this link is not a finite number; 0.02 is used. chains = 0 limited to 1. 1 unknown setting in this link was ignored. It is ‘foo’.',
    );
  });
});

test('the same experiment has the same address without what is only about playing', () => {
  expect(withoutPlay('#/fake?step=0.1&play=0&seed=3&speed=max')).toBe('#/fake?step=0.1&seed=3');
  expect(withoutPlay('#/fake?play=1')).toBe('#/fake');
  expect(withoutPlay('#/fake')).toBe('#/fake');
  expect(withoutPlay('#/fake?display=1')).toBe('#/fake?display=1');
});

test('a heavy link is named with its size', () => {
  expect(heavyNote(fakeLab, { values: { ...defaults.values, chains: 1_000_000 } })).toBe(
    'This link asks for 1,000,000 chains. Press Run to start.',
  );
  expect(heavyNote(fakeLab, { values: { ...defaults.values, chains: 262_144 } })).toBeUndefined();
  expect(heavyNote(fakeLab, { ...defaults, until: 1e9 })).toBe(
    'This link asks for 1,000,000,000 steps. Press Run to start.',
  );
  expect(heavyNote(fakeLab, { ...defaults, until: 1e7 })).toBeUndefined();
});
