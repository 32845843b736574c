import { describe, expect, test } from 'vitest';
import { diffusionSchedule, scheduleKinds, type ScheduleOptions } from '../../src/math/diffusion-schedule';
import { flat, golden, goldenIds, goldenTolerance } from '../support/golden';

const FIELDS = {
  alpha_ts: 'alphaTs',
  var_ts: 'varTs',
  var_Q: 'varQ',
  coef_z: 'coefZ',
  coef_x: 'coefX',
  kl_weight: 'klWeight',
} as const;

const optionsOf = ({ kind, params }: Readonly<Record<string, unknown>>): ScheduleOptions =>
  ({ kind, ...(params as object) }) as ScheduleOptions;

describe.each(goldenIds('diffusion_schedule'))('%s', (id) => {
  const one = golden('diffusion_schedule', id);
  const schedule = diffusionSchedule(optionsOf(one.inputs));
  const [early, late] = [flat(one.inputs['s']), flat(one.inputs['t'])];

  const agrees = (field: string, got: readonly number[]): void => {
    const { absolute, relative } = goldenTolerance(one, field, 'f64');
    const expected = flat(one.expected[field]);
    expect(got).toHaveLength(expected.length);
    got.forEach((value, i) =>
      expect(Math.abs(value - expected[i]), `${field}[${i}]`).toBeLessThanOrEqual(
        absolute + relative * Math.abs(expected[i]),
      ),
    );
  };

  test('levels', () => {
    for (const name of ['alpha', 'sigma', 'snr', 'gamma'] as const) {
      agrees(
        `${name}_s`,
        early.map((t) => schedule.at(t)[name]),
      );
      agrees(
        `${name}_t`,
        late.map((t) => schedule.at(t)[name]),
      );
    }
  });

  test('steps', () => {
    for (const [field, name] of Object.entries(FIELDS))
      agrees(
        field,
        early.map((s, i) => schedule.step(s, late[i])[name]),
      );
  });

  test('the transitions of two steps are those of one (D2)', () => {
    const [u, s, t] = [0.125, 0.5, 0.875];
    const [first, second, both] = [schedule.step(u, s), schedule.step(s, t), schedule.step(u, t)];
    expect(second.alphaTs * first.alphaTs).toBeCloseTo(both.alphaTs, 13);
    expect(second.varTs + second.alphaTs ** 2 * first.varTs).toBeCloseTo(both.varTs, 12);
  });
});

describe('bad arguments', () => {
  test.each([
    [{ kind: 'vp-cosine', gamma0: 6, gamma1: -6 }, /does not fall/],
    [{ kind: 'vp-cosine', gamma0: -6, gamma1: Number.NaN }, /gamma1 is NaN/],
    [{ kind: 've-geometric', sigma0: 0, sigma1: 1 }, /does not fall/],
    [{ kind: 'vp-linear-beta', ell0: 0, beta0: 0.1, beta1: 1 }, /does not fall/],
    [{ kind: 'cosine', gamma0: 6, gamma1: -6 }, new RegExp(`allowed: ${scheduleKinds.join(', ')}`)],
  ])('%j', (options, message) => {
    expect(() => diffusionSchedule(options as ScheduleOptions)).toThrow(message);
  });

  test('times', () => {
    const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
    expect(() => schedule.at(1.5)).toThrow('t is 1.5; a number from 0 to 1 is allowed');
    expect(() => schedule.step(0.5, 0.5)).toThrow('s is 0.5; a number from 0 to below t = 0.5 is allowed');
  });
});
