// A fault that is planted into a made-up lab is found and shrunk to the setting that it was planted at.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { Lab } from '../../src/experiment/lab';
import { plantedLab, sound } from '../support/planted-lab';
import type { Ground } from './draw';
import { fuzz } from './fuzz';
import { play } from './play';

function groundOf(lab: Lab): Ground {
  return { lab, backend: new ReferenceBackend(), components: false };
}

const run = (lab: Lab, seed: number, settings = 60): ReturnType<typeof fuzz> =>
  fuzz(groundOf(lab), (item) => play(lab, new ReferenceBackend(), item), seed, { settings, deadline: Infinity });

const broken = { ...sound, measured: 2, verdict: 'fails' as const };

describe('the fuzzer', () => {
  it('finds nothing where nothing is wrong, and counts what it saw', async () => {
    const { counts, findings } = await run(
      plantedLab(() => sound),
      1,
    );
    expect(findings).toEqual([]);
    expect(counts.settings).toBe(60);
    expect(counts.failed).toBe(0);
    expect(counts.table('fake')).toMatch(/^P1 +\d+ +0 +0 +0$/m);
  });

  it.each([1, 2, 3])('shrinks to the planted setting, seed %i', async (seed) => {
    const lab = plantedLab(({ values, step }) =>
      values['target'] === 'mixture' && Number(values['noise']) > 1.2 && step >= 5 ? broken : sound,
    );
    const { counts, findings } = await run(lab, seed);
    expect(findings).toHaveLength(1);
    const { problem, smallest, times } = findings[0]!;
    expect(problem).toMatchObject({ fault: 'fails', where: 'P1' });
    expect(times).toBe(counts.failed);
    const { noise, ...rest } = smallest.values;
    expect(rest).toEqual({ target: 'mixture', chains: 1 });
    expect(Number(noise)).toBeGreaterThan(1.2);
    expect(String(noise).length).toBeLessThanOrEqual(4);
    expect(smallest).toMatchObject({ seed: 7, steps: 5, changes: [], data: {} });
  });

  it('takes a change for a setting where it may have been one from the start', async () => {
    const lab = plantedLab(({ values, step }) => (values['step'] === 10 && step > 0 ? broken : sound));
    const keys = ['step', 'chains'];
    const live: Lab = { ...lab, presets: [], parameters: lab.parameters.filter(({ key }) => keys.includes(key)) };
    const { findings } = await run(live, 4, 200);
    expect(findings.map(({ smallest }) => smallest)).toMatchObject([
      { values: { step: 10, chains: 1 }, steps: 1, changes: [], seed: 7 },
    ]);
  });

  it('keeps the change without which nothing is wrong', async () => {
    const lab = plantedLab(({ values, begun }) =>
      Number(values['step']) > 5 && Number(begun['step']) < 5 ? broken : sound,
    );
    const { findings } = await run(lab, 8, 200);
    const { values, changes } = findings[0]!.smallest;
    expect(values).toEqual({ chains: 1 });
    expect(changes).toHaveLength(1);
    expect(Object.keys(changes[0]!.values)).toEqual(['step']);
  });

  it('shrinks data to the row that matters', async () => {
    const lab = plantedLab(({ data }) => (data['points']?.some((value) => Math.abs(value) > 1e5) ? broken : sound));
    const { findings } = await run({ ...lab, ownPoints: { target: 'mixture' } }, 5, 100);
    expect(findings[0]?.smallest.data['points']).toHaveLength(2);
    expect(findings[0]?.smallest.values).toEqual({ chains: 1 });
  });

  it('tells throwing, NaN and failing claims apart', async () => {
    const lab = plantedLab(({ step }) => {
      if (step % 3 === 1) throw new Error('planted');
      return step % 3 === 2 ? { ...sound, predicted: Number.NaN } : broken;
    });
    const { findings } = await run(lab, 6);
    expect(new Set(findings.map(({ problem }) => `${problem.where} ${problem.fault}`))).toEqual(
      new Set(['claims throws', 'P1 not finite', 'P1 fails']),
    );
  });

  it('stops at its deadline, also while it shrinks', async () => {
    const lab = plantedLab(() => broken);
    const { counts } = await fuzz(
      groundOf(lab),
      async (item) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return play(lab, new ReferenceBackend(), item);
      },
      1,
      { deadline: performance.now() + 200 },
    );
    expect(counts.settings).toBeLessThan(12);
  });
});
