// The map of trained models on the device: every row of the linear model meets the line, and networks learn.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { drawPoints } from '../../src/data/synthetic';
import { DensityQueue } from '../../src/score/density-queue';
import { TrainedMap } from '../../src/train/trained-map';
import { MAP_SIDE } from '../../src/train/trained-map-settings';
import { gpuBackend, hasGpu } from '../support/device';
import { smallNetwork } from '../support/population-cases';
import { linear } from '../support/score-models';
import { columnsBehind } from '../support/trained-map-cases';

const data = new Float32Array(2 * 200);
drawPoints('moons', data, 2, 7, 0, 200);
const options = { axes: ['rate', 'sigma'], weighting: 'one', seed: 3 } as const;

describe.runIf(await hasGpu())('TrainedMap on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('meets the line of theory within a pixel in every row', { timeout: 240_000 }, async () => {
    const setting = { rate: 0.1, sigma: 0.5, batch: 256 };
    const density = new DensityQueue(backend, data, 2);
    const map = new TrainedMap(backend, density, { ...options, model: linear, optimiser: 'sgd', setting }, [MAP_SIDE]);
    while (await map.refine());
    const behind = Array.from({ length: MAP_SIDE }, (_, row) => columnsBehind(map, row));
    console.log(
      'columns behind the line, least and most',
      Math.min(...behind).toFixed(2),
      Math.max(...behind).toFixed(2),
    );
    for (const columns of behind) expect(Math.abs(columns)).toBeLessThanOrEqual(1);
    map.dispose();
  });

  it('trains networks in pictures, the same whichever comes first', { timeout: 240_000 }, async () => {
    const density = new DensityQueue(backend, data, 2);
    const setting = { rate: 0.1, sigma: 0.5, batch: 16 };
    const all = { ...options, model: smallNetwork, optimiser: 'adam', setting } as const;
    const [coarse, both] = [[8], [16, 8]].map((levels) => new TrainedMap(backend, density, all, levels));
    for (const map of [coarse, both]) {
      while (await map.refine());
      map.dispose();
    }
    expect(both.outcomes).toEqual(coarse.outcomes);
    expect(Math.min(...coarse.outcomes)).toBeLessThan(-0.2);
  });
});
