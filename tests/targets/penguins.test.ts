import { expect, it } from 'vitest';
import { billLength, flipperLength } from '../../src/targets/data/penguins';
import { penguins } from '../../src/targets/penguins';

it('has 333 complete birds', () => {
  expect(flipperLength).toHaveLength(333);
  expect(billLength).toHaveLength(333);
  // Smallest and largest of the published table, mm.
  expect([Math.min(...flipperLength), Math.max(...flipperLength)]).toEqual([172, 231]);
  expect([Math.min(...billLength), Math.max(...billLength)]).toEqual([32.1, 59.6]);
});

it('standardises both columns with 1/N', () => {
  const { centres } = penguins().arrays;
  for (const axis of [0, 1]) {
    const column = centres.filter((_, index) => index % 2 === axis);
    const mean = column.reduce((sum, value) => sum + value, 0) / 333;
    expect(Math.abs(mean)).toBeLessThan(1e-7);
    expect(column.reduce((sum, value) => sum + value * value, 0) / 333).toBeCloseTo(1, 6);
  }
});

it('compiles the same text for every bandwidth, which is data', () => {
  const [narrow, wide] = [penguins({ sigma: 0.1 }), penguins({ sigma: 1 })];
  expect(wide.modules).toEqual(narrow.modules);
  expect(wide.arrays['centres']).toBe(narrow.arrays['centres']);
  expect([...narrow.arrays['bandwidth']]).toEqual([Math.fround(0.1)]);
});

it('has fewer modes as the bandwidth grows', () => {
  const counts = [0.15, 0.25, 0.5, 1].map((sigma) => penguins({ sigma }).modes.length);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(counts.at(-1)).toBe(1);
  expect(penguins({ sigma: 0.01 }).modes.length).toBe(64);
});

it('pulls towards the nearest bird far away (MATHS 3.3)', () => {
  const target = penguins({ sigma: 0.05 });
  const [x, y] = [1e4, 0];
  const right = target.components!.reduce((best, { mean }) => (mean[0] > best[0] ? mean : best), [
    -Infinity,
    0,
  ] as readonly [number, number]);
  const [scoreX] = target.score(x, y);
  expect(scoreX * 0.05 ** 2 + x).toBeCloseTo(right[0], 6);
});
