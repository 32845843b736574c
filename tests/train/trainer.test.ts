// Training in float64: what a step does, and that the linear model comes to its optimum.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Scope } from '../../src/compute/scope';
import { EPSILON, usualDescent } from '../../src/math/descent';
import { bestSlope, linearLoss, momentsOf } from '../../src/math/score-matching';
import { firstWeights } from '../../src/math/score-model';
import { KEPT_LOSSES, Trainer, type TrainingSettings } from '../../src/train/trainer';
import { takeSteps } from '../../src/train/training-steps';
import { linear, networks, someData } from '../support/score-models';

const SIGMA = 0.5;
const settings: TrainingSettings = {
  ...usualDescent,
  sigmas: [SIGMA],
  batch: 256,
  weighting: 'one',
  parametrisation: 'score',
};

async function trained(model: typeof linear, steps: number, change: Partial<TrainingSettings> = {}, seed = 3) {
  const backend = new ReferenceBackend();
  const data = someData(40, 2);
  const trainer = new Trainer(backend, new Scope(backend), { label: 'run', model, data, seed });
  await trainer.configure({ ...settings, ...change });
  trainer.begin(firstWeights(model, seed));
  await takeSteps(backend, [trainer], 0, steps, () => undefined);
  return { trainer, data, state: await trainer.read() };
}

describe('Trainer', () => {
  it('moves every weight by the rate in its first step of Adam (N2)', async () => {
    const model = { ...networks[1], dimension: 2 };
    const { state } = await trained(model, 1, { rate: 1e-2 });
    const start = firstWeights(model, 3);
    state.weight.forEach((weight, k) => {
      const size = Math.abs(state.gradient[k]);
      expect(Math.abs(weight - start[k])).toBeCloseTo((1e-2 * size) / (size + EPSILON), 7);
    });
    expect(state.gradient.filter((gradient) => gradient !== 0).length).toBeGreaterThan(300);
  });

  it('brings the linear model to its optimum, whose loss is known (S4)', async () => {
    const { trainer, data, state } = await trained(linear, 600, {
      optimiser: 'sgd',
      momentum: 0,
      rate: 0.05,
      average: 0.99,
    });
    const moments = momentsOf(data, 2);
    const [a, ...b] = state.average;
    // The average over a hundred steps of 256 draws: gradients of size 1/σ, over 25,600 draws, within five standard errors.
    expect(Math.abs(a - bestSlope(moments, moments.mean, SIGMA))).toBeLessThan((5 * 2) / Math.sqrt(25_600));
    const best = linearLoss(moments, { a: bestSlope(moments, moments.mean, SIGMA), b: moments.mean }, SIGMA);
    expect(linearLoss(moments, { a, b }, SIGMA)).toBeLessThan(1.02 * best);
    const losses = await trainer.readLosses(400, 600);
    expect(losses.length).toBe(200);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    // Losses of a draw are ½|ε/σ|² at most in spread: √2/σ² over √(200·256) draws.
    expect(Math.abs(mean - best)).toBeLessThan(0.02 * best + (5 * Math.SQRT2) / SIGMA ** 2 / Math.sqrt(200 * 256));
  });

  it('keeps the losses of the last steps alone', async () => {
    const { trainer } = await trained(linear, 3, { batch: 16 });
    expect((await trainer.readLosses(0, 3)).every((loss) => loss > 0)).toBe(true);
    expect((await trainer.readLosses(0, KEPT_LOSSES + 5)).length).toBe(KEPT_LOSSES);
  });

  it('is told by seed and step alone what it draws', async () => {
    const one = await trained(linear, 5);
    expect((await trained(linear, 5)).state.weight).toEqual(one.state.weight);
    expect((await trained(linear, 5, {}, 4)).state.weight).not.toEqual(one.state.weight);
  });
});
