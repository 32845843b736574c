// Every claim D1 … D19 holds at suitable settings, and fails once its premise is broken on purpose. In float64.
import { describe, expect, test } from 'vitest';
import type { DeviceArray } from '../../../src/compute/backend';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { claims } from '../../../src/labs/diffusion/claims';
import type { ClaimContext } from '../../../src/labs/diffusion/claims/context';
import { ask, cases, usual, type Case, type Tampered } from '../../support/diffusion-claims';
import { TamperedBackend } from '../../support/tampered-backend';

describe('claims hold', () => {
  test.each(cases)('$name: $holds', async (one) => {
    const results = await ask(one);
    expect([...results.keys()]).toEqual(Array.from({ length: 19 }, (_, k) => `D${k + 1}`));
    expect([...results.values()].filter(({ verdict }) => verdict === 'fails')).toEqual([]);
    for (const id of one.holds) expect(results.get(id), id).toMatchObject({ verdict: 'holds' });
  });

  test('every claim is in force somewhere', () => {
    expect(new Set(cases.flatMap(({ holds }) => holds)).size).toBe(19);
  });

  test.each([
    ['D12', { direction: 'noise' }, 'another direction'],
    ['D12', { sampler: 'ddim' }, 'another sampler'],
    ['D12', { smoothing: 0.5 }, 'no smoothing'],
    ['D12', { denoiser: 'scaled' }, 'the exact denoiser'],
    ['D12', { steps: 2 }, 'more steps'],
    ['D13', {}, 'other data'],
    ['D16', { schedule: 'vp-cosine', gamma0: -9.9, smoothing: 1 }, 'another schedule'],
    ['D18', { schedule: 'vp-cosine', gamma0: -9.9, smoothing: 1 }, 'another schedule'],
  ] as const)('%s says what it needs: %j', async (id, values, needs) => {
    const one = { ...cases[0], values: { ...values, particles: 64 } };
    expect((await ask(one as Case)).get(id)).toMatchObject({ verdict: 'outside', needs });
  });

  test('the end is to be reached first', async () => {
    const claim = claims.find(({ id }) => id === 'D12');
    const context = { values: usual, step: 63, points: Float32Array.from([0, 0]) } as unknown as ClaimContext;
    expect(claim?.excuse?.(context)).toEqual({ reason: 'the end is not reached', needs: 'more steps' });
  });

  test('data that are never in doubt have no variance to compare', async () => {
    const far = { ...cases[0], values: { particles: 64 }, points: [-3000, 0, 3000, 0] };
    expect((await ask(far)).get('D17')).toMatchObject({ verdict: 'outside', needs: 'another schedule' });
  });

  test('by the settings in force', () => {
    const claim = claims.find(({ id }) => id === 'D12');
    const context = { values: usual, step: 64, isStraight: false, points: Float32Array.from([0, 0]) };
    expect(claim?.excuse?.(context as unknown as ClaimContext)).toMatchObject({
      reason: 'settings were changed on the way',
    });
  });
});

/** Numbers of a row of the sampler's table, of which the fourth multiplies the denoised mean and the fifth the noise. */
const ROW = 8;

/** The kernel that samples gets another table. */
class WrongTable extends ReferenceBackend {
  constructor(
    readonly column: number,
    readonly factor: number,
  ) {
    super();
  }

  override write(array: DeviceArray, values: ArrayLike<number>, offset?: number): void {
    const wrong = (value: number, i: number): number => (i % ROW === this.column ? this.factor * value : value);
    super.write(array, array.label === 'sampler table' ? Float64Array.from(values, wrong) : values, offset);
  }
}

const scaledErrors = (): ReferenceBackend =>
  new TamperedBackend({ diffusionErrors: (params) => ({ ...params, factor: 1.02 * (params['factor'] ?? 1) }) });

const broken: readonly (Tampered & {
  readonly what: string;
  readonly on: string;
  readonly fails: readonly string[];
})[] = [
  {
    what: 'an SNR without its square',
    on: 'two points',
    at: (level) => ({ ...level, snr: level.alpha / level.sigma }),
    fails: ['D2', 'D5', 'D7', 'D8', 'D9', 'D10', 'D17'],
  },
  {
    what: 'a noise larger than the preserving one',
    on: 'two points',
    at: (level) => ({ ...level, sigma: 1.1 * level.sigma }),
    fails: ['D1', 'D2', 'D3', 'D4', 'D8', 'D9', 'D10', 'D12', 'D14'],
  },
  {
    what: 'the posterior variance without its factor',
    on: 'one point in few steps',
    step: ({ varTs }) => ({ varQ: varTs }),
    fails: ['D4', 'D5', 'D12'],
  },
  {
    what: 'the posterior variance without its factor',
    on: 'a Gaussian law',
    step: ({ varTs }) => ({ varQ: varTs }),
    fails: ['D4', 'D5', 'D13'],
  },
  {
    what: 'μ_Q with swapped coefficients',
    on: 'two points',
    step: ({ coefZ, coefX }) => ({ coefZ: coefX, coefX: coefZ }),
    fails: ['D4'],
  },
  {
    what: 'a variance of the transition without the square of α_{t|s}',
    on: 'two points',
    step: ({ alphaTs }, early, late) => ({ varTs: late.sigma ** 2 - alphaTs * early.sigma ** 2 }),
    fails: ['D2', 'D3', 'D4'],
  },
  {
    what: 'a weight of the KL with α_t/α_s for its square',
    on: 'two points',
    step: ({ klWeight, alphaTs }) => ({ klWeight: klWeight / alphaTs }),
    fails: ['D7', 'D14'],
  },
  {
    what: 'a denoiser times 1.02',
    on: 'two points',
    backend: () => new WrongTable(3, 1.02),
    fails: ['D5', 'D10', 'D11', 'D19'],
  },
  { what: 'errors of a denoiser times 1.02', on: 'two points', backend: scaledErrors, fails: ['D9'] },
  {
    what: 'the noise dropped',
    on: 'two points',
    backend: () => new WrongTable(4, 0),
    fails: ['D1', 'D2', 'D3', 'D4', 'D5', 'D12', 'D15'],
  },
  { what: 'the ancestral noise dropped', on: 'a Gaussian law', backend: () => new WrongTable(4, 0), fails: ['D13'] },
  {
    what: 'a denoiser that is off by far',
    on: 'moons',
    backend: () => new WrongTable(3, 1.5),
    fails: ['D5', 'D6', 'D10', 'D11', 'D16', 'D18', 'D19'],
  },
];

describe('claims fail when their premise is broken', () => {
  test.each(broken)('$fails notice $what ($on)', async ({ on, fails, ...tampered }) => {
    const results = await ask(cases.find(({ name }) => name === on) as Case, tampered);
    const failing = [...results.values()].filter(({ verdict }) => verdict === 'fails').map(({ id }) => id);
    expect(failing).toEqual(expect.arrayContaining([...fails]));
  });

  test('every claim can fail', () => {
    expect(new Set(broken.flatMap(({ fails }) => fails)).size).toBe(19);
  });
});
