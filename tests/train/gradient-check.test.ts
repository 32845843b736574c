// Gradients of every layer against slopes of the loss, as the claim N1 asks for them; and the map of a linear training step.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { linearTraining } from '../../src/math/linear-training';
import { uniformSource } from '../../src/math/random';
import { momentsOf } from '../../src/math/score-matching';
import { parametrisations, type ScoreModel } from '../../src/math/score-model';
import { layerSlopes, linearTrainingMap } from '../../src/train/gradient-check';
import { uniformPoints } from '../support/score-cases';
import { linear, networks, someData, someWeights } from '../support/score-models';

const models: readonly ScoreModel[] = [
  linear,
  ...networks.map((model, i) => ({ ...model, parametrisation: parametrisations[i % 3] })),
];

describe('layerSlopes', () => {
  it.each(models)('agree: %j', async (model) => {
    const { dimension } = model;
    const batch = {
      data: someData(10, dimension),
      sigma: 0.5,
      index: [1, 3, 3, 9, 0, 5],
      noise: uniformPoints(6, dimension, 2, 3),
      weighting: 'variance',
    } as const;
    const network = { model, weights: someWeights(model) };
    const slopes = await layerSlopes(new ReferenceBackend(), network, batch, uniformSource(3));
    expect(slopes.length).toBe(model.model === 'linear' ? 1 : model.layers + 1);
    for (const { device, slope, rounding, scale } of slopes) {
      expect(Math.abs(device - slope)).toBeLessThan(1e-7 * scale);
      // The claim can tell a wrong gradient from a rounded one.
      expect(rounding).toBeLessThan(0.01 * scale);
    }
  });
});

it('measures how a training step acts on the linear model at its optimum (N4)', async () => {
  const data = someData(30, 2);
  const { weights, curvatures } = linearTraining(momentsOf(data, 2), 0.4);
  const settings = { sigma: 0.4, weighting: 'one', rate: 0.1 } as const;
  const factors = await linearTrainingMap(new ReferenceBackend(), weights, data, settings);
  factors.forEach((factor, k) => expect(factor).toBeCloseTo(1 - 0.1 * curvatures[Math.min(k, 1)], 6));
});
