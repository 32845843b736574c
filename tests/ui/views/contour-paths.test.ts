import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/experiment/lab';
import {
  contourPaths,
  MASSES,
  regionLevels,
  ringPath,
  UNITS,
  visibleLevels,
} from '../../../src/ui/views/contour-paths';

/** The field of N(0, I). */
function gaussianField(half: number, columns: number, rows = columns): Required<Field> {
  const logDensity = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const x = -half + (i / (columns - 1)) * 2 * half;
      const y = -half + (j / (rows - 1)) * 2 * half;
      logDensity[j * columns + i] = -Math.log(2 * Math.PI) - (x * x + y * y) / 2;
    }
  }
  const box = { minX: -half, maxX: half, minY: -half, maxY: half };
  return { box, columns, rows, logDensity, score: new Float64Array(2 * columns * rows) };
}

/** Largest distance of the radius of the line's points from `radius`, in data units. */
function radiusError(d: string, field: Field, radius: number): number {
  const scale = (field.box.maxX - field.box.minX) / (field.columns - 1);
  const points = d
    .slice(1)
    .split(/[ML]/)
    .map((pair) => pair.split(',').map((text) => Number(text) / UNITS));
  return Math.max(
    ...points.map(([x, y]) =>
      Math.abs(Math.hypot(field.box.minX + (x - 0.5) * scale, field.box.minY + (y - 0.5) * scale) - radius),
    ),
  );
}

describe('regionLevels', () => {
  it('bounds the highest-density regions of a Gaussian: a disc of radius² −2 log(1 − q) holds q', () => {
    const field = gaussianField(5, 400);
    const levels = regionLevels(field.logDensity);
    MASSES.forEach((mass, k) => {
      const exact = -Math.log(2 * Math.PI) + Math.log(1 - mass);
      // Gauss: a disc of radius ρ holds its area in cells of width h up to 2√2π ρ/h of them, each of mass p h²; the
      // level moves by the mass over 1 − q = 2π p. The box leaves out less than 2e-6 of the mass.
      const radius = Math.sqrt(-2 * Math.log(1 - mass));
      const tolerance = Math.SQRT2 * radius * (10 / 399) + 2e-6 / (1 - mass);
      expect(Math.abs(levels[k] - exact)).toBeLessThan(tolerance);
    });
  });

  it('does not stumble over what is not finite', () => {
    expect(regionLevels([0, Number.NaN, -Infinity, 0])).toEqual([0]);
    expect(regionLevels([])).toEqual([]);
  });
});

describe('contourPaths', () => {
  it('traces circles where the samples stand', () => {
    const field = gaussianField(4, 120, 120);
    const levels = [0.5, 1, 2].map((radius) => -Math.log(2 * Math.PI) - (radius * radius) / 2);
    const paths = contourPaths(field, levels);
    // A linear interpolation of a parabola of curvature 1 over a cell of width w is off by w²/8 in log p,
    // so by w²/(8 radius) in the radius; the grid half a cell off would be off by 0.033.
    const width = 8 / 119;
    [0.5, 1, 2].forEach((radius, k) => {
      expect(paths[k].level).toBe(levels[k]);
      expect(radiusError(paths[k].d, field, radius)).toBeLessThan((2 * width ** 2) / (8 * radius));
    });
  });

  it('leaves the border of the grid undrawn', () => {
    const ring = [
      [0, 3],
      [2, 3],
      [2, 0],
      [0, 0],
      [0, 3],
    ];
    expect(ringPath(ring, 10, 10)).toBe('M0,24L16,24L16,0');
    expect(contourPaths(gaussianField(1, 20), [-50])[0].d).toBe('');
  });

  it('has nothing to draw on a grid of one row', () => {
    expect(contourPaths({ ...gaussianField(1, 4, 4), rows: 1 }, [0])).toEqual([]);
  });
});

describe('visibleLevels', () => {
  const field = gaussianField(4, 120);
  const levels = regionLevels(field.logDensity);

  it('keeps the levels of the whole while they cross the view', () => {
    expect(visibleLevels(field, field.box, levels)).toBe(levels);
  });

  it('spaces new ones in a close-up that they all miss', () => {
    const view = { minX: 2.9, maxX: 3.2, minY: 0, maxY: 0.2 };
    const close = visibleLevels(field, view, [-2]);
    expect(close).toHaveLength(7);
    const edge = (x: number, y: number): number => -Math.log(2 * Math.PI) - (x * x + y * y) / 2;
    expect(close[0]).toBeLessThan(edge(2.8, 0));
    expect(close[6]).toBeGreaterThan(edge(3.3, 0.3));
  });
});
