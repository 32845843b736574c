// How much a learned field turns, as its network does in float64, and how far float32 may take that number.
import { jacobiansOf, rotationOf } from '../math/field-slopes';
import { uniformSource } from '../math/random';
import { float32 } from '../math/rounding';
import { scorePass } from '../math/score-model';
import type { Network } from './check-network';

export interface Rotation {
  /** Root mean squares of ∂₁s₂ − ∂₂s₁ over those of all slopes. */
  readonly share: number;
  readonly rounding: number;
}

const SPOILT = 3;
/** Random bits of a uniform number. */
const BITS = 23;

/** From scores in float64 at `queries` of `besides`, and again with the errors that float32 may make of each. */
export function rotationInDouble(
  { model, weights }: Network,
  sigma: number,
  queries: Float32Array,
  seed: number,
): Rotation {
  const pass = scorePass(model);
  const uniform = uniformSource(seed, 0x4e33);
  const score = new Float64Array(2);
  const spoilt = new Float64Array(weights.length);
  // A sum that is rounded is the exact one of terms that are a little off, each by so many roundings.
  const terms = model.model === 'linear' ? 4 : model.width + 8;
  const size = float32.operations(terms);
  const shareOf = (error: number): number => {
    const scores = new Float64Array(queries.length);
    for (let at = 0; at < queries.length; at += 2) {
      // Signs of the weights, the same again after every 23 of them: what matters is that they differ from place to place.
      const shift = Math.floor(uniform() * weights.length);
      const mask = Math.floor(uniform() * 2 ** BITS);
      for (let k = 0; k < weights.length; k++) {
        const sign = (mask >> ((k + shift) % BITS)) & 1 ? 1 : -1;
        spoilt[k] = weights[k] * (1 + sign * error);
      }
      pass.score(spoilt, 0, queries.subarray(at, at + 2), sigma, score);
      scores.set(score, at);
    }
    return rotationOf(jacobiansOf(scores, sigma));
  };
  const share = shareOf(0);
  const others = Array.from({ length: SPOILT }, () => Math.abs(shareOf(size) - share));
  return { share, rounding: 2 * Math.max(...others) };
}
