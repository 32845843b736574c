// The run on a device: the same bits however it is split, the flow's conservation in float32, every claim.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { startLab } from '../../../src/index';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { claimCases, claimsOf } from '../../support/dirac-claims';
import { gpuBackend, hasGpu } from '../../support/device';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

const start = (params: ParameterValues): Promise<Run> => startLab('dirac-gan', { backend, params, seed: 7 });

describe.skipIf(!present)('reproducible', () => {
  test.each(['simultaneous', 'alternating', 'flow'])(
    '%s: 1×1000, 10×100 and a ragged split give the same bits',
    async (scheme) => {
      const results: number[][] = [];
      for (const split of [[1000], Array<number>(10).fill(100), [1, 2, 3, 500, 94, 7, 393]]) {
        const run = await start({
          scheme,
          variant: 'noise',
          noiseMode: 'sampled',
          sigma: 0.5,
          trajectories: 1001,
          h: 0.05,
        });
        for (const steps of split) await run.advance(steps);
        results.push(Array.from((await run.snapshot())['positions']?.data ?? []));
        run.dispose();
      }
      expect(results[1]).toEqual(results[0]);
      expect(results[2]).toEqual(results[0]);
    },
  );
});

test.skipIf(!present)('the flow keeps θ² + ψ² to 1e-5 over 10,000 steps of 0.01', async () => {
  const run = await start({ scheme: 'flow', h: 0.01, trajectories: 1024, init: 'disc', radius: 2 });
  const energies = async (): Promise<number[]> => {
    const data = (await run.snapshot())['positions']?.data ?? new Float32Array();
    return Array.from({ length: data.length / 2 }, (_, i) => data[2 * i] ** 2 + data[2 * i + 1] ** 2);
  };
  const before = await energies();
  await run.advance(10_000);
  const after = await energies();
  run.dispose();
  expect(Math.max(...after.map((value, i) => Math.abs(value / before[i] - 1)))).toBeLessThan(1e-5);
});

describe.skipIf(!present)('claims hold where they apply, in float32', () => {
  test.each(claimCases)('$preset $also: $holds', async (one) => {
    const claims = await claimsOf(backend, one);
    for (const id of one.holds) expect(claims.get(id), id).toMatchObject({ verdict: 'holds' });
    expect([...claims.values()].filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  });
});

test.skipIf(!present)('overflow is counted by its bits and shown without NaN', async () => {
  const run = await start({ objective: 'wgan', h: 10, trajectories: 1000 });
  await run.advance(100);
  expect(await run.measure()).toMatchObject({ finite: 0, nonFinite: 1000 });
  expect(run.frame().divergence?.sentence).toContain('1,000 of 1,000 trajectories');
  run.dispose();
});

test.skipIf(!present)('nothing stays alive on the device', async () => {
  const before = backend.live;
  const run = await start({ trajectories: 100, twin: 'alternating' });
  await run.advance(3);
  await run.claims();
  await run.refine?.();
  run.dispose();
  expect(backend.live).toEqual(before);
});
