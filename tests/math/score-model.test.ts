// What a network's output stands for, and gradients in the weights of every model.
import { describe, expect, it } from 'vitest';
import { NetworkPass } from '../../src/math/network';
import { firstWeights, modelSize, parametrisations, scorePass, type ScoreModel } from '../../src/math/score-model';
import { linear, networks, someWeights } from '../support/score-models';

const SIGMA = 0.4;
const x = [0.3, -1.1];

describe('scorePass', () => {
  const network = networks[1];

  it('reads scores, noise and denoised places from one output', () => {
    const weights = someWeights(network);
    const pass = new NetworkPass(network);
    pass.input.set(x);
    pass.forward(weights);
    const output = Array.from(pass.output);
    const meaning = {
      score: output,
      noise: output.map((noise) => -noise / SIGMA),
      denoiser: output.map((place, j) => (place - x[j]) / SIGMA ** 2),
    };
    for (const parametrisation of parametrisations) {
      const score = new Float64Array(2);
      scorePass({ ...network, parametrisation }).score(weights, 0, x, SIGMA, score);
      score.forEach((value, j) => expect(value).toBeCloseTo(meaning[parametrisation][j], 12));
    }
  });

  const models: readonly ScoreModel[] = [
    linear,
    ...parametrisations.map((parametrisation) => ({ ...network, parametrisation })),
  ];

  it.each(models)('differentiates losses: %j', (model) => {
    const weights = Float64Array.from(someWeights(model));
    const pass = scorePass(model);
    const score = new Float64Array(2);
    const loss = (): number => {
      pass.score(weights, 0, x, SIGMA, score);
      return (score[0] ** 2 + (score[1] - 1) ** 2) / 2;
    };
    loss();
    const gradients = new Float64Array(modelSize(model));
    pass.backward([score[0], score[1] - 1], gradients, 0);
    const step = 6e-6;
    for (let k = 0; k < weights.length; k += Math.max(1, Math.floor(weights.length / 20))) {
      const kept = weights[k];
      weights[k] = kept + step;
      const up = loss();
      weights[k] = kept - step;
      const slope = (up - loss()) / (2 * step);
      weights[k] = kept;
      expect(Math.abs(gradients[k] - slope)).toBeLessThan(2e-8 * (1 + Math.abs(slope)));
    }
  });

  it('begins a linear model at nothing', () => {
    expect(Array.from(firstWeights(linear, 3))).toEqual([0, 0, 0]);
    expect(firstWeights(network, 3).length).toBe(modelSize(network));
  });
});
