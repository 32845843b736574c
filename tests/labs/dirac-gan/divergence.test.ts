// What is told of the growth, and for how long the law of the energy is.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { panelOf } from '../../support/panels';

const start = (params: ParameterValues): Promise<Run> =>
  startLab('dirac-gan', {
    backend: new ReferenceBackend(),
    params: { trajectories: 10, twin: 'off', ...params },
    seed: 7,
  });

describe('near the equilibrium and far from it', () => {
  test('far out the sentence tells of the run itself, and the linear law is not shown', async () => {
    const run = await start({ h: 0.2, trajectories: 1000, init: 'ring' });
    await run.advance(1149);
    const before = await run.measure();
    await run.advance(351);
    const after = await run.measure();
    expect(run.frame().divergence?.sentence).toBe(
      'Near the equilibrium the distance grows by 1.005 per step, as predicted. This run is far out, where f′ → 0: 1.000088 now.',
    );
    expect(((after['energy'] ?? 0) / (before['energy'] ?? 0)) ** (0.5 / 351)).toBeCloseTo(1.00009, 5);
    expect(after['energyLaw']).toBeUndefined();
    expect(panelOf(run, 'trace').theory).toEqual([]);
  });

  test('near the equilibrium and with a linear f the run does what is predicted', async () => {
    for (const values of [{ radius: 1e-3 }, { objective: 'wgan', radius: 5 }]) {
      const run = await start({ h: 0.2, init: 'ring', ...values });
      await run.measure();
      await run.advance(50);
      const { energy, energyLaw } = await run.measure();
      expect(run.frame().divergence?.sentence).toMatch(/by (1\.\d+) per step, as predicted\. This run: \1 now\.$/);
      expect((energy ?? 0) / (energyLaw ?? 0)).toBeCloseTo(1, 3);
    }
  });

  test('no law of distances that float32 does not have', async () => {
    const run = await start({ objective: 'wgan', variant: 'consensus', gamma: 1, h: 0.5, init: 'ring', radius: 1e-3 });
    await run.advance(100);
    const { energy, energyLaw } = await run.measure();
    expect((energy ?? 0) / (energyLaw ?? 0)).toBeCloseTo(1, 5);
    await run.advance(300);
    expect(await run.measure()).not.toHaveProperty('energyLaw');
  });
});
