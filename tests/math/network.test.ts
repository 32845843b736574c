// Gradients of a network against central differences, layer by layer.
import { describe, expect, it } from 'vitest';
import { initialWeights, layersOf, NetworkPass, weightCount } from '../../src/math/network';
import { normalSource, uniformSource } from '../../src/math/random';
import { networks, someWeights } from '../support/score-models';

/** Weights of each layer at which differences are taken. */
const TRIED = 12;
/** ε^(1/3): what is cut off, of order step², and what is rounded, of order 2⁻⁵²/step, are both about 1e-10. */
const STEP = 6e-6;

describe('NetworkPass', () => {
  it.each(networks)('differentiates $layers × $width $activation', (model) => {
    const pass = new NetworkPass(model);
    const normal = normalSource(3, 1);
    const uniform = uniformSource(4);
    const before = 7;
    const weights = Float64Array.from([...Array.from({ length: before }, () => Number.NaN), ...someWeights(model)]);
    const input = pass.input.map(() => normal());
    const pull = pass.output.map(() => normal());
    const value = (): number => {
      pass.input.set(input);
      pass.forward(weights, before);
      return pass.output.reduce((sum, out, j) => sum + pull[j] * out, 0);
    };
    value();
    const gradients = new Float64Array(weightCount(model) + 3);
    pass.backward(weights, before, pull, gradients, 3);
    expect(Array.from(gradients.subarray(0, 3))).toEqual([0, 0, 0]);
    for (const { at, from, to } of layersOf(model)) {
      for (let turn = 0; turn < TRIED; turn++) {
        // The last two tried are biases.
        const k =
          turn < TRIED - 2 ? at + Math.floor(uniform() * from * to) : at + from * to + Math.floor(uniform() * to);
        const kept = weights[before + k];
        const along = [STEP, -STEP].map((step) => {
          weights[before + k] = kept + step;
          return value();
        });
        weights[before + k] = kept;
        const slope = (along[0] - along[1]) / (2 * STEP);
        expect(Math.abs(gradients[3 + k] - slope)).toBeLessThan(1e-8 * (1 + Math.abs(slope)));
      }
    }
  });

  it('counts what it begins with', () => {
    const model = { ...networks[1], layers: 2, width: 64, dimension: 2 };
    expect(weightCount(model)).toBe(64 * 64 + 6 * 64 + 2);
    const weights = initialWeights(model, 1);
    const [, hidden] = layersOf(model);
    const square = weights.subarray(hidden.at, hidden.at + 64 * 64).reduce((sum, weight) => sum + weight * weight, 0);
    // A mean of 4,096 squares of variance 2/64², within five standard errors.
    expect(Math.abs(square / 4096 - 1 / 64)).toBeLessThan((5 * Math.sqrt(2 / 4096)) / 64);
    expect(Array.from(weights.subarray(hidden.at + 64 * 64, hidden.at + 65 * 64)).every((bias) => bias === 0)).toBe(
      true,
    );
    expect(initialWeights(model, 1)).toEqual(weights);
    expect(initialWeights(model, 2)).not.toEqual(weights);
  });
});
