// The first steps of Adam and of gradient descent in closed form.
import { describe, expect, it } from 'vitest';
import {
  descend,
  descentFactors,
  EPSILON,
  SECOND_MOMENTUM,
  usualDescent,
  type DescentSettings,
} from '../../src/math/descent';

function after(settings: DescentSettings, gradients: readonly number[], weight = 1): number[] {
  const state = { weight, average: weight, first: 0, second: 0 };
  return gradients.map((gradient, step) => {
    descend(state, gradient, settings.optimiser, descentFactors(settings, step));
    return settings.average > 0 ? state.average : state.weight;
  });
}

describe('descend', () => {
  it('moves by the rate in the first step of Adam, whatever the gradient', () => {
    for (const gradient of [1e-3, -0.7, 400]) {
      const [first] = after({ ...usualDescent, rate: 0.01 }, [gradient]);
      expect(first).toBeCloseTo(1 - (0.01 * gradient) / (Math.abs(gradient) + EPSILON), 14);
    }
  });

  it('goes on as Adam is written', () => {
    const gradients = [2, -1, 0.5, 4];
    const [momentum, rate] = [0.9, 0.05];
    let weight = 1;
    const expected = gradients.map((_, last) => {
      // The means as weighted sums over the whole past.
      const weighted = (beta: number, power: number): number =>
        gradients.slice(0, last + 1).reduce((sum, g, i) => sum + (1 - beta) * beta ** (last - i) * g ** power, 0) /
        (1 - beta ** (last + 1));
      weight -= (rate * weighted(momentum, 1)) / (Math.sqrt(weighted(SECOND_MOMENTUM, 2)) + EPSILON);
      return weight;
    });
    after({ ...usualDescent, rate, momentum }, gradients).forEach((got, i) => expect(got).toBeCloseTo(expected[i], 12));
  });

  it('adds momentum to gradient descent, and takes decay from the weight', () => {
    const settings = { ...usualDescent, optimiser: 'sgd', rate: 0.1, momentum: 0.5, decay: 0.2 } as const;
    const first = 1 - 0.1 * (3 + 0.2);
    expect(after(settings, [3, 3])).toEqual([first, first - 0.1 * (3 + 1.5 + 0.2 * first)]);
  });

  it('averages the weights over steps', () => {
    const settings = { ...usualDescent, optimiser: 'sgd', rate: 1, momentum: 0, average: 0.75 } as const;
    expect(after(settings, [1, 1], 0)).toEqual([-0.25, -0.25 + 0.25 * (-2 + 0.25)]);
    expect(after({ ...settings, average: 0 }, [1, 1], 0)).toEqual([-1, -2]);
  });
});
