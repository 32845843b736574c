// What a pixel of the stability map looks like and says.
import { expect, test } from 'vitest';
import type { MapAxis, StabilityMap } from '../../../src/experiment/lab';
import { mapPixels, rateColour, rateText, type MapColours } from '../../../src/ui/views/map-colours';

const colours: MapColours = {
  decays: [0, 1, 0],
  grows: [1, 0, 0],
  circles: [0.5, 0.5, 0.5],
  paper: [1, 1, 1],
  hatching: [0, 0, 1],
};

test('decay, circling and growth differ, and a faster rate is stronger', () => {
  expect(rateColour(Number.NaN, 1e-6, colours)).toEqual([1, 1, 1]);
  expect(rateColour(5e-7, 1e-6, colours)).toEqual([0.5, 0.5, 0.5]);
  const [slow, fast] = [rateColour(1e-4, 1e-6, colours), rateColour(0.5, 1e-6, colours)];
  expect(fast[1]).toBeLessThan(slow[1]);
  expect(rateColour(3, 1e-6, colours)).toEqual([1, 0, 0]);
  expect(rateColour(-3, 1e-6, colours)).toEqual([0, 1, 0]);
});

test('growth is hatched, decay and circling are not', () => {
  const on = (rate: number): boolean =>
    JSON.stringify(rateColour(rate, 1e-6, colours, true)) !== JSON.stringify(rateColour(rate, 1e-6, colours));
  expect([0.5, 1e-5, -0.5, -1e-5, 0, Number.NaN].map(on)).toEqual([true, true, false, false, false, false]);
});

test('in words, to the digits that so many rounds can tell', () => {
  expect(rateText(0.0008, 1e-6, 2000)).toBe('diverges, ×1.0008 a round');
  expect(rateText(-0.5, 1e-6, 83)).toBe('converges, about ×0.61 a round (rough: 83 rounds)');
  expect(rateText(0.05, 1e-6, 415)).toBe('diverges, ×1.05 a round');
  expect(rateText(1e-7, 1e-6, 2000)).toBe('circles, ×1 a round');
  expect(rateText(Number.NaN, 1e-6, Number.NaN)).toBe('not computed yet');
});

test('the bottom row of the map is the last of the picture', () => {
  const axis: MapAxis = {
    key: 'h',
    symbol: 'h',
    label: 'h',
    scale: 'linear',
    values: Float64Array.of(0, 1),
    current: 0,
    edges: [-0.5, 1.5],
  };
  const rates = Float32Array.of(-9, 9, Number.NaN, 0);
  const map: StabilityMap = {
    kind: 'map',
    id: 'map',
    title: '',
    x: axis,
    y: axis,
    rates,
    resolution: 1e-6,
    done: 1,
    boundary: [],
    revision: 0,
    remarks: [],
    modulusAt: () => 1,
    roundsOf: () => 1,
    settingsAt: () => ({ values: {} }),
  };
  const pixels = Array.from(mapPixels(map, colours));
  expect(pixels.slice(0, 4)).toEqual([255, 255, 255, 255]);
  expect(pixels.slice(8, 12)).toEqual([0, 255, 0, 255]);
  expect(pixels.slice(12)).toEqual([38, 0, 217, 255]); // on a line of the hatching
});
