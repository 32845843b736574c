import { describe, expect, it } from 'vitest';
import { findLattice, isLattice, latticeNodes } from '../../src/score/lattice';

const xs = Float32Array.of(-1, 0, 0.5, 2, 7);
const ys = Float32Array.of(3, 1, 4, 1.5);

describe('findLattice', () => {
  it('finds what latticeNodes makes', () => {
    expect(findLattice(latticeNodes({ xs, ys }))).toEqual({ xs, ys });
  });

  it('finds none where one number is off, or a side is short', () => {
    const nodes = latticeNodes({ xs, ys });
    for (let i = 0; i < nodes.length; i++) {
      const changed = nodes.slice();
      changed[i] += 0.25;
      const found = findLattice(changed);
      // A corner may be moved so that another lattice stands there, never the old one.
      if (found) expect(latticeNodes(found)).toEqual(changed);
    }
    expect(findLattice(latticeNodes({ xs: xs.slice(0, 3), ys }))).toBeUndefined();
    expect(findLattice(nodes.subarray(0, nodes.length - 2))).toBeUndefined();
    expect(findLattice(Float32Array.of(1, 2))).toBeUndefined();
  });
});

describe('isLattice', () => {
  it('tells axes from points', () => {
    expect(isLattice({ xs, ys })).toBe(true);
    expect(isLattice(xs)).toBe(false);
    expect(isLattice({ xs, ys: [1, 2] })).toBe(false);
    expect(isLattice(null)).toBe(false);
  });
});
