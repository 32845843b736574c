// A checkpoint that someone else wrote: every lab takes it whole or refuses it with a sentence, and nothing in between.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import { remembered, rememberedNumber, rememberedNumbers, savedArray } from '../../src/experiment/checkpoint';
import type { Checkpoint, Frame, SnapshotArray } from '../../src/experiment/lab';
import { allLabs } from '../support/all-labs';
import { madeUpLabs } from '../support/made-up-labs';
import { smallest } from '../support/small-runs';
import { tellsOfStray } from '../support/stray-particle';

test('only own parts of a memory are read', () => {
  expect(remembered({ a: 1 }, 'a')).toBe(1);
  for (const memory of [null, undefined, 3, 'x', {}, []]) expect(remembered(memory, 'toString')).toBeUndefined();
  expect(() => rememberedNumber({ time: '3' }, 'time')).toThrow('the checkpoint remembers no number as time');
  expect(rememberedNumbers({ mean: [1, 2] }, 'mean', 2)).toEqual([1, 2]);
  for (const mean of [[1], [1, null], '12', { length: 2 }])
    expect(rememberedNumbers({ mean }, 'mean', 2)).toBeUndefined();
});

test('an array is there in the right length, or refused with both', () => {
  const checkpoint: Checkpoint = {
    step: 1,
    arrays: { positions: { data: new Float32Array(4), shape: [2, 2] } },
    memory: null,
  };
  expect(savedArray(checkpoint, 'positions', 4, 'chains')).toHaveLength(4);
  expect(() => savedArray(checkpoint, 'positions', 6, 'chains')).toThrow(
    new RangeError('the checkpoint holds 4 numbers as positions of the chains; the settings ask for 6'),
  );
  expect(() => savedArray(checkpoint, 'constructor', 6, 'chains')).toThrow('holds 0 numbers as constructor');
});

type Line = readonly [id: string, x: ArrayLike<number>, y: ArrayLike<number>];

describe.each([...allLabs, ...madeUpLabs].map((lab) => [lab.id, lab] as const))('%s', (_, lab) => {
  test('a particle that is not finite is counted and told of, at the defaults and at every preset', async () => {
    const backend = await openBackend({ kind: 'reference' });
    const told: boolean[] = [];
    for (const values of [{}, ...lab.presets.map((preset) => preset.values)]) {
      // Points of the visitor's own are not there.
      if (Object.values(values).includes('upload')) continue;
      told.push(await tellsOfStray(lab, backend, smallest(lab, values)));
    }
    expect(told).toContain(true);
    backend.dispose();
  });

  test('what was measured before a checkpoint stands in the traces after it, also from a file', async () => {
    const backend = await openBackend({ kind: 'reference' });
    const options = { backend, params: smallest(lab), seed: 7, data: {} };
    const first = await lab.start(options);
    for (let i = 0; i < 3; i++) {
      await first.advance(2);
      await first.measure();
    }
    const { arrays, step, memory } = await first.checkpoint();
    const resume = { arrays, step, memory: JSON.parse(JSON.stringify(memory)) as unknown };
    const second = await lab.start({ ...options, resume });
    for (const run of [first, second]) {
      await run.advance(2);
      await run.measure();
    }
    // The reference backend has more digits than a checkpoint, so only what was measured before is the same.
    const traces = ({ panels }: Frame): Line[] =>
      panels
        .filter((panel) => panel.kind === 'trace')
        .flatMap(({ id, series }) => series.map((one) => [id, one.steps, one.values]));
    // A lab whose history is drawn over something else than steps begins its panels with that.
    const plots = ({ panels }: Frame): Line[] =>
      panels
        .filter((panel) => panel.kind === 'plot')
        .slice(0, 1)
        .flatMap(({ id, series }) => series.map(({ x, y }) => [id, x, y]));
    const linesOf = traces(second.frame()).length > 0 ? traces : plots;
    const before = (frame: Frame): unknown =>
      linesOf(frame).map(([id, x, y]) => [id, Array.from(x).slice(0, 3), Array.from(y).slice(0, 3)]);
    const [[, across]] = linesOf(second.frame());
    const touched = linesOf === traces ? 2 : across[0];
    expect(Array.from(across, (x) => (2 * x) / touched)).toEqual([2, 4, 6, 8]);
    expect(before(second.frame())).toEqual(before(first.frame()));
    backend.dispose();
  });

  test('a checkpoint with anything in it starts a run or is refused', async () => {
    const backend = await openBackend({ kind: 'reference' });
    const options = { backend, params: smallest(lab), seed: 7, data: {} };
    const first = await lab.start(options);
    await first.advance(3);
    const good = await first.checkpoint();
    first.dispose();
    const outcomes = new Set<string>();
    const anyArray: fc.Arbitrary<SnapshotArray> = fc
      .float32Array({ maxLength: 130 })
      .map((data) => ({ data: new Float32Array(data), shape: [data.length] }));
    const anyCheckpoint = fc.record({
      step: fc.constantFrom(good.step, 0, 2 ** 32 - 1),
      arrays: fc.oneof(
        fc.constant(good.arrays),
        fc.dictionary(fc.constantFrom(...Object.keys(good.arrays), 'constructor'), anyArray),
      ),
      memory: fc.oneof(fc.constant(good.memory), fc.jsonValue(), fc.constant({ time: 1, law: { mean: 'xy' } })),
    });
    await fc.assert(
      fc.asyncProperty(anyCheckpoint, async (resume) => {
        const live = backend.live.arrays;
        try {
          const run = await lab.start({ ...options, resume });
          await run.advance(1);
          outcomes.add('started');
          expect(run.step).toBe(resume.step + 1);
          expect(typeof run.frame().step).toBe('number');
          run.dispose();
        } catch (error) {
          outcomes.add('refused');
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toContain('the checkpoint');
        }
        expect(backend.live.arrays).toBe(live);
      }),
      { numRuns: 100 },
    );
    expect(outcomes).toEqual(new Set(['started', 'refused']));
    backend.dispose();
  });
});
