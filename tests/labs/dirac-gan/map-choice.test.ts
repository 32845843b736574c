// A click on the stability map, over every choice of axes: what it loads is what it shows.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { Scope } from '../../../src/compute/scope';
import { diracGrowth } from '../../../src/kernels/dirac-growth';
import { growthRounds } from '../../../src/math/dirac-growth';
import { mapAxis, settingsAt } from '../../../src/labs/dirac-gan/map-axes';
import lab from '../../../src/labs/dirac-gan/lab';
import { mapAxesOf, settingsOf, type Values } from '../../../src/labs/dirac-gan/parameters';
import { StabilityMapper } from '../../../src/labs/dirac-gan/stability-map';
import { predictedRadius } from '../../../src/math/dirac-linearisation';
import type { ParameterValues, StabilityMap } from '../../../src/experiment/lab';
import { readParameters } from '../../../src/experiment/parameters';
import { layOutMap, pixelAt } from '../../../src/ui/views/map-layout';

const values = (changes: ParameterValues): Values => readParameters(lab.parameters, changes) as Values;

describe('a click', () => {
  const names = ['h', 'sigma', 'gamma', 'slope', 'discriminatorSteps'] as const;
  const pairs = names.flatMap((mapX) => names.filter((mapY) => mapY !== mapX).map((mapY) => ({ mapX, mapY })));
  const games: readonly ParameterValues[] = [
    { scheme: 'alternating', h: 0.5 },
    { scheme: 'alternating', variant: 'r1', h: 0.5 },
    { scheme: 'simultaneous', variant: 'consensus', h: 0.3, hD: 0.7 },
    { scheme: 'alternating', objective: 'wgan', variant: 'noise', h: 0.5, hD: 0.2, generatorSteps: 2 },
  ];
  const probed = [0, 1, 37, 255, 256, 400, 510, 511];

  function mapOf(all: Values): StabilityMap {
    const backend = new ReferenceBackend();
    const mapper = new StabilityMapper(backend, new Scope(backend));
    mapper.want(all);
    return mapper.panel as StabilityMap;
  }

  test.each(pairs)('$mapX across, $mapY up: its pixel is under the cross, or it says what was folded', (axes) => {
    for (const game of games) {
      const all = values({ ...game, ...axes });
      const map = mapOf(all);
      for (const pixel of probed.flatMap((column) => probed.map((row) => [column, row] as const))) {
        const { values: chosen, folded, refused } = map.settingsAt(...pixel);
        const at = `${JSON.stringify(game)} at ${pixel.join(', ')}`;
        const isScaled = axes.mapX === 'slope' || axes.mapY === 'slope';
        if (refused) {
          expect(isScaled || game['hD'], at).toBeTruthy();
          expect(() => values({ ...all, ...chosen }), `${at}: ${refused}`).toThrow(RangeError);
          continue;
        }
        const loaded = values({ ...all, ...chosen });
        expect(loaded, at).toMatchObject(chosen);
        const settings = settingsOf(loaded);
        const { x, y } = mapAxesOf(loaded);
        const after = { ...map, x: mapAxis(x, settings), y: mapAxis(y, settings) };
        const { side, here } = layOutMap(after, 316);
        const under = here && pixelAt(after, side, ...here);
        // The same run, to the four digits of its settings: |λ| is 1 + O(10) in them.
        const [wanted, found] = [map.modulusAt(...pixel), predictedRadius(settings)];
        expect(Math.abs(found - wanted), at).toBeLessThanOrEqual(2e-3 * Math.max(1, wanted));
        if (isScaled) {
          expect(folded, at).toMatch(/^the same (h f′\(0\)|run at f′\(0\) = [\d.]+): h = [\d.]+/);
          if (!under) continue;
          const [atX, atY] = [after.x.values[under[0]] ?? 0, after.y.values[under[1]] ?? 0];
          const there = predictedRadius(settingsAt(settings, { x, y }, atX, atY));
          expect(Math.abs(there - wanted), `${at}: the run under the cross`).toBeLessThan(0.05 * Math.max(1, wanted));
        } else {
          expect(under && [map.x.values[under[0]], map.y.values[under[1]]], at).toEqual([
            map.x.values[pixel[0]],
            map.y.values[pixel[1]],
          ]);
          expect(folded?.startsWith('the same hᴅ/h: hᴅ = ') ?? false, at).toBe(
            game['hD'] !== undefined && (axes.mapX === 'h' || axes.mapY === 'h'),
          );
        }
      }
    }
  });

  test('computes nothing again for another point of the same map', () => {
    const backend = new ReferenceBackend();
    const mapper = new StabilityMapper(backend, new Scope(backend));
    const all = values({ scheme: 'alternating', h: 0.5 });
    mapper.want(all);
    const map = mapper.panel as StabilityMap;
    const { rates } = map;
    mapper.want(values({ ...all, ...map.settingsAt(300, 400).values }));
    expect(mapper.panel?.rates).toBe(rates);
    mapper.want({ ...all, scheme: 'simultaneous' });
    expect(mapper.panel?.rates).not.toBe(rates);
  });
});

test('a rate says how many rounds it was measured over', async () => {
  const kernel = diracGrowth({ ...settingsOf(values({ objective: 'wgan' })).rule, sampled: false });
  for (const h of [0.05, 0.5, 3, 20]) {
    const growth = new Float64Array(4);
    const params = { ...kernel.params, h, hD: h, steps: 2000 };
    kernel.reference({ xs: new Float64Array(4), ys: new Float64Array(4), growth }, { ...params, strideY: 0 }, 1);
    const size = Math.log(Math.hypot(1, h)); // of one simultaneous round of the linear game
    expect(Math.abs(growthRounds(growth[0] ?? 0, 2000) - Math.min(2000, Math.log(1e9) / size))).toBeLessThanOrEqual(2);
  }
});
