// Whatever a row or a run may do wrong is reported, each under its own name; what is right is not.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { ClaimResult } from '../../src/experiment/lab';
import { plantedLab, sound, type Moment } from '../support/planted-lab';
import type { Case } from './case';
import { play } from './play';

const item: Case = { lab: 'fake', backend: 'reference', values: {}, seed: 7, steps: 3, changes: [], data: {} };

async function problemsOf(
  answer: (moment: Moment) => ClaimResult | Promise<ClaimResult>,
  more: Partial<Case> = {},
  slow?: number,
): Promise<string[]> {
  const outcome = await play(plantedLab(answer), new ReferenceBackend(), { ...item, ...more }, slow);
  return outcome.problems.map(({ fault, where }) => `${where} ${fault}`);
}

describe('a row', () => {
  it.each<[string, Partial<ClaimResult>, string[]]>([
    ['that holds', {}, []],
    ['that fails', { verdict: 'fails', measured: 2 }, ['P1 fails']],
    ['that holds on NaN', { measured: Number.NaN }, ['P1 not finite']],
    ['that holds within ∞', { tolerance: Infinity }, ['P1 not finite']],
    ['that is weak on NaN', { verdict: 'weak', standardError: Number.NaN }, ['P1 not finite']],
    ['that is outside, without numbers', { verdict: 'outside', measured: Number.NaN }, []],
    ['that holds too far away', { measured: 1.1 }, ['P1 outside its tolerance']],
    ['that only a bound keeps', { measured: 5, oneSided: true }, []],
    ['that falls short of its bound', { measured: 0.5, oneSided: true }, ['P1 outside its tolerance']],
  ])('%s', async (_, row, problems) => {
    expect(await problemsOf(() => ({ ...sound, ...row }))).toEqual(problems);
  });
});

describe('a run', () => {
  it('is asked again after each live change, with the changed values', async () => {
    const seen: Moment[] = [];
    const changes = [{ values: { noise: 0 }, steps: 2 }];
    await problemsOf((moment) => (seen.push(moment), sound), { changes, data: { points: [1, 2] } });
    expect(seen.map(({ step, values }) => [step, values['noise']])).toEqual([
      [3, 1],
      [5, 0],
    ]);
    expect(seen[0]?.data).toEqual({ points: Float32Array.of(1, 2) });
  });

  it('that throws is reported, and disposed', async () => {
    const thrown = (): never => {
      throw new Error('a matrix of rank 1');
    };
    expect(await problemsOf(thrown)).toEqual(['claims throws']);
  });

  it('whose steps were cut short is told as it was played', async () => {
    const lab = plantedLab(() => ({ ...sound, verdict: 'fails' }));
    const short = {
      ...lab,
      start: async (options: Parameters<typeof lab.start>[0]) => {
        const run = await lab.start(options);
        const advance = run.advance.bind(run);
        run.advance = (steps) => advance(Math.min(2, steps));
        return run;
      },
    };
    const changes = [{ values: { noise: 0 }, steps: 9 }];
    const outcome = await play(short, new ReferenceBackend(), { ...item, changes });
    expect(outcome.shortened).toMatchObject({ steps: 2, changes: [{ values: { noise: 0 }, steps: 2 }] });
    expect((await play(lab, new ReferenceBackend(), item)).shortened).toBeUndefined();
  });

  it('whose claims are slow is reported', async () => {
    const busy = (): ClaimResult => {
      const begun = process.cpuUsage().user;
      while (process.cpuUsage().user - begun < 60_000);
      return sound;
    };
    expect(await problemsOf(busy, {}, 10)).toEqual(['claims slow']);
    expect(await problemsOf(() => sound, {}, 10_000)).toEqual([]);
  });
});

describe('a refusal', () => {
  const refusing = (message: string) => ({
    ...plantedLab(() => sound),
    start: () => Promise.reject(new RangeError(message)),
  });

  it('of a choice or of data, by name, is the right of a lab', async () => {
    const outcome = await play(refusing('target is ‘mixture’, but …'), new ReferenceBackend(), item);
    expect(outcome).toMatchObject({ problems: [], refused: 'target is ‘mixture’, but …' });
    const data = { points: [1] };
    const other = await play(refusing('data.points has 1 number'), new ReferenceBackend(), { ...item, data });
    expect(other.problems).toEqual([]);
  });

  it('of a number that the declaration allows is a fault', async () => {
    const outcome = await play(refusing('step is 0.02; …'), new ReferenceBackend(), item);
    expect(outcome.problems.map(({ fault, where }) => `${where} ${fault}`)).toEqual(['start throws']);
    const unasked = await play(refusing('points has 1 number'), new ReferenceBackend(), item);
    expect(unasked.problems).toHaveLength(1);
  });
});
