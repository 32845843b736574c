import { expect, test } from 'vitest';
import { diffusionProcess } from '../../src/diffusion/process';
import { wayOf } from '../../src/experiment/diffusion-way';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

test('a step is read as t and as log SNR, and the choice stands where its t is, in both directions', () => {
  const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
  const [down, up] = (['generate', 'noise'] as const).map((direction) =>
    wayOf(diffusionProcess({ schedule, steps: 8, direction, sampler: 'ancestral' }), 0.25),
  );
  const read = ({ readings }: typeof down, step: number): number[] => readings.map(({ at }) => at(step));
  expect(read(down, 2)[0]).toBeCloseTo(0.75, 12);
  expect(read(down, 2)[1]).toBeCloseTo(-3, 9);
  expect(read(up, 2)[0]).toBeCloseTo(0.25, 12);
  expect([down.marks[0].step, up.marks[0].step]).toEqual([6, 2]);
  expect(down.readings[0].at(down.marks[0].step)).toBeCloseTo(0.25, 12);
  expect(
    wayOf(diffusionProcess({ schedule, steps: 8, direction: 'noise', sampler: 'ancestral' }), undefined).marks,
  ).toEqual([]);
});
