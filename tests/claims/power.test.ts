// A made-up lab whose claims have known tolerances: what is planted is caught where it must be, and nowhere else.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { defineKernel } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { judged, outside } from '../../src/experiment/claims';
import type { ClaimResult, Lab } from '../../src/experiment/lab';
import { allLabs } from '../support/all-labs';
import { fakeLab, FakeRun } from '../support/fake-lab';
import { sound } from '../support/planted-lab';
import type { Case } from './case';
import type { Ground } from './draw';
import { play } from './play';
import { contradicts, launchPlant, PowerTable } from './power';
import { powerSection } from './power-text';

/** Computes with what it is told. */
const echo = defineKernel({
  name: 'echo',
  module: 'kernels/echo',
  params: { stepSize: 0 },
  reference: ({ told }, { stepSize }) => {
    told!.fill(stepSize);
  },
});

async function told(backend: Backend, stepSize: number): Promise<number> {
  const array = backend.create('told', 'f32', 1);
  backend.dispatch(echo, { arrays: { told: array }, params: { stepSize }, threads: 1 });
  return Number((await backend.read(array))[0]);
}

/** E1 is about the step within 2 %, E2 about the noise within 5 %, of which no kernel is told; E3 speaks of another lab. */
class EchoRun extends FakeRun {
  override async claims(): Promise<readonly ClaimResult[]> {
    const { step, noise } = this.values;
    const exact = (value: number) => ({ value, standardError: 0 });
    const measured = await told(this.options.backend, Number(step));
    return [
      { id: 'E1', statement: '', ...judged(exact(measured), Number(step), 0.02 * Number(step)) },
      { id: 'E2', statement: '', ...judged(exact(Number(noise)), Number(noise), 0.05) },
      { id: 'E3', statement: '', ...outside('this is not the lab') },
    ];
  }
}

const echoLab: Lab = { ...fakeLab, presets: [], start: async (options) => new EchoRun(options) };
const ground: Ground = { lab: echoLab, backend: new ReferenceBackend(), components: false };
const player = (item: Case): ReturnType<typeof play> => play(echoLab, new ReferenceBackend(), item);

describe('the power table', () => {
  it('says of each claim the smallest error that it catches, and in what', async () => {
    const sights = await new PowerTable(ground, player, () => undefined).measure();
    expect(sights.map(({ claim, stand }) => [claim, stand?.name])).toEqual([
      ['E1', 'defaults'],
      ['E2', 'defaults'],
      ['E3', undefined],
    ]);
    const caught = sights.map(({ caught }) => Object.fromEntries(caught));
    expect(caught[0]).toEqual({ γ: 0.03, τ: undefined, 'x₀': undefined });
    expect(caught[1]).toEqual({ γ: undefined, τ: 0.1, 'x₀': undefined });
    expect(caught[2]).toEqual({});
    const text = powerSection(echoLab, 'reference', sights);
    expect(text).toMatch(/\| E1 +\| 3 % +\| +\| γ +\| +\| τ, x₀ +\| 2 % +\| defaults; 4,096 chains/);
    expect(text).toMatch(/\| E3 +\| not in force /);
  });
});

describe('planting', () => {
  const step = fakeLab.parameters.find(({ key }) => key === 'step');
  if (step?.kind !== 'number') throw new Error('the fake lab has a step');

  it('multiplies what a kernel is told, adds to a 0, and leaves alone what none is told', () => {
    expect(launchPlant(step, 0.02, 0.1, ['echo.stepSize'])).toEqual({ '.stepSize': { times: 1.1 } });
    expect(launchPlant(step, 0, 0.1, ['echo.stepSize'])).toEqual({ '.stepSize': { plus: 0.1 } });
    expect(launchPlant(step, 0.02, 0.1, ['echo.step', 'echo.threads'])).toBeUndefined();
  });

  it('contradicts by the wider tolerance, and below a bound only', () => {
    expect(contradicts(sound, { ...sound, measured: 1.1 })).toBe(true);
    expect(contradicts(sound, { ...sound, measured: 1.1, tolerance: 0.2 })).toBe(false);
    expect(contradicts({ ...sound, oneSided: true }, { ...sound, measured: 1.1 })).toBe(false);
    expect(contradicts({ ...sound, oneSided: true }, { ...sound, measured: 0.9 })).toBe(true);
    expect(contradicts(sound, { ...sound, measured: Number.NaN })).toBe(false);
  });

  it('reaches the kernels of a real lab: ten percent more noise is seen by L1', async () => {
    const lab = allLabs.find(({ id }) => id === 'langevin')!;
    const { values } = lab.presets.find(({ id }) => id === 'bias')!;
    const item: Case = {
      lab: lab.id,
      backend: 'reference',
      values: { ...values, chains: 4096 },
      seed: 7,
      steps: 30,
      changes: [],
      data: {},
    };
    const verdictOf = async (planted: NonNullable<Case['planted']>): Promise<string | undefined> =>
      (await play(lab, new ReferenceBackend(), { ...item, planted })).rows.find(({ id }) => id === 'L1')?.verdict;
    expect(await verdictOf({})).toBe('holds');
    expect(await verdictOf({ '.noise': { times: 1.1 } })).toBe('fails');
  });
});
