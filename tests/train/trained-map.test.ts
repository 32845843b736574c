// The map of trained models in float64: real runs, coarse first, paced, and where theory has their boundary.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../src/compute/backend';
import type { Kernel, KernelParams } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { Optimiser } from '../../src/math/descent';
import type { ScoreModel } from '../../src/math/score-model';
import { DensityQueue } from '../../src/score/density-queue';
import { outcomeOf, TrainedMap, TrainedMaps } from '../../src/train/trained-map';
import { MAP_SIDE, type MapAxisKey } from '../../src/train/trained-map-settings';
import { columnsBehind } from '../support/trained-map-cases';
import { smallNetwork } from '../support/population-cases';
import { linear, someData } from '../support/score-models';

interface Case {
  readonly axes?: readonly [MapAxisKey, MapAxisKey];
  readonly model?: ScoreModel;
  readonly optimiser?: Optimiser;
  /** What the data are multiplied by. */
  readonly scale?: number;
  readonly sigma?: number;
  readonly rate?: number;
  readonly weighting?: 'one' | 'variance';
  readonly levels?: readonly number[];
  readonly backend?: ReferenceBackend;
}

function mapOf(one: Case = {}): { readonly map: TrainedMap } {
  const {
    axes = ['rate', 'sigma'],
    model = linear,
    optimiser = 'sgd',
    scale = 0.7,
    sigma = 0.5,
    rate = 0.1,
    levels = [8],
  } = one;
  const backend = one.backend ?? new ReferenceBackend();
  const data = someData(40, 2).map((value) => scale * value);
  const setting = { rate, sigma, batch: 16 };
  const options = { axes, model, optimiser, weighting: one.weighting ?? 'one', seed: 3, setting } as const;
  return { map: new TrainedMap(backend, new DensityQueue(backend, data, 2), options, levels) };
}

/** Refines until so much is done. */
async function refined(map: TrainedMap, share = 1): Promise<TrainedMap> {
  while (map.done < share && (await map.refine()));
  return map;
}

/** A backend on which launches of models are not run: they take so many milliseconds, which pass when somebody waits for them. */
class TimedBackend extends ReferenceBackend {
  readonly #cost: (threads: number, params: KernelParams) => number;
  #recorded = 0;
  #now = 0;

  constructor(cost: (threads: number, params: KernelParams) => number) {
    super();
    this.#cost = cost;
    vi.spyOn(performance, 'now').mockImplementation(() => this.#now);
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    if (kernel.name === 'populationLanes')
      this.#recorded += this.#cost(call.threads, { ...kernel.params, ...call.params });
    else super.dispatch(kernel, call);
  }

  override async settled(): Promise<void> {
    this.#now += this.#recorded;
    this.#recorded = 0;
    await super.settled();
  }
}

afterEach(() => void vi.restoreAllMocks());

describe('the boundary of the linear model', () => {
  /** Its lowest row: batches of 16. */
  const lowestRow = async (one: Case): Promise<TrainedMap> =>
    refined(mapOf({ axes: ['sigma', 'batch'], levels: [MAP_SIDE], ...one }).map, 1 / MAP_SIDE);

  it.each([0.15, 0.2, 0.3])('is met within a pixel at η = %d', async (rate) => {
    const map = await lowestRow({ rate });
    expect(Math.abs(columnsBehind(map, 0))).toBeLessThanOrEqual(1);
    expect(map.modulusAt(0, 0)).toBeLessThan(1);
    expect(map.modulusAt(MAP_SIDE - 1, 0)).toBeGreaterThan(1);
    expect(map.remarks.join()).not.toMatch(/swing|No line/);
  });

  it('is met where losses count times σ², and not where theory forgets it', async () => {
    const weighted = await lowestRow({ rate: 0.2, weighting: 'variance' });
    expect(Math.abs(columnsBehind(weighted, 0))).toBeLessThanOrEqual(1);
    const { outcomes } = weighted;
    const { boundary } = mapOf({ axes: ['sigma', 'batch'], rate: 0.2 }).map;
    expect(columnsBehind({ outcomes, boundary }, 0)).toBeLessThan(-5);
  });

  it('lies behind what small batches do at little noise', async () => {
    expect(columnsBehind(await lowestRow({ axes: ['rate', 'batch'], sigma: 0.1 }), 0)).toBeLessThan(-1);
  });

  it('lies before what models do whose b is steeper than a, and the map says so', async () => {
    const map = await lowestRow({ axes: ['rate', 'batch'], sigma: 0.3, scale: 0.05 });
    expect(columnsBehind(map, 0)).toBeGreaterThan(1);
    expect(map.remarks.join()).toContain('swing');
  });

  it('is none of Adam, and none of a network', async () => {
    const { map: adam } = mapOf({ optimiser: 'adam' });
    expect([adam.boundary.length, adam.modulusAt(3, 3)]).toEqual([0, Number.NaN]);
    expect(adam.remarks.join()).toContain('No line');
    expect(mapOf({ model: smallNetwork }).map.boundary).toEqual([]);
  });
});

describe('pixels', () => {
  it('say whether a model learned, stayed as it was, or diverged', () => {
    expect(outcomeOf(0.5, 1)).toBeCloseTo(Math.log(0.5) / Math.log(1000), 12);
    expect([1e-9, 0.99, 1, 99, 1e13, Infinity].map((excess) => outcomeOf(excess, 1))).toEqual([-1, 0, 0, 0, 1, 1]);
    expect(outcomeOf(101, 1)).toBeGreaterThan(0.1);
    expect(outcomeOf(Number.NaN, 1)).toBeNaN();
  });

  it('learn, as networks', async () => {
    const { map } = mapOf({ model: smallNetwork, optimiser: 'adam', axes: ['rate', 'batch'] });
    await refined(map, 1 / 8);
    const row = map.outcomes.subarray(0, MAP_SIDE);
    // 256 steps of 10⁻⁴ move weights by 0.03 at most; steps a hundred times as long learn.
    expect(row[0]).toBeGreaterThan(-0.05);
    expect(Math.min(...row)).toBeLessThan(row[0] - 0.05);
  });
});

describe('the pictures', () => {
  it('come coarse first, in launches of less than 50 ms, and give way after 40', async () => {
    const taken: number[] = [];
    const launches: { readonly threads: number; readonly ms: number }[] = [];
    const backend = new TimedBackend((threads, params) => {
      const ms = (threads * params['steps'] * params['samples']) / 400;
      launches.push({ threads, ms });
      return ms;
    });
    const { map } = mapOf({ backend, levels: [8, 16] });
    const seen: number[] = [];
    for (let more = true; more;) {
      const before = launches.length;
      more = await map.refine();
      taken.push(launches.slice(before).reduce((sum, { ms }) => sum + ms, 0));
      seen.push(map.outcomes.filter(Number.isNaN).length);
      if (map.done < 1) expect(map.done < 64 / 320 || seen.at(-1) === 0).toBe(true);
    }
    // The whole map in one tile of each picture, if it is affordable: never more models than one step of 40 ms holds.
    expect(Math.max(...launches.map(({ ms }) => ms))).toBeLessThan(50);
    expect(Math.max(...taken)).toBeLessThan(40 + 50);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    const work = launches.reduce((sum, { ms }) => sum + ms, 0);
    expect(work).toBeCloseTo((320 * map.steps * 16) / 400, 6);
    // What the launches cost tells how many there must be: after the first ones, no more than twice as many as of 40 ms.
    expect(launches.length).toBeLessThan(20 + (2 * work) / 40);
    expect(map.done).toBe(1);
    expect(await map.refine()).toBe(false);
  });

  it('stay where settings move along an axis, begin anew otherwise, and free what they hold', async () => {
    const backend = new ReferenceBackend();
    const maps = new TrainedMaps(backend, new DensityQueue(backend, someData(40, 2), 2), 3);
    const empty = backend.live.arrays;
    const values = {
      map: 'rate-sigma',
      model: linear,
      optimiser: 'sgd',
      weighting: 'one',
      rate: 1,
      sigma: 1,
      batch: 16,
    } as const;
    const first = maps.at(values);
    expect(maps.at({ ...values, rate: 2, sigma: 0.3 })).toBe(first);
    const second = maps.at({ ...values, batch: 32 });
    expect(second).not.toBe(first);
    expect(backend.live.arrays).toBe(empty + 4);
    expect(maps.at({ ...values, map: 'off' })).toBeUndefined();
    expect(backend.live.arrays).toBe(empty);
  });
});
