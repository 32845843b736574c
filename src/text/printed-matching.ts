// Losses as the source prints them, in the place of what claims of the score-matching lab look at.
import { scoreAt } from '../math/kernel-weights';
import type { ScoredDraw } from '../math/noisy-draws';
import { momentsOf } from '../math/score-matching';
import { scorePass } from '../math/score-model';
import { plus, rowsOf, squareTo } from '../math/vectors';
import type { DensityQueue } from '../score/density-queue';
import type { Network } from '../train/check-network';
import type { Validation } from '../train/validation';

interface Drawn {
  readonly validation: Validation;
  readonly network: Network;
  readonly density: Pick<DensityQueue, 'points'>;
}

/** L229: ∇ log q(x|x₀) with no model beside it. */
export function withoutModel(context: object): object {
  const { validation } = context as Drawn;
  const draws = validation.draws.map((draw) => ({ ...draw, residual: draw.noise }));
  return { ...context, validation: { ...validation, draws } };
}

/**
 * L252, L266: q(x|x₀) instead of q(x, x₀): all the noise about one datum. Of the data it is the one farthest out: what is
 * printed would have to hold for every one.
 */
export function ofOneDatum(context: object): object {
  const { validation, network, density } = context as Drawn;
  const { points } = density;
  const { sigma } = validation;
  const origin = farthestOut(points);
  const draws = validation.draws.map(({ noise }): ScoredDraw => {
    const x = plus(origin, noise, sigma ** 2);
    const score = scoreAt(points, x, sigma);
    return { x, origin, noise, score, residual: plus(noise, score) };
  });
  const pass = scorePass(network.model);
  const guess = new Float64Array(2);
  const said = draws.flatMap(({ x }) => {
    pass.score(network.weights, 0, x, sigma, guess);
    return [...guess];
  });
  return { ...context, validation: { ...validation, draws }, said: Float32Array.from(said) };
}

function farthestOut(points: Float32Array): Float64Array {
  const { mean } = momentsOf(points, 2);
  return rowsOf(points, 2).reduce((far, one) => (squareTo(one, 0, mean) > squareTo(far, 0, mean) ? one : far));
}
