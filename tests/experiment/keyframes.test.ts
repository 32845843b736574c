import { expect, test } from 'vitest';
import { Keyframes } from '../../src/experiment/keyframes';

const at = (step: number) => ({ step, arrays: {}, memory: null });

test('the last kept step that is not beyond, or none', () => {
  const frames = new Keyframes();
  expect(frames.before(5)).toBeUndefined();
  for (const step of [8, 16, 24]) frames.keep(at(step));
  expect(frames.before(7)).toBeUndefined();
  expect(frames.before(16)?.step).toBe(16);
  expect(frames.before(23)?.step).toBe(16);
  expect(frames.before(999)?.step).toBe(24);
  frames.forget();
  expect(frames.before(999)).toBeUndefined();
});

test('sixteen of them on the way to the end, however long it is', () => {
  const frames = new Keyframes();
  for (const horizon of [1, 5, 16, 100, 4096]) {
    const steps: number[] = [];
    for (let step = 0; step < horizon; step = frames.next(step, horizon)) steps.push(step);
    expect(steps.length).toBeLessThanOrEqual(16);
    expect(steps.length).toBeGreaterThan(Math.min(horizon, 16) / 2);
  }
});
