import { expect, it } from 'vitest';
import { readTotals } from '../../src/draw/density-colour';
import { densityTotals } from '../../src/draw/density-totals';

it('densityTotals finds the peak, the particles and the cells that are taken, by channel', () => {
  const totals = new Uint32Array(6);
  const counts = Uint32Array.from([3, 0, 0, 5, 4, 0]);
  const medium = Float64Array.from([1.5, 0.25, 2.5, 0.75, 0.5, 0]);
  densityTotals.reference({ counts, medium, totals }, { cells: 3 }, 1);
  expect(readTotals(totals)).toEqual([
    { peak: 2.5, particles: 7, cells: 2 },
    { peak: 0.75, particles: 5, cells: 1 },
  ]);
});
