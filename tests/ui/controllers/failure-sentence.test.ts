import { expect, test } from 'vitest';
import { GpuFaultError, OutOfMemoryError } from '../../../src/compute/backend';
import { failureSentence } from '../../../src/ui/controllers/failure-sentence';

test.each([
  [new OutOfMemoryError('64 MiB'), 'There is too little memory on the GPU for this (64 MiB). Try fewer particles.'],
  [
    new GpuFaultError('3 of 4'),
    'The run stopped because a check of the GPU’s work failed: 3 of 4. Press Reset to begin again.',
  ],
  [new RangeError('step must be …'), 'step must be …'],
  ['text', 'text'],
])('%s', (error, text) => {
  expect(failureSentence(error)).toBe(text);
});
