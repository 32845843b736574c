import { expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { particleLimits, pointLimits } from '../../src/experiment/limits';

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
