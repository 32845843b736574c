import { describe, expect, it } from 'vitest';
import { mixture } from '../../src/targets/mixture';
import { findModes, symmetricEigen } from '../../src/targets/modes';

describe('symmetricEigen', () => {
  it('has the eigenvalues, larger first, and the axis of the larger', () => {
    const { values, axis } = symmetricEigen([2, 1, 2]);
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
    expect(axis[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(axis[1]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(symmetricEigen([1, 0, 5]).axis[1]).toBeCloseTo(1, 14);
  });
});

describe('findModes', () => {
  const target = mixture({ modes: 2, radius: 2, spread: 0.6, tilt: Math.log(4) });

  it('climbs from far away and from beside the saddle, and counts each mode once', () => {
    expect(
      findModes(
        target,
        [
          [-9, 5],
          [-0.3, 0.1],
          [-2, 0],
        ],
        0.6,
      ),
    ).toHaveLength(1);
    expect(
      findModes(
        target,
        [
          [-9, 5],
          [9, -5],
        ],
        0.6,
      ),
    ).toHaveLength(2);
  });

  it('does not take a saddle for a mode', () => {
    expect(findModes(mixture({ modes: 2, radius: 2, spread: 0.6 }), [[0, 0]], 0.6)).toHaveLength(0);
  });
});
