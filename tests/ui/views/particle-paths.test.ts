import { describe, expect, it } from 'vitest';
import { agedPaths, heads } from '../../../src/ui/views/particle-paths';

const view = { minX: 0, maxX: 10, minY: 0, maxY: 10 };
const size = { width: 100, height: 100 };

describe('agedPaths', () => {
  it('cuts a line into connected pieces, oldest first', () => {
    const line = Float32Array.from({ length: 18 }, (_, k) => (k % 2 ? 0 : k / 2));
    expect(agedPaths([line], view, size)).toEqual([
      'M0,100L10,100L20,100',
      'M20,100L30,100L40,100',
      'M40,100L50,100L60,100',
      'M60,100L70,100L80,100',
    ]);
  });

  it('interrupts a line where a particle is not finite', () => {
    const line = Float32Array.of(0, 0, 1, 0, Number.NaN, 0, 3, 0, 4, 0);
    expect(agedPaths([line], view, size).join('')).not.toContain('NaN');
  });

  it('draws nothing of a single point', () => {
    expect(agedPaths([Float32Array.of(1, 1)], view, size)).toEqual(['', '', '', '']);
    expect(agedPaths([new Float32Array(0)], view, size)).toEqual(['', '', '', '']);
  });
});

describe('heads', () => {
  it('are the newest points that can be drawn', () => {
    const lines = [Float32Array.of(1, 1, 2, 3), Float32Array.of(1, Infinity), new Float32Array(0)];
    expect(heads(lines, view, size)).toEqual([[20, 70]]);
  });
});
