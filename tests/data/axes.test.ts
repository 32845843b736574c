import { expect, test } from 'vitest';
import { coordinateOf, nameOf, plainAxes, readAxes, valueOf } from '../../src/data/axes';

const axes = { names: ['a', 'b'], centre: [13.4, 52.5], scale: [0.5, 2] } as const;

test('values and coordinates lead to each other', () => {
  expect([valueOf(axes, 0, 1), valueOf(axes, 1, -1)]).toEqual([13.9, 50.5]);
  expect(coordinateOf(axes, 0, valueOf(axes, 0, 0.25))).toBeCloseTo(0.25, 12);
  expect(valueOf(plainAxes(), 0, 0.3)).toBe(0.3);
});

test('what comes back from outside is axes or nothing', () => {
  expect(readAxes(structuredClone(axes))).toEqual(axes);
  for (const bad of [
    undefined,
    'axes',
    [],
    { ...axes, names: ['a'] },
    { ...axes, names: ['a', 1] },
    { ...axes, centre: [1, Infinity] },
    { ...axes, scale: [1, 0] },
    { ...axes, scale: [1, -1] },
    Object.create(axes),
  ])
    expect(readAxes(bad)).toBeUndefined();
  expect(readAxes({ ...axes, names: ['x'.repeat(10_000), 'y'] })?.names[0].length).toBeLessThan(1000);
});

test('a foreign name is short and rearranges nothing', () => {
  expect(nameOf({ ...axes, names: ['\u202Eabc', 'b'] }, 0)).toBe('�abc');
  expect(nameOf({ ...axes, names: ['a rather long name of a column', 'b'] }, 0, 12)).toBe('a rather lo…');
});
