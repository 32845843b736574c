import { describe, expect, it } from 'vitest';
import { barsPath, curvePath, densityTop, outlinePath, totalVariation } from '../../../src/ui/views/histogram-paths';

const edge = (bin: number): number => 10 * bin;
const toY = (density: number): number => 100 - 50 * density;
const histogram = {
  kind: 'histogram' as const,
  id: 'x',
  title: 'x',
  unit: '',
  min: 0,
  max: 4,
  measured: Float64Array.of(0.5, 0, 0.25, 0.25),
  exact: Float64Array.of(0.25, 0.25, 0.25, 0.25),
};

describe('paths of a histogram', () => {
  it('draws a bar for each filled bin', () => {
    expect(barsPath(histogram.measured, edge, toY, 100)).toBe(
      'M0,100V75H9.4V100ZM20,100V87.5H29.4V100ZM30,100V87.5H39.4V100Z',
    );
  });

  it('draws the skyline and the curve through the centres', () => {
    expect(outlinePath(Float64Array.of(1, 0.5), edge, toY, 100)).toBe('M0,100L0,100L0,50L10,50L10,75L20,75L20,100');
    expect(curvePath(Float64Array.of(1, Number.NaN, 0.5), edge, toY)).toBe('M5,50L25,75');
  });
});

describe('densityTop', () => {
  it('shows everything until a collapsed run would flatten the law', () => {
    expect(densityTop(histogram)).toBeCloseTo(1.08 * 0.5, 12);
    expect(densityTop({ ...histogram, measured: Float64Array.of(40, 0, 0, 0) })).toBeCloseTo(1.08 * 2.5 * 0.25, 12);
    expect(densityTop({ ...histogram, measured: new Float64Array(4), exact: new Float64Array(4) })).toBe(1);
  });
});

describe('totalVariation', () => {
  it('is half the area between the two', () =>
    expect(totalVariation(histogram, histogram.exact)).toBeCloseTo(0.25, 12));
});
