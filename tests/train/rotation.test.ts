// The rotation of a learned field, and what float32 may make of it.
import { describe, expect, it } from 'vitest';
import { besides } from '../../src/math/field-slopes';
import { rotationInDouble } from '../../src/train/rotation';
import { linear, networks, someWeights } from '../support/score-models';

const places = Array.from({ length: 20 }, (_, i) => Float64Array.of(Math.cos(i), Math.sin(3 * i)));
const queries = besides(places, 0.3);

describe('rotationInDouble', () => {
  it('is 0 for the linear model, but for what rounding makes of it', () => {
    const { share, rounding } = rotationInDouble(
      { model: linear, weights: Float32Array.of(2, 0.5, -0.25) },
      0.3,
      queries,
      1,
    );
    expect(share).toBeCloseTo(0, 12);
    expect(rounding).toBeGreaterThan(1e-7);
    expect(rounding).toBeLessThan(1e-3);
  });

  it('is large for a network that nobody has trained, and known to five digits', () => {
    const model = networks[1];
    const { share, rounding } = rotationInDouble({ model, weights: someWeights(model) }, 0.3, queries, 1);
    expect(share).toBeGreaterThan(0.1);
    expect(rounding).toBeGreaterThan(1e-7);
    expect(rounding).toBeLessThan(1e-3 * share);
  });
});
