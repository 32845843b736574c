// A view that nobody has moved keeps the swarm in sight, and does not fidget.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followedScale, scaledBox } from '../../../src/ui/views/followed-view';

const home = { minX: -3, maxX: 5, minY: -4, maxY: 2 };

/** A swarm that reaches so many halves of home from its middle. */
const frameAt = (reach: number, step = 1) => ({ step, extent: scaledBox(home, reach) });
const follow = (reaches: readonly number[], inward = false): number =>
  reaches.reduce((scale, reach) => followedScale(scale, home, frameAt(reach), inward), 1);

const exponent = fc.double({ min: -3, max: 36, noNaN: true });
const walks = fc.array(exponent, { minLength: 1, maxLength: 30 }).map((walk) => walk.map((power) => 10 ** power));

describe.each([true, false])('inward: %s', (inward) => {
  test('whatever the swarm did, it is inside, and no dot unless it has arrived', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const scale = follow(walk, inward);
        const reach = walk.at(-1) ?? 0;
        // Home may be spilt over where it is the stage.
        expect(scale).toBeGreaterThanOrEqual(!inward && scale === 1 ? reach / 2 : 1.05 * reach);
        expect(scale).toBeLessThanOrEqual(Math.max(inward ? 2 ** -14 : 1, 8 * reach));
        expect(Number.isInteger(Math.log2(scale))).toBe(true);
      }),
    );
  });

  test('what is shown of a swarm that only grows does not depend on when it was looked at', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const rising = walk.toSorted((a, b) => a - b);
        const looks = rising.filter((_, i) => i % 3 === 0 || i === rising.length - 1);
        fc.pre((rising[0] ?? 0) > 0.3); // else it is a dot at first
        expect(follow(looks, inward)).toBe(follow(rising, inward));
      }),
    );
  });

  test('a swarm that breathes by a factor of 1.8 moves the view once at most', () => {
    for (const reach of [0.4, 0.9, 3, 1e6]) {
      const breaths = Array.from({ length: 40 }, (_, i) => reach * (i % 2 === 0 ? 1 : 1.8));
      const seen = breaths.map((_, i) => follow(breaths.slice(0, i + 1), inward));
      expect(new Set(seen.slice(1)).size, `${reach}`).toBe(1);
    }
  });
});

test('home is home while the swarm fits, and again when it is back', () => {
  expect(follow([0.3, 0.9, 0.5])).toBe(1);
  expect(follow([1e20, 0.9])).toBe(1);
  expect(follow([1e-9])).toBe(1);
  expect(follow([1e-9, 0.9], true)).toBe(1);
});

test('what spills over the stage leaves it in place, and what stands beside it does not', () => {
  expect(follow([1.9, 0.7])).toBe(1);
  expect(follow([2.5, 1.2])).toBe(4);
  expect(follow([2.5, 0.9])).toBe(1);
  const beside = { minX: 8, maxX: 8.5, minY: -1, maxY: 0 };
  expect(followedScale(1, home, { step: 1, extent: beside })).toBe(2);
  expect(follow([1.9], true)).toBe(2);
});

test('a run that begins is at home; one that was not measured stays where it was looked at', () => {
  expect(followedScale(64, home, { step: 0 })).toBe(1);
  expect(followedScale(64, home, { step: 5 })).toBe(64);
  expect(followedScale(64, home, frameAt(0.8, 0))).toBe(1);
});

test('never wider than can be drawn', () => {
  const { minX, maxX } = scaledBox(home, follow([3e37]));
  expect(maxX - minX).toBeLessThanOrEqual(2 ** 126);
  expect(2 / (maxX - minX)).toBeGreaterThan(2 ** -126);
});
