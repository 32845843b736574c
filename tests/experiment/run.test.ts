// What `Experiment` does for every lab, on labs that are nothing else. What holds of each lab is in registry.contract.test.ts.
import { afterEach, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { openBackend } from '../../src/compute/open-backend';
import type { Lab, ParameterValues, Run } from '../../src/experiment/lab';
import { readParameters } from '../../src/experiment/parameters';
import bridge from '../labs/made-up/bridge/lab';
import coins from '../labs/made-up/coins/lab';
import whirl from '../labs/made-up/whirl/lab';

const open: (Run | Backend)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

async function started(lab: Lab, values: ParameterValues = {}): Promise<Run> {
  const backend = await openBackend({ kind: 'reference' });
  const run = await lab.start({ backend, params: readParameters(lab.parameters, values), seed: 3, data: {} });
  open.push(run, backend);
  return run;
}

test('calls are served one after the other, in the order in which they came', async () => {
  const run = await started(whirl);
  const order: string[] = [];
  const told = <T>(name: string, work: Promise<T>): Promise<T> => work.finally(() => order.push(name));
  await Promise.all([told('5', run.advance(5)), told('measure', run.measure()), told('3', run.advance(3))]);
  expect(order).toEqual(['5', 'measure', '3']);
  expect(run.step).toBe(8);
  expect(run.frame().measures['step']).toBe(5);
});

test('a number of steps that is none is refused, and nothing moves', async () => {
  const run = await started(whirl);
  for (const steps of [-1, 0.5, Number.NaN, Infinity]) await expect(run.advance(steps)).rejects.toThrow(/^steps is/);
  expect(run.step).toBe(0);
});

test('claims use the observation that there is, and make one where the run has gone on', async () => {
  const run = await started(coins);
  await run.advance(2);
  await run.measure();
  const before = run.frame().panels;
  await run.claims();
  // Another observation would have made new panels of the same history.
  expect(run.frame().panels[0]).toEqual(before[0]);
  await run.advance(1);
  await run.claims();
  expect(run.frame().measures['step']).toBe(3);
  run.set({ chance: 0.9 });
  const [row] = await run.claims();
  expect(row).toMatchObject({ predicted: 0.9, verdict: 'fails' });
});

test('a change waits for the next step and is refused whole', async () => {
  const run = await started(coins);
  expect(() => run.set({ chance: 0.4, coins: 32 })).toThrow('coins begins a new run');
  await run.advance(4000);
  const { share } = await run.measure();
  expect(Math.abs((share ?? 0) - 0.3)).toBeLessThan(5 * Math.sqrt(0.21 / (512 * 4000)));
});

test('a run goes to its end and rests there', async () => {
  const run = await started(bridge, { steps: 12 });
  expect(run.horizon).toBe(12);
  await run.advance(100);
  expect(run.step).toBe(12);
  await run.advance(1);
  expect(run.step).toBe(12);
  expect((await run.claims())[0]?.verdict).toBe('holds');
});

test('set back, it is where steps under the settings in force lead, also after a change on the way', async () => {
  const run = await started(bridge, { steps: 40 });
  await run.advance(40);
  await run.seek?.(20);
  run.set({ noise: 1.5 });
  await run.advance(5);
  await run.seek?.(30);
  const ahead = await started(bridge, { steps: 40, noise: 1.5 });
  await ahead.advance(30);
  expect(await run.snapshot()).toEqual(await ahead.snapshot());
  await run.seek?.(10);
  const other = await started(bridge, { steps: 40, noise: 1.5 });
  await other.advance(10);
  expect(await run.snapshot()).toEqual(await other.snapshot());
  await expect(run.seek?.(41)).rejects.toThrow('step is 41; a whole number from 0 to 40 is allowed');
});

test('a lab offers what its model can do, and nothing else', async () => {
  const [one, other] = [await started(whirl), await started(coins)];
  expect('field' in one && one.field !== undefined).toBe(true);
  for (const name of ['field', 'seek', 'refine', 'sketch', 'setData', 'data', 'readPaths'] as const)
    expect(other[name], name).toBeUndefined();
});
