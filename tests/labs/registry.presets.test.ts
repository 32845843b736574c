// Every preset of every lab, small, on the float64 backend: what it did when it was last recorded it still does. Record anew with
// RECORD=1 npx vitest run --project reference tests/labs/registry.presets.test.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Lab, ParameterValues, Preset } from '../../src/experiment/lab';
import { readParameters } from '../../src/experiment/parameters';
import { allLabs } from '../support/all-labs';
import { differences, recordPreset, type PresetRecord, type RecordOptions } from '../support/preset-record';

type Recorded = Record<string, Record<string, PresetRecord>>;

const FILE = fileURLToPath(new URL('../golden/presets.json', import.meta.url));
const recording = process.env['RECORD'] === '1';
const recorded = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Recorded) : {};

const STEPS = 300;
const SIZES: ParameterValues = { chains: 64, trajectories: 64, points: 64, particles: 64, restarts: 8 };

interface Reduced extends Partial<RecordOptions> {
  readonly values?: ParameterValues;
}

/** Whole labs that cost more than a second at 300 steps, and why. */
const SMALLER_LABS: Readonly<Record<string, Reduced>> = {
  // 256 particles whatever the settings, and an evaluation of all points at each step: 5 to 15 ms.
  'kernel-score': { steps: 20, values: { points: 16 } },
  // A way of 128 steps ends there.
  diffusion: { steps: 128, exact: true },
  // A step of 64 samples through 16 neurons twice and 64 chains: 2 ms, and its claims 1 s.
  'score-matching': { steps: 40, values: { batch: 64, width: 16 } },
};

/** Presets, by lab and id, whose points are a fixed number or have many coordinates. */
const SMALLER_PRESETS: Readonly<Record<string, Reduced>> = {
  // Claims about a law in 32 dimensions take 4 s.
  'kernel-score/dimension': { values: { points: 16, dimension: 12 } },
  // 333 points, on which the claims, which the other presets ask, take 3 s.
  'kernel-score/penguins': { steps: 10, asks: false },
  // 300 images of 196 pixels: a start takes 1 s, a step 0.2 s and the claims, which the other presets ask, take 10 s.
  'kernel-score/digits': { steps: 2, asks: false },
  // The number of points is what it shows.
  'diffusion/memorising': { values: { points: 12 } },
  // Other ways, to their ends.
  'diffusion/one-number': { steps: 16 },
  'diffusion/too-few-steps': { steps: 256 },
  'diffusion/ddim': { steps: 20 },
  'diffusion/choice': { steps: 256 },
  // As of the kernel score.
  'diffusion/digits': { steps: 4, values: { particles: 16 }, asks: false },
  // Claims that follow all points for long.
  'langevin/moons': { values: { points: 16 } },
};

function reduced({ id, parameters }: Lab, preset: Preset): RecordOptions & { readonly params: ParameterValues } {
  const own = SMALLER_PRESETS[`${id}/${preset.id}`];
  const sizes = { ...SIZES, ...SMALLER_LABS[id]?.values, ...own?.values };
  const known = Object.entries(sizes).filter(([key]) => parameters.some((parameter) => parameter.key === key));
  return {
    steps: STEPS,
    asks: true,
    ...SMALLER_LABS[id],
    ...own,
    params: readParameters(parameters, { ...preset.values, ...Object.fromEntries(known) }),
  };
}

const now: Recorded = Object.fromEntries(allLabs.map(({ id }) => [id, {}]));

describe.each(allLabs.map((lab) => [lab.id, lab] as const))('%s', (id, lab) => {
  test.each(lab.presets.map((preset) => [preset.id, preset] as const))('%s', async (presetId, preset) => {
    const { params, ...options } = reduced(lab, preset);
    const record = await recordPreset(lab, params, options).catch((cause: unknown) => {
      throw new Error(`lab ${id}, preset ${presetId}: ${String(cause)}`, { cause });
    });
    now[id] = { ...now[id], [presetId]: record };
    if (recording) return;
    const found = differences(recorded[id]?.[presetId], record);
    if (found.length > 0) expect.fail(`lab ${id}, preset ${presetId} is not as recorded\n${found.join('\n')}`);
  });
});

test('nothing is recorded that is no longer there', () => {
  const names = (of: Readonly<Record<string, object>>): string[] =>
    Object.entries(of).flatMap(([lab, presets]) => Object.keys(presets).map((preset) => `${lab}/${preset}`));
  const present = Object.fromEntries(
    allLabs.map(({ id, presets }) => [id, Object.fromEntries(presets.map((preset) => [preset.id, preset]))]),
  );
  expect(names(recording ? now : recorded).toSorted()).toEqual(names(present).toSorted());
});

afterAll(() => {
  if (recording) writeFileSync(FILE, `${JSON.stringify(now, null, 1)}\n`);
});
