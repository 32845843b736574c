import { describe, expect, it } from 'vitest';
import { paddedRange, plotScale } from '../../../src/ui/views/plot-scale';

const labels = (scale: { ticks: readonly { label: string }[] }): string[] => scale.ticks.map(({ label }) => label);

describe('a linear plotScale', () => {
  it('has two to four round ticks', () => {
    expect(labels(plotScale('linear', { min: 0, max: 0.43, from: 100, to: 0 }))).toEqual(['0', '0.2', '0.4']);
    expect(labels(plotScale('linear', { min: -3, max: 3, from: 0, to: 300 }))).toEqual(['−2', '0', '2']);
    expect(labels(plotScale('linear', { min: 0, max: 1240, from: 0, to: 300 }))).toEqual(['0', '500', '1,000']);
    expect(labels(plotScale('linear', { min: 0, max: 0.05, from: 0, to: 300 }, 2))).toEqual(
      ['0.00', '0.02', '0.04'].map((l) => (Number(l) ? l : '0')),
    );
    expect(labels(plotScale('linear', { min: 0, max: 7, from: 0, to: 300 }, 3))).toEqual(['0', '2', '4', '6']);
  });

  it('never labels neighbours alike', () => {
    expect(labels(plotScale('linear', { min: 2459000.375, max: 2459000.625, from: 0, to: 300 }))).toEqual([
      '2,459,000.4',
      '2,459,000.5',
      '2,459,000.6',
    ]);
    const seconds = labels(plotScale('linear', { min: 1764400001, max: 1764400041, from: 0, to: 300 }));
    expect(new Set(seconds).size).toBe(seconds.length);
  });

  it('labels a tick that stands alone with all of its digits', () => {
    expect(labels(plotScale('linear', { min: 43.1, max: 43.9, from: 0, to: 300 }, 2))).toEqual(['43.5']);
  });

  it('survives huge ranges and refuses what is not finite', () => {
    const scale = plotScale('linear', { min: -1e30, max: 2e30, from: 100, to: 0 });
    expect(labels(scale)).toEqual(['−1 × 10³⁰', '0', '1 × 10³⁰', '2 × 10³⁰']);
    expect(scale.toPixel(Number.POSITIVE_INFINITY)).toBeNaN();
    expect(scale.toValue(scale.toPixel(3e29)) / 3e29).toBeCloseTo(1, 12);
  });
});

describe('a logarithmic plotScale', () => {
  it('labels decades, small and large ones with superscripts', () => {
    expect(labels(plotScale('log', { min: 5e-4, max: 2, from: 100, to: 0 }))).toEqual(['10⁻³', '0.01', '0.1', '1']);
    expect(labels(plotScale('log', { min: 1e-12, max: 1, from: 100, to: 0 })).length).toBeLessThanOrEqual(4);
  });

  it('has ticks within a decade too', () => {
    expect(labels(plotScale('log', { min: 0.013, max: 0.06, from: 100, to: 0 }))).toEqual(['0.02', '0.05']);
    expect(labels(plotScale('log', { min: 1.02, max: 1.3, from: 100, to: 0 })).length).toBeGreaterThanOrEqual(2);
  });

  it('maps decades to equal lengths and refuses zero', () => {
    const scale = plotScale('log', { min: 0.01, max: 100, from: 100, to: 0 });
    expect(scale.toPixel(1)).toBeCloseTo(50, 9);
    expect(scale.toValue(75)).toBeCloseTo(0.1, 9);
    expect(scale.toPixel(0)).toBeNaN();
  });
});

describe('paddedRange', () => {
  it('leaves room, also around a constant', () => {
    expect(paddedRange([0, 1, Number.NaN, Infinity], 'linear')).toEqual([-0.06, 1.06]);
    expect(paddedRange([5, 5], 'linear')).toEqual([4.5, 5.5]);
    expect(paddedRange([0], 'linear')).toEqual([-1, 1]);
  });

  it('knows only positive values on a logarithmic axis', () => {
    const range = paddedRange([0, -1, 0.01, 1], 'log');
    expect(range?.[0]).toBeCloseTo(0.01 / 10 ** 0.15, 12);
    expect(paddedRange([0, -1], 'log')).toBeUndefined();
    expect(paddedRange([], 'linear')).toBeUndefined();
  });

  it('stays finite and positive where an energy has decayed to the least of numbers, or grown to the largest', () => {
    for (const values of [[5e-324], [5e-324, 1e-310], [1e-320, 1], [1, Number.MAX_VALUE], [Number.MAX_VALUE]]) {
      const [min, max] = paddedRange(values, 'log') ?? [];
      expect(min).toBeGreaterThan(0);
      expect(max).toBeLessThan(Infinity);
      expect(max).toBeGreaterThan(min ?? Infinity);
      expect(() => plotScale('log', { min: min ?? 0, max: max ?? 0, from: 100, to: 0 })).not.toThrow();
    }
  });
});
