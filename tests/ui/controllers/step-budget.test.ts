import { expect, test } from 'vitest';
import { StepBudget } from '../../../src/ui/controllers/step-budget';

/** The length of each advance at full speed on a machine that takes `msPerStep`. */
function lengths(msPerStep: number, rounds: number): number[] {
  const budget = new StepBudget();
  return Array.from({ length: rounds }, () => {
    const steps = budget.steps(Infinity);
    budget.record(steps, steps * msPerStep);
    return steps;
  });
}

test('starts small, grows at most twofold, and settles at about 100 ms', () => {
  const taken = lengths(0.01, 20);
  expect(taken[0]).toBeLessThanOrEqual(4);
  taken.slice(1).forEach((steps, i) => expect(steps).toBeLessThanOrEqual(2 * (taken[i] ?? 0)));
  expect(taken.at(-1)).toBe(10_000);
});

test('a slow machine gets one step at a time, even when 1,000 are wanted', () => {
  expect(lengths(400, 5).slice(1)).toEqual([1, 1, 1, 1]);
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
  expect(budget.steps(Infinity)).toBeLessThanOrEqual(Math.ceil(steps / 10));
});
