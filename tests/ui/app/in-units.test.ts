// What is measured about a centre and in deviations, shown in the units of the axes.
import { expect, test } from 'vitest';
import { bandwidthInUnits, histogramInUnits } from '../../../src/ui/app/in-units';

const axes = { names: ['bjd', 'mag'], centre: [2459000.5, 12], scale: [0.0625, 1] } as const;
const histogram = {
  kind: 'histogram',
  id: 'x',
  title: 'Marginal of x',
  axis: 0,
  unit: 'histogram',
  min: -2,
  max: 2,
  measured: Float64Array.of(0.25, 0.25),
  exact: Float64Array.of(0.5, 0),
} as const;

test('a marginal keeps its mass: density per unit times the units of its range', () => {
  const shown = histogramInUnits(histogram, axes);
  expect(shown).toMatchObject({ title: 'Marginal of bjd', min: 2459000.375, max: 2459000.625 });
  expect(shown.measured.reduce((sum, density) => sum + density * ((shown.max - shown.min) / 2), 0)).toBe(1);
  expect([...(shown.exact ?? [])]).toEqual([8, 0]);
  expect(histogramInUnits(histogram, { ...axes })).toBe(shown);
  expect(histogramInUnits(histogram, { ...axes, names: ['t', 'mag'] }).title).toBe('Marginal of t');
});

test('a histogram of no axis of the picture stays', () => {
  const { axis: _, ...other } = histogram;
  expect(histogramInUnits(other, axes)).toBe(other);
});

test('the bandwidth is told along both axes where it counts deviations', () => {
  expect(bandwidthInUnits(axes, { sigma: 0.5 }).map(({ label, value }) => `${label} ${value}`)).toEqual([
    'σ of bjd 0.0313',
    'σ of mag 0.500',
  ]);
  expect(bandwidthInUnits({ ...axes, scale: [1, 1] }, { sigma: 0.5 })).toEqual([]);
  expect(bandwidthInUnits(axes, {})).toEqual([]);
});
