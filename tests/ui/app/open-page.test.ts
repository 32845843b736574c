// Ten thousand hostile links against every lab there is: settings that it allows come out, and nothing heavy begins.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readParameters } from '../../../src/experiment/parameters';
import { labs } from '../../../src/labs/registry';
import { formatAddress, HEAVY_COUNT, HEAVY_STEPS, joinNotes } from '../../../src/ui/address';
import { defaultSettings, openAddress, type Opened } from '../../../src/ui/app/open-page';
import { startsPlaying } from '../../../src/ui/app/page-settings';
import { carriedOf } from '../../../src/ui/enclosure';
import { anySettings, hostileAddress } from '../../support/hostile-links';

const LINKS = 10_000;
const ROUND_TRIPS = 1_000;
const LONGEST_MESSAGE = 1_000;
const all = await Promise.all(labs.map((entry) => entry.load()));
const prototype = Reflect.ownKeys(Object.prototype);

/** Whether it would begin by itself although it asks for much. */
function startsHeavy({ lab, settings, waits }: Opened): boolean {
  const counts = lab.parameters.flatMap((parameter) =>
    parameter.kind === 'number' && parameter.integer && parameter.restarts
      ? [Number(settings.values[parameter.key])]
      : [],
  );
  const much = Math.max(...counts) > HEAVY_COUNT || (settings.until ?? 0) > HEAVY_STEPS;
  return much && startsPlaying(settings, { reducedMotion: false, waits });
}

test(`${LINKS} hostile links: allowed settings, one message, no heavy work, no prototype changed`, async () => {
  let repaired = 0;
  const property = fc.asyncProperty(hostileAddress(all), async (hash) => {
    const opened = await openAddress(hash);
    const { lab, settings, notes, data } = opened;
    expect(readParameters(lab.parameters, settings.values)).toEqual(settings.values);
    expect(Number.isInteger(settings.seed) && settings.seed >= 0 && settings.seed < 2 ** 32).toBe(true);
    expect(settings.until === undefined || Number.isInteger(settings.until)).toBe(true);
    expect(startsHeavy(opened)).toBe(false);
    expect(data).toEqual({});
    const message = joinNotes(notes) ?? '';
    expect(message.length).toBeLessThan(LONGEST_MESSAGE);
    expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(prototype);
    if (message) repaired++;
    // What was repaired is an address like any other.
    expect((await openAddress(formatAddress(lab, settings))).settings).toEqual(settings);
  });
  await fc.assert(property, { numRuns: LINKS });
  expect(repaired).toBeGreaterThan(LINKS / 2);
});

test.each(all.map((lab) => [lab.id, lab] as const))(
  `%s: ${ROUND_TRIPS} states come back exactly, without a message but for heavy work`,
  async (_, lab) => {
    await fc.assert(
      fc.asyncProperty(anySettings(lab), async (settings) => {
        const { lab: opened, settings: back, notes, waits } = await openAddress(formatAddress(lab, settings));
        expect(back).toEqual(settings);
        expect(opened).toBe(lab);
        expect(notes).toHaveLength(waits ? 1 : 0);
      }),
      { numRuns: ROUND_TRIPS },
    );
  },
);

describe('a link that asks for much', () => {
  test.each([
    ['#/langevin?chains=1000000', 'This link asks for 1,000,000 chains. Press Run to start.'],
    ['#/langevin?chains=1000000&play=1', 'This link asks for 1,000,000 chains. Press Run to start.'],
    ['#/kernel-score?points=262145', 'This link asks for 262,145 points. Press Run to start.'],
    ['#/dirac-gan?until=1000000000', 'This link asks for 1,000,000,000 steps. Press Run to start.'],
  ])('%s waits and says so', async (hash, sentence) => {
    const opened = await openAddress(hash);
    expect([opened.waits, ...opened.notes]).toEqual([true, sentence]);
    expect(startsHeavy(opened)).toBe(false);
  });

  test.each(['#/langevin?chains=262144', '#/langevin?until=10000000', '#/langevin?chains=1000000&play=0'])(
    '%s does not',
    async (hash) => {
      const opened = await openAddress(hash);
      expect([opened.waits, ...opened.notes]).toEqual([false]);
    },
  );
});

test.each([
  ['#/langevine', 'Unknown lab ‘langevine’. The lab ‘langevin’ was opened.'],
  ['#/__proto__?step=1', 'Unknown lab ‘__proto__’. The lab ‘langevin’ was opened.'],
  ['#/constructor', 'Unknown lab ‘constructor’. The lab ‘langevin’ was opened.'],
  ['#/%E0%A4%A', 'This link is damaged or incomplete, so the defaults were loaded.'],
])('%s opens the first lab with its defaults', async (hash, sentence) => {
  const { lab, settings, notes } = await openAddress(hash);
  expect([lab.id, ...notes]).toEqual(['langevin', sentence]);
  expect(settings).toEqual(defaultSettings(lab));
});

describe('a link with data', () => {
  const points = Float32Array.of(0, 1, 2, 3.5);

  test('brings it', async () => {
    const { enclosed = '' } = await carriedOf({ data: { points } });
    const opened = await openAddress(`#/kernel-score?data=upload&enclosed=${enclosed})`);
    expect(opened).toMatchObject({ data: { points }, notes: [] });
  });

  test('that is damaged says so and keeps its settings', async () => {
    const opened = await openAddress('#/kernel-score?data=upload&sigma=0.5&enclosed=AAAABBBB');
    expect(opened).toMatchObject({
      data: {},
      carried: {},
      notes: ['The data in this link is damaged and was left out.'],
    });
    expect(opened.settings.values).toMatchObject({ data: 'upload', sigma: 0.5 });
  });

  test('names the points that it lacks, and nothing that is no mark', async () => {
    expect(await openAddress('#/kernel-score?data=upload&own=50000-ab.')).toMatchObject({
      carried: { own: '50000-ab' },
    });
    expect((await openAddress('#/kernel-score?data=upload&own=<b>')).carried).toEqual({});
  });

  test('whatever stands there is harmless', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), fc.string(), async (enclosed, own) => {
        const query = `enclosed=${encodeURIComponent(enclosed)}&own=${encodeURIComponent(own)}`;
        const { data } = await openAddress(`#/kernel-score?data=upload&${query}`);
        expect(data).toEqual({});
      }),
    );
  });
});
