import { describe, expect, test } from 'vitest';
import { watchedClock } from '../../../src/compute/clock';
import { StepBudget } from '../../../src/ui/controllers/step-budget';

/** Advances at full speed on a machine that takes `overheadMs` + `msPerStep` a step: their steps and durations. */
function advances(overheadMs: number, msPerStep: number, rounds: number): { steps: number; ms: number }[] {
  const budget = new StepBudget();
  return Array.from({ length: rounds }, () => {
    const steps = budget.steps(Infinity);
    const ms = overheadMs + steps * msPerStep;
    budget.record(steps, ms);
    return { steps, ms };
  });
}

describe.each([
  ['a fast GPU', 1.5, 0.001],
  ['a slow one', 5, 0.5],
  ['a CPU that plays GPU, under load', 80, 5],
  ['a heavy run', 2, 60],
])('%s', (_, overheadMs, msPerStep) => {
  const taken = advances(overheadMs, msPerStep, 60);

  test('starts small and grows at most twofold', () => {
    expect(taken[0]?.steps).toBeLessThanOrEqual(4);
    taken.slice(1).forEach(({ steps }, i) => expect(steps).toBeLessThanOrEqual(2 * (taken[i]?.steps ?? 0)));
  });

  test('settles at no more than 200 ms, or one step', () => {
    for (const { steps, ms } of taken.slice(30)) expect(steps === 1 || ms <= 200).toBe(true);
  });

  test('loses at most a tenth to overhead, where 200 ms allow it', () => {
    const last = taken.at(-1) ?? { steps: 0, ms: 1 };
    const efficiency = (last.steps * msPerStep) / last.ms;
    expect(efficiency).toBeGreaterThan(Math.min(0.9, (150 - overheadMs) / 150 - msPerStep / 150));
  });
});

test('a fast GPU still shows more than 30 pictures a second', () => {
  expect(advances(1.5, 0.001, 60).at(-1)?.ms).toBeLessThan(33);
});

test('a machine that needs 400 ms a step gets one at a time, even when 1,000 are wanted', () => {
  expect(
    advances(0, 400, 5)
      .slice(1)
      .every(({ steps }) => steps === 1),
  ).toBe(true);
});

test('never more than wanted, and a small advance does not inflate the budget', () => {
  const budget = new StepBudget();
  for (let i = 0; i < 50; i++) {
    expect(budget.steps(3)).toBe(3);
    budget.record(3, 0.1);
  }
  expect(budget.steps(Infinity)).toBeLessThanOrEqual(6);
});

test('a sudden slowness is answered at once', () => {
  const budget = new StepBudget();
  for (let i = 0; i < 12; i++) budget.record(budget.steps(Infinity), 1);
  const steps = budget.steps(Infinity);
  budget.record(steps, 1000);
  expect(budget.steps(Infinity)).toBeLessThanOrEqual(Math.ceil(steps / 6));
});

/** A late advance, in the geometric mean, where the clock ticks every `tick` ms and other work lies in between. */
function pace(overheadMs: number, msPerStep: number, tick: number): { steps: number; ms: number } {
  let time = 0;
  const clock = watchedClock(() => tick * Math.floor(time / tick));
  const budget = new StepBudget();
  const logs = Array.from({ length: 600 }, (_, i) => {
    const steps = budget.steps(Infinity);
    const start = clock.now();
    time += overheadMs + steps * msPerStep;
    budget.record(steps, clock.now() - start, clock.grain);
    time += 3 + ((7 * i) % 11);
    return Math.log(steps);
  });
  const late = logs.slice(200);
  const steps = Math.exp(late.reduce((sum, log) => sum + log, 0) / late.length);
  return { steps, ms: overheadMs + steps * msPerStep };
}

// The Dirac-GAN lab on a GPU, on a CPU that plays one, and on that under load.
describe.each([
  [1.5, 0.02],
  [8, 0.1],
  [40, 1],
])('with %d ms to the device and %d ms a step', (overheadMs, msPerStep) => {
  test.each([16.7, 100])('a clock in steps of %d ms makes it no slower', (tick) => {
    const { steps, ms } = pace(overheadMs, msPerStep, tick);
    expect(steps / pace(overheadMs, msPerStep, 0.001).steps).toBeGreaterThan(1 / 2);
    expect(ms).toBeLessThan(200);
  });
});
