// Many models at once: each is what it is alone, and what the trainer makes of it.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Scope } from '../../src/compute/scope';
import { usualDescent, type Optimiser } from '../../src/math/descent';
import { firstWeights, type ScoreModel } from '../../src/math/score-model';
import { Population, type ModelSetting } from '../../src/train/population';
import { Trainer } from '../../src/train/trainer';
import { takeSteps } from '../../src/train/training-steps';
import { smallNetwork } from '../support/population-cases';
import { linear, someData } from '../support/score-models';

const settings: readonly ModelSetting[] = [
  { rate: 0.01, sigma: 0.5, batch: 20 },
  { rate: 0.003, sigma: 1, batch: 7 },
  { rate: 0.02, sigma: 0.3, batch: 64 },
];
const STEPS = 9;

interface Case {
  readonly model: ScoreModel;
  readonly optimiser: Optimiser;
}

async function trained({ model, optimiser }: Case, of: readonly ModelSetting[], split: readonly number[]) {
  const backend = new ReferenceBackend();
  const options = {
    model,
    optimiser,
    weighting: 'one',
    data: someData(30, 2),
    seed: 4,
    most: 8,
    steps: STEPS,
  } as const;
  const population = new Population(backend, new Scope(backend), options);
  population.begin(of);
  let step = 0;
  for (const steps of split) {
    population.record(step, steps);
    step += steps;
  }
  return population.read();
}

describe.each([
  { model: linear, optimiser: 'sgd' },
  { model: smallNetwork, optimiser: 'adam' },
] as const)('a population: $model.model, $optimiser', (one) => {
  it('has models that are the same alone, beside others, and however steps are split', async () => {
    const together = await trained(one, settings, [STEPS]);
    for (const [i, setting] of settings.entries())
      expect(await trained(one, [setting], [2, 3, 4])).toEqual([together[i]]);
    expect(together[0]).not.toEqual(together[1]);
  });

  it('takes the steps of a trainer on the same draws', async () => {
    const { model, optimiser } = one;
    const [own] = await trained(one, settings, [STEPS]);
    const backend = new ReferenceBackend();
    const trainer = new Trainer(backend, new Scope(backend), { label: 'one', model, data: someData(30, 2), seed: 4 });
    const { rate, sigma, batch } = settings[0] ?? expect.fail();
    const momentum = optimiser === 'adam' ? usualDescent.momentum : 0;
    const settled = { ...usualDescent, optimiser, momentum, rate, batch };
    await trainer.configure({ ...settled, sigmas: [sigma], weighting: 'one', parametrisation: 'score' });
    trainer.begin(firstWeights(model, 4));
    await takeSteps(backend, [trainer], 0, STEPS, () => undefined);
    const { weight } = await trainer.read();
    // In float64 both, but that the population's settings are given in float32 on a device and not here: rounding of sums alone.
    weight.forEach((value, k) => expect(Math.abs(value - own[k])).toBeLessThan(1e-6 * (1 + Math.abs(value))));
  });
});
