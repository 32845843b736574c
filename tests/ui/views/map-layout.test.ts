// Where the parts of a stability map stand, and its words.
import { describe, expect, test } from 'vitest';
import type { StabilityMap } from '../../../src/experiment/lab';
import { layOutMap, middleOf, pixelAt, regionWords } from '../../../src/ui/views/map-layout';

const SIDE = 64;

/** The first axis logarithmic, the second linear. */
function mapOf(
  rateAt: (column: number, row: number) => number,
  current: readonly [number, number] = [1, 2],
): StabilityMap {
  const values = (at: (share: number) => number): Float64Array =>
    Float64Array.from({ length: SIDE }, (_, i) => at(i / (SIDE - 1)));
  const half = 0.5 / (SIDE - 1);
  return {
    kind: 'map',
    id: 'map',
    title: '',
    x: {
      key: 'h',
      symbol: 'h',
      label: '',
      scale: 'log',
      values: values((share) => 1e-2 * 1e3 ** share),
      current: current[0],
      edges: [1e-2 * 1e3 ** -half, 10 * 1e3 ** half],
    },
    y: {
      key: 'gamma',
      symbol: 'f′(0)',
      label: '',
      scale: 'linear',
      values: values((share) => 5 * share),
      current: current[1],
      edges: [-5 * half, 5 + 5 * half],
    },
    rates: Float32Array.from({ length: SIDE * SIDE }, (_, i) => rateAt(i % SIDE, Math.floor(i / SIDE))),
    resolution: 1e-6,
    done: 1,
    boundary: [],
    revision: 0,
    remarks: [],
    modulusAt: () => 1,
    roundsOf: () => 1,
    settingsAt: () => ({ values: {} }),
  };
}

describe('the square', () => {
  test.each([200, 316, 700, 2000])('in %i px: every value stands in the middle of its pixel', (width) => {
    const map = mapOf(() => 0);
    const { side, x, y, gutter } = layOutMap(map, width);
    expect(gutter + side).toBeLessThanOrEqual(width);
    for (let i = 0; i < SIDE; i++) {
      const [atX, atY] = [x.toPixel(map.x.values[i] ?? 0), y.toPixel(map.y.values[i] ?? 0)];
      const middle = middleOf(map, side, [i, i]);
      expect(atX).toBeCloseTo(middle[0], 9);
      expect(atY).toBeCloseTo(middle[1], 9);
      expect(pixelAt(map, side, atX, atY)).toEqual([i, i]);
    }
  });

  test('names and numbers of the axis fit beside it', () => {
    const map = mapOf(() => 0);
    expect(layOutMap(map, 316).gutter).toBeGreaterThanOrEqual(map.y.symbol.length * 5.9);
  });

  test('a setting that is off the map has no cross', () => {
    expect(
      layOutMap(
        mapOf(() => 0),
        316,
      ).here,
    ).toBeDefined();
    expect(
      layOutMap(
        mapOf(() => 0, [1e-3, 2]),
        316,
      ).here,
    ).toBeUndefined();
    expect(
      layOutMap(
        mapOf(() => 0, [1, 6]),
        316,
      ).here,
    ).toBeUndefined();
  });
});

describe('words', () => {
  const wordsOf = (map: StabilityMap) => regionWords(map, layOutMap(map, 316));

  test('stand in the middle of their region', () => {
    const map = mapOf((column, row) => (column < 20 ? -1 : row < 32 ? 0 : 1));
    const words = wordsOf(map);
    expect(words.map(({ fate }) => fate)).toEqual(['converges', 'circles', 'diverges']);
    const { side } = layOutMap(map, 316);
    const fates = words.map(({ x, y }) => pixelAt(map, side, x, y));
    for (const [i, [column, row]] of fates.entries()) {
      expect(column < 20 ? 0 : row < 32 ? 1 : 2).toBe(i);
    }
  });

  test('are left out where there is no room, and where nothing ran yet', () => {
    expect(wordsOf(mapOf((column) => (column < 4 ? -1 : 1))).map(({ fate }) => fate)).toEqual(['diverges']);
    expect(wordsOf(mapOf(() => Number.NaN))).toEqual([]);
  });

  test('keep clear of the setting in force', () => {
    for (const h of [0.1, 0.3, 1]) {
      const map = mapOf(() => 1, [h, 2.5]);
      const { here } = layOutMap(map, 316);
      const [{ x, y } = { x: 0, y: 0 }] = wordsOf(map);
      expect(Math.hypot(x - (here?.[0] ?? 0), y - (here?.[1] ?? 0))).toBeGreaterThan(16);
    }
  });
});
