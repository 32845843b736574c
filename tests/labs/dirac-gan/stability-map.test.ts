// The stability map: coarse to fine, each pixel a run, the boundary where theory has it.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { Scope } from '../../../src/compute/scope';
import { diracGrowth, gridParams } from '../../../src/kernels/dirac-growth';
import lab from '../../../src/labs/dirac-gan/lab';
import { mapAxis } from '../../../src/labs/dirac-gan/map-axes';
import { MapRuns } from '../../../src/labs/dirac-gan/map-runs';
import { mapAxesOf, settingsOf, type Values } from '../../../src/labs/dirac-gan/parameters';
import { StabilityMapper } from '../../../src/labs/dirac-gan/stability-map';
import { alternatingLimit, simultaneousLimit } from '../../../src/math/dirac-limits';
import type { ParameterValues, StabilityMap } from '../../../src/experiment/lab';
import { readParameters } from '../../../src/experiment/parameters';

const values = (changes: ParameterValues): Values => readParameters(lab.parameters, changes) as Values;

function mapperOf(backend: ReferenceBackend, changes: ParameterValues): StabilityMapper {
  const mapper = new StabilityMapper(backend, new Scope(backend));
  mapper.want(values(changes));
  return mapper;
}

function boundaryOf(changes: ParameterValues): { boundary: StabilityMap['boundary']; other: Float64Array } {
  const [settings, axes] = [settingsOf(values(changes)), mapAxesOf(values(changes))];
  const runs = new MapRuns(settings, axes);
  runs.drawBoundary();
  return { boundary: runs.boundary ?? [], other: mapAxis(axes.y, settings).values };
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

  test.each([
    ['noise σ against f′(0)', { variant: 'noise', scheme: 'alternating', h: 1, mapX: 'sigma', mapY: 'slope' }],
    ['penalty γ against nᴅ', { variant: 'r1', scheme: 'alternating', h: 1, mapX: 'gamma', mapY: 'discriminatorSteps' }],
    ['nᴅ against h', { scheme: 'alternating', mapX: 'discriminatorSteps', mapY: 'h' }],
    ['nᴅ against f′(0)', { scheme: 'alternating', h: 0.4, mapX: 'slope', mapY: 'discriminatorSteps' }],
    ['γ against f′(0)', { variant: 'consensus', scheme: 'simultaneous', h: 1, mapX: 'slope', mapY: 'gamma' }],
  ])('%s: the same line when the axes change places', (_, changes) => {
    const { boundary } = boundaryOf(changes);
    const turned = boundaryOf({ ...changes, mapX: changes.mapY, mapY: changes.mapX }).boundary;
    const ends = (segments: StabilityMap['boundary'], swap: boolean): string[] =>
      segments
        .flatMap(([a, b, c, d]) =>
          swap
            ? [
                [b, a],
                [d, c],
              ]
            : [
                [a, b],
                [c, d],
              ],
        )
        .map((end) => end.map((value) => value.toFixed(2)).join(' '))
        .toSorted();
    expect(boundary.length).toBeGreaterThan(20);
    expect(ends(turned, true)).toEqual(ends(boundary, false));
  });

  test.each(['x', 'y'] as const)(
    'nᴅ along %s: a step of the staircase h = 2/(√nᴅ a) for every whole number',
    (along) => {
      const axes =
        along === 'x' ? { mapX: 'discriminatorSteps', mapY: 'h' } : { mapX: 'h', mapY: 'discriminatorSteps' };
      const { boundary } = boundaryOf({ scheme: 'alternating', ...axes });
      const seen = new Set<number>();
      for (const [a, b, c, d] of boundary) {
        const [count, other, at, next] = along === 'x' ? [a, c, b, d] : [b, d, a, c];
        // Between the last node of one whole number and the first of the next stands the rise of the staircase.
        const middle = (count + other) / 2;
        if (middle % 32 > 28) continue;
        const inner = 1 + Math.floor(middle / 32);
        seen.add(inner);
        for (const position of [at, next])
          expect(Math.abs(position - columnOf(2 / (Math.sqrt(inner) * 0.5))), `nᴅ = ${inner}`).toBeLessThan(1);
      }
      expect([...seen].toSorted((p, q) => p - q)).toEqual(Array.from({ length: 16 }, (_, k) => k + 1));
    },
  );

  test('none where nothing is stable, and none where there is no spectrum', () => {
    expect(boundaryOf({ scheme: 'simultaneous' }).boundary).toEqual([]);
    expect(boundaryOf({ variant: 'wgangp' }).boundary).toEqual([]);
  });
});

test.each([
  { variant: 'r1', scheme: 'alternating', mapX: 'h', mapY: 'gamma' },
  { variant: 'r1', scheme: 'alternating', h: 0.8, mapX: 'gamma', mapY: 'discriminatorSteps' },
  { variant: 'noise', scheme: 'alternating', h: 0.8, mapX: 'discriminatorSteps', mapY: 'sigma' },
  { scheme: 'extragradient', mapX: 'slope', mapY: 'h' },
])('pixels are real runs, on the right side of the boundary: $mapX across, $mapY up', async (changes) => {
  const mapper = mapperOf(new ReferenceBackend(), changes);
  while (Number.isNaN(mapper.panel?.rates.at(-1) ?? Number.NaN)) expect(await mapper.refine()).toBe(true);
  const map = mapper.panel as StabilityMap;
  expect(map.remarks).toEqual([]);
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

test('the first picture waits for nothing finer, and not for the boundary', async () => {
  const mapper = mapperOf(new ReferenceBackend(), { scheme: 'alternating' });
  while (Number.isNaN(mapper.panel?.rates.at(-1) ?? Number.NaN)) expect(await mapper.refine()).toBe(true);
  // 32² of the pixels of all five pictures.
  expect(mapper.panel?.done).toBeCloseTo(1024 / (1024 + 4096 + 16_384 + 65_536 + 262_144), 12);
  expect(mapper.panel?.boundary).toEqual([]);
  await mapper.refine();
  expect(mapper.panel?.boundary.length).toBeGreaterThan(100);
});

describe('the twin’s pictures', () => {
  /** A device on which nothing is ever compiled: whatever there is, is the twin's. */
  function sketched(changes: ParameterValues): StabilityMapper {
    const backend = new ReferenceBackend();
    backend.prepare = () => new Promise(() => undefined);
    return mapperOf(backend, changes);
  }

  test('are there while the device compiles, and are the runs that it would do', async () => {
    const changes = { variant: 'r1', scheme: 'alternating', mapX: 'h', mapY: 'gamma' };
    const mapper = sketched(changes);
    expect(await mapper.refine()).toBe(true);
    expect(mapper.panel?.rates.every(Number.isNaN)).toBe(true);
    await mapper.sketch();
    const coarse = mapper.panel?.rates.slice() ?? new Float32Array();
    expect(coarse.some(Number.isNaN)).toBe(false);
    const [settings, axes] = [settingsOf(values(changes)), mapAxesOf(values(changes))];
    const [x, y] = [mapAxis(axes.x, settings), mapAxis(axes.y, settings)];
    const kernel = diracGrowth(settings.rule);
    for (const [column, row] of [
      [0, 0],
      [200, 300],
      [511, 511],
    ] as const) {
      const middle = (at: number): number => 64 * Math.floor(at / 64) + 32;
      const growth = new Float64Array(4);
      const arrays = { xs: x.values.subarray(middle(column)), ys: y.values.subarray(middle(row)), growth };
      const params = { ...kernel.params, ...gridParams(settings, axes.x, axes.y), strideY: 0, steps: 2000 };
      kernel.reference(arrays, params, 1);
      expect(coarse[row * 512 + column], `${column}, ${row}`).toBe(Math.fround(growth[0] ?? Number.NaN));
    }
  });

  test('nᴅ upward: where theory has them, too', async () => {
    const mapper = sketched({ scheme: 'alternating', mapX: 'h', mapY: 'discriminatorSteps' });
    await mapper.sketch();
    const map = mapper.panel as StabilityMap;
    for (let row = 32; row < 512; row += 64) {
      for (let column = 32; column < 512; column += 64) {
        const modulus = map.modulusAt(column, row);
        const rate = map.rates[row * 512 + column] ?? Number.NaN;
        expect(modulus > 1.05 ? rate > 0.04 : Math.abs(rate) < 0.04, `${column}, ${row}: ${modulus}`).toBe(true);
      }
    }
  });

  test('end where the device has begun, and with the settings that they are of', async () => {
    const mapper = mapperOf(new ReferenceBackend(), { variant: 'r1' });
    const abandoned = mapper.sketch();
    mapper.want(values({ variant: 'r2', scheme: 'alternating' }));
    while (await mapper.sketch());
    expect(await abandoned).toBe(false);
    const { rates } = mapper.panel as StabilityMap;
    expect(rates.some(Number.isNaN)).toBe(false);
    while (mapper.panel?.done === 0) await mapper.refine();
    expect(await mapper.sketch()).toBe(false);
    expect(mapper.panel?.rates).toBe(rates);
  });
});

test('a kernel that cannot be compiled is told of', async () => {
  const backend = new ReferenceBackend();
  const fault = new Error('no such kernel');
  backend.prepare = () => Promise.reject(fault);
  const mapper = mapperOf(backend, {});
  await mapper.sketch();
  await expect(mapper.refine()).rejects.toBe(fault);
});

test('an axis that changes nothing says so', () => {
  const mapper = mapperOf(new ReferenceBackend(), {});
  const remarks = (changes: ParameterValues): readonly string[] => {
    mapper.want(values(changes));
    return mapper.panel?.remarks ?? [];
  };
  expect(remarks({ mapX: 'sigma', mapY: 'gamma' })).toEqual([
    'σ acts with instance noise only.',
    'γ acts with a penalty or consensus only.',
  ]);
  expect(remarks({ scheme: 'flow', mapX: 'h', mapY: 'discriminatorSteps' })).toEqual([
    'nᴅ acts in the alternating scheme only.',
  ]);
  expect(remarks({ scheme: 'alternating', variant: 'r2', mapX: 'discriminatorSteps', mapY: 'gamma' })).toEqual([]);
});
