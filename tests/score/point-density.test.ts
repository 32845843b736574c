// The two ways to the density of a point set, and what the lab says about it, in float64.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { drawPoints } from '../../src/data/synthetic';
import { startLab } from '../../src/index';
import type { ParameterValues, Run } from '../../src/experiment/lab';
import { PointDensity } from '../../src/score/point-density';
import { kernelDensity } from '../../src/targets/kernel-density';
import { TamperedBackend } from '../support/tampered-backend';

const start = (params: ParameterValues, data = {}, backend = new ReferenceBackend()): Promise<Run> =>
  startLab('langevin', { backend, params, seed: 3, data });

async function positionsOf(run: Run, steps: number): Promise<Float32Array> {
  await run.advance(steps);
  const { positions } = await run.snapshot();
  run.dispose();
  return positions?.data ?? new Float32Array();
}

describe('penguins', () => {
  test('by their old name are the data set of that name', async () => {
    const params = { chains: 40, sigma: 0.3, step: 0.01 };
    const old = await positionsOf(await start({ ...params, target: 'penguins' }), 6);
    const data = await positionsOf(await start({ ...params, target: 'data', data: 'penguins' }), 6);
    // The same 333 kernels in another order: sums that differ in their last bits.
    old.forEach((value, i) => expect(Math.abs(value - data[i])).toBeLessThan(1e-6));
  });
});

test('the engine and the list of components agree about a set that both can take', async () => {
  const points = new Float32Array(2 * 400);
  drawPoints('rings', points, 2, 4, 0, 400);
  const sigma = 0.2;
  const listed = kernelDensity({ id: 'data', label: 'Data', points, sigma });
  const density = new PointDensity(new ReferenceBackend(), points);
  const places = Float32Array.from({ length: 200 }, (_, i) => 4 * Math.sin(i * i + 1));
  const { score, logDensity } = await density.ask(places, sigma);
  for (let i = 0; i < 100; i++) {
    const at = [places[2 * i], places[2 * i + 1]] as const;
    const exact = listed.score(...at);
    const scale = Math.hypot(...exact) + 1 / sigma;
    // Both in float64, handed over as float32.
    expect(Math.abs(score[2 * i] - exact[0]) / scale).toBeLessThan(2 ** -23);
    expect(Math.abs(score[2 * i + 1] - exact[1]) / scale).toBeLessThan(2 ** -23);
    expect(Math.abs(logDensity[i] / listed.logDensity(...at) - 1)).toBeLessThan(2 ** -23);
  }
  density.dispose();
});

describe('points of one’s own', () => {
  const upload = { target: 'data', data: 'upload', chains: 16, sigma: 0.3, step: 0.01 };

  test('are the target, few or many', async () => {
    for (const count of [3, 600]) {
      const points = Float32Array.from({ length: 2 * count }, (_, i) => 5 + Math.sin(i));
      const run = await start({ ...upload, initX: 5, initY: 5, initScale: 0.5 }, { points });
      await run.advance(30);
      const measures = await run.measure();
      expect(Math.abs(Number(measures['meanX']) - 5)).toBeLessThan(1.5);
      expect(run.frame().histograms[0]?.exact.some((value) => value > 0)).toBe(true);
      run.dispose();
    }
  });

  test('are refused by name where they are no points', async () => {
    await expect(start(upload, { points: new Float32Array(3) })).rejects.toThrow(/^data.points has 3 numbers/);
    await expect(start(upload, { points: Float32Array.of(0, Infinity) })).rejects.toThrow(
      /^data.points holds Infinity/,
    );
  });

  test('do not disturb a mixture', async () => {
    const run = await start({ target: 'mixture', chains: 8 }, { points: Float32Array.of(1, 2) });
    expect(run.data?.()['weights']).toHaveLength(8);
    run.dispose();
  });
});

describe('L10 on a kernel density', () => {
  // Three quarters of the points left, one quarter right, far apart.
  const count = 516;
  const points = Float32Array.from({ length: 2 * count }, (_, i) => {
    const side = i >> 1 < 0.75 * count ? -4 : 4;
    return (i % 2 === 0 ? side : 0) + 0.5 * Math.sin(i * i + 0.5);
  });
  const law = { target: 'data', data: 'upload', method: 'annealed', sigma: 0.3, step: 0.001 };

  test.each([
    ['annealing brings every mode its weight', new ReferenceBackend(), 'holds'],
    // Without noise the wide levels gather all chains on the heavier side, and there they stay.
    [
      'and without noise does not, which the claim notices',
      new TamperedBackend({ langevinMove: (params) => ({ ...params, noise: 0 }) }),
      'fails',
    ],
  ])(
    '%s',
    async (_, backend, verdict) => {
      const params = { ...law, chains: 184, init: 'uniform', initScale: 8 };
      const run = await start(params, { points }, backend);
      await run.advance(1600);
      const claim = (await run.claims()).find(({ id }) => id === 'L10');
      expect(claim).toMatchObject({ verdict });
      expect(claim?.predicted).toBeCloseTo(0.25, 3);
      run.dispose();
    },
    120_000,
  );
});
