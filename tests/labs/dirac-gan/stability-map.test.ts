// The stability map: coarse to fine, each pixel a run, the boundary where theory has it.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { Scope } from '../../../src/compute/scope';
import { readMapAxes, readSettings } from '../../../src/labs/dirac-gan/settings';
import { StabilityMapper } from '../../../src/labs/dirac-gan/stability-map';
import { mapAxis } from '../../../src/labs/dirac-gan/map-axes';
import { mapBoundary } from '../../../src/labs/dirac-gan/map-boundary';
import { alternatingLimit, simultaneousLimit } from '../../../src/labs/dirac-gan/theory/limits';
import { parameters } from '../../../src/labs/dirac-gan/parameters';
import type { ParameterValues, StabilityMap } from '../../../src/labs/lab';
import { readParameters } from '../../../src/labs/parameters';

const values = (changes: ParameterValues): ParameterValues => readParameters(parameters, changes);

function boundaryOf(changes: ParameterValues): {
  boundary: StabilityMap['boundary'];
  h: Float64Array;
  other: Float64Array;
} {
  const all = values(changes);
  const [settings, axes] = [readSettings(all), readMapAxes(all)];
  const [x, y] = [mapAxis(axes.x, settings), mapAxis(axes.y, settings)];
  return { boundary: mapBoundary(settings, axes, x, y), h: x.values, other: y.values };
}

/** Columns are logarithmic in h. */
const columnOf = (h: number): number => (511 * Math.log(h / 1e-2)) / Math.log(1e3);

describe('the boundary that is drawn', () => {
  test.each([
    ['simultaneous', 'noise', 'sigma', (v: number) => simultaneousLimit(0.5, v * v * 0.25)],
    ['alternating', 'noise', 'sigma', (v: number) => alternatingLimit(0.5, v * v * 0.25)],
    ['simultaneous', 'r1', 'gamma', (v: number) => simultaneousLimit(0.5, v / 2)],
    ['alternating', 'plain', 'slope', (v: number) => 2 / v],
  ] as const)('%s, %s over %s: within a pixel of the closed form', (scheme, variant, mapY, limit) => {
    const { boundary, other } = boundaryOf({ scheme, variant, mapX: 'h', mapY });
    expect(boundary.length).toBeGreaterThan(50);
    for (const [column, row] of boundary) {
      const low = Math.floor(row);
      const share = row - low;
      const [a, b] = [other[low] ?? 0, other[Math.min(511, low + 1)] ?? 0];
      const value = mapY === 'slope' ? a * (b / a) ** share : a + share * (b - a);
      expect(Math.abs(column - columnOf(limit(value)))).toBeLessThan(1);
    }
  });

  test('none where nothing is stable, and none where there is no spectrum', () => {
    expect(boundaryOf({ scheme: 'simultaneous' }).boundary).toEqual([]);
    expect(boundaryOf({ variant: 'wgangp' }).boundary).toEqual([]);
  });
});

test('pixels are real runs: a rough picture first, on the right side of the boundary', async () => {
  const backend = new ReferenceBackend();
  const mapper = new StabilityMapper(backend, new Scope(backend));
  const all = values({ variant: 'r1', scheme: 'alternating', mapX: 'h', mapY: 'gamma' });
  mapper.want(readSettings(all), readMapAxes(all));
  while (Number.isNaN(mapper.picture?.rates.at(-1) ?? Number.NaN)) expect(await mapper.refine()).toBe(true);
  const map = mapper.picture as StabilityMap;
  for (let row = 8; row < 512; row += 64) {
    for (let column = 8; column < 512; column += 16) {
      const modulus = map.modulusAt(column, row);
      if (Math.abs(modulus - 1) < 0.05) continue;
      expect(Math.sign(map.rates[row * 512 + column]), `${column}, ${row}: |λ| = ${modulus}`).toBe(
        modulus < 1 ? -1 : 1,
      );
    }
  }
});

test('a pixel’s setting is the one that it ran, f′(0) expressed in h; nothing is computed again for it', async () => {
  const backend = new ReferenceBackend();
  const mapper = new StabilityMapper(backend, new Scope(backend));
  const all = values({ scheme: 'alternating', h: 0.5 });
  mapper.want(readSettings(all), readMapAxes(all));
  const map = mapper.picture as StabilityMap;
  const [h, slope] = [map.x.values[300] ?? 0, map.y.values[400] ?? 0];
  const chosen = map.settingsAt(300, 400);
  expect(chosen['h']).toBeCloseTo((h * slope) / 0.5, 2);
  const { rates } = map;
  mapper.want(readSettings(values({ scheme: 'alternating', ...chosen })), readMapAxes(all));
  expect(mapper.picture?.rates).toBe(rates);
  mapper.want(readSettings(values({ scheme: 'simultaneous' })), readMapAxes(all));
  expect(mapper.picture?.rates).not.toBe(rates);
});
