import { expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { begun, checkSteps, particleLimits, pointLimits } from '../../src/experiment/begin';
import type { Run } from '../../src/experiment/lab';

test('a run whose beginning fails is disposed, and the failure is told', async () => {
  let disposed = 0;
  const run = { begin: () => Promise.reject(new RangeError('no')), dispose: () => disposed++ } as unknown as Run & {
    begin(): Promise<void>;
  };
  await expect(begun(run, undefined)).rejects.toThrow('no');
  expect(disposed).toBe(1);
});

test('a CPU carries as many as it moves fluently, and says so', () => {
  expect(particleLimits(new ReferenceBackend(), 'chains', 4096)).toEqual([
    { key: 'chains', most: 4096, sentence: 'Chains limited to 4,096, as many as the CPU moves fluently.' },
  ]);
});

test('points meet a limit on a CPU alone', () => {
  expect(pointLimits(new ReferenceBackend(), 1024)).toEqual([
    { key: 'points', most: 1024, sentence: 'Points limited to 1,024, as many as the CPU handles fluently.' },
  ]);
  expect(pointLimits({ kind: 'webgpu' } as Backend, 1024)).toEqual([]);
});

test('steps are whole and not negative', () => {
  expect(() => checkSteps(0)).not.toThrow();
  for (const steps of [-1, 0.5, Number.NaN]) expect(() => checkSteps(steps)).toThrow(RangeError);
});
