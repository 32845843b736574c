import { expect, test } from 'vitest';
import { OutOfMemoryError } from '../../../src/compute/backend';
import type { Lab } from '../../../src/experiment/lab';
import { defaultValues } from '../../../src/experiment/parameters';
import { openRun } from '../../../src/ui/controllers/open-run';
import { fakeBackend } from '../../support/fake-backend';
import { fakeLab, FakeRun } from '../../support/fake-lab';

const request = { lab: fakeLab, values: defaultValues(fakeLab.parameters), seed: 7, data: {} };
const { signal } = new AbortController();

/** The fake lab on a device with room for so many chains. */
function labWithRoomFor(chains: number): Lab {
  return {
    ...fakeLab,
    start: async (options) => {
      if (Number(options.params['chains']) > chains) throw new OutOfMemoryError('no memory');
      return new FakeRun(options);
    },
  };
}

test('where memory runs out the largest size is halved until it suffices, in words', async () => {
  const { values, sentences, limits } = await openRun(
    fakeBackend('webgpu'),
    { ...request, lab: labWithRoomFor(10_000) },
    signal,
  );
  expect(values['chains']).toBe(8192);
  expect(sentences).toEqual(['Chains limited to 8,192: the GPU has no memory for more.']);
  expect(limits).toHaveLength(1);
});

test('a run that cannot be made small enough fails for want of memory', async () => {
  const asked = openRun(fakeBackend('webgpu'), { ...request, lab: labWithRoomFor(10) }, signal);
  await expect(asked).rejects.toThrow(OutOfMemoryError);
});

test('a checkpoint keeps its size', async () => {
  const resume = { step: 3, arrays: {}, memory: 0 };
  const asked = openRun(fakeBackend('webgpu'), { ...request, lab: labWithRoomFor(10_000), resume }, signal);
  await expect(asked).rejects.toThrow(OutOfMemoryError);
});
