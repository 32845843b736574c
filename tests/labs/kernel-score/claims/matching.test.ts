// S4 looks at no score of a device: it fails where the draws are not those that the closed form is about.
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../../src/compute/backend';
import { ReferenceBackend } from '../../../../src/compute/reference-backend';
import { DensityQueue } from '../../../../src/score/density-queue';
import { check, drawn } from '../../../support/score-claims';

/** Once the claim has looked at its points: draws come from one set of points, everything else is said of another. */
class OtherDraws extends DensityQueue {
  #reads = 0;
  readonly #own: Float32Array;
  readonly #drawn: Float32Array;

  constructor(backend: Backend, own: Float32Array, others: Float32Array) {
    super(backend, own, 2);
    this.#own = own;
    this.#drawn = others;
    Object.defineProperty(this, 'points', { get: () => (this.#reads++ === 3 ? this.#drawn : this.#own) });
  }
}

describe('S4', () => {
  const points = drawn('moons', 400);

  test('holds: the loss of the best linear model is the closed form', async () => {
    expect(await check('S4', { points })).toMatchObject({ verdict: 'holds' });
  });

  test('fails where x₀ comes from other points than those whose covariance is taken', async () => {
    const density = new OtherDraws(
      new ReferenceBackend(),
      points,
      points.map((value) => 2 * value),
    );
    expect(await check('S4', { points, density })).toMatchObject({ verdict: 'fails' });
  });
});
