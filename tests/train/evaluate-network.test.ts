import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { scorePass } from '../../src/math/score-model';
import { evaluateNetwork } from '../../src/train/evaluate-network';
import { expectExpectations, expectSampleTerms, sampleIds, setIds } from '../support/linear-golden';
import { linear, networks, someWeights } from '../support/score-models';
import { uniformPoints } from '../support/score-cases';

describe('the linear model in float64, against golden values', () => {
  const backend = new ReferenceBackend();
  it.each(setIds)('expectations of %s', (id) => expectExpectations(backend, id));
  it.each(sampleIds)('terms of %s', (id) => expectSampleTerms(backend, id));
});

describe('evaluateNetwork', () => {
  const backend = new ReferenceBackend();

  it('is what the model says, place by place', async () => {
    for (const model of [linear, ...networks.map((one) => ({ ...one, parametrisation: 'denoiser' as const }))]) {
      const { dimension: d } = model;
      const points = uniformPoints(9, d, 2, 1);
      const weights = someWeights(model);
      const score = await evaluateNetwork(backend, { network: { model, weights }, points, sigma: 0.7 });
      const pass = scorePass(model);
      const one = new Float64Array(d);
      for (let i = 0; i < 9; i++) {
        pass.score(weights, 0, points.subarray(d * i, d * (i + 1)), 0.7, one);
        expect(Array.from(score.subarray(d * i, d * (i + 1)))).toEqual(Array.from(Float32Array.from(one)));
      }
    }
    expect(backend.live.arrays).toBe(0);
  });

  it('refuses in words what it cannot evaluate', async () => {
    const model = networks[1];
    const network = { model, weights: someWeights(model) };
    const points = new Float32Array(4);
    const ask = (options: object): Promise<unknown> =>
      evaluateNetwork(backend, { network, points, sigma: 1, ...options });
    await expect(ask({ sigma: 0 })).rejects.toThrow('sigma is 0; a number from 1e-6 to 1e6 is allowed');
    await expect(ask({ points: [1, 2] })).rejects.toThrow('points must be a Float32Array');
    await expect(ask({ points: new Float32Array(3) })).rejects.toThrow('points has 3 numbers');
    await expect(ask({ network: { model, weights: new Float32Array(3) } })).rejects.toThrow(
      'network.weights has 3 numbers',
    );
    const other = (change: object): object => ({ network: { ...network, model: { ...model, ...change } } });
    await expect(ask(other({ width: 260 }))).rejects.toThrow('model.width is 260; a whole number from 8 to 256');
    await expect(ask(other({ width: 10 }))).rejects.toThrow('multiples of four');
    await expect(ask(other({ layers: 5 }))).rejects.toThrow('model.layers is 5; a whole number from 1 to 4');
    await expect(ask(other({ activation: 'relu' }))).rejects.toThrow('allowed are tanh, softplus, silu');
    await expect(ask(other({ model: 'tree' }))).rejects.toThrow('"network" or "linear"');
  });
});
