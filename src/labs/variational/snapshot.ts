// The arrays that a run gives out.
import type { Arrays } from '../../experiment/model';
import type { Values } from './parameters';
import type { Seen } from './seen';
import { DIMENSION } from './start';

interface Shared {
  readonly values: Values;
  readonly seen: Seen;
  readonly centre: Float64Array;
}

/** Column `from` … of each row of `width`, moved by the centre where those are places. */
function part(
  theta: Float64Array,
  width: number,
  from: number,
  count: number,
  centre?: Float64Array,
): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: (theta.length / width) * count }, (_, i) => {
    return theta[Math.floor(i / count) * width + from + (i % count)] + (centre?.[i % count] ?? 0);
  });
}

const boundsOf = ({ bound, evidence }: Seen): Arrays => ({
  elbo: { data: Float32Array.from(bound), shape: [bound.length] },
  evidence: { data: Float32Array.from(evidence), shape: [evidence.length] },
});

/** `means` [R, K, 2], `weights` [R, K], `variances` [R, K], `elbo` and `evidence` [R] per datum, `responsibilities` [N, K] of the followed start. */
export function mixtureArrays({ values, seen, centre }: Shared, posterior: ArrayLike<number>): Arrays {
  const { components: K, restarts: R } = values;
  const width = DIMENSION + 2;
  return {
    means: { data: part(seen.theta, width, 1, DIMENSION, centre), shape: [R, K, DIMENSION] },
    weights: { data: part(seen.theta, width, 0, 1), shape: [R, K] },
    variances: { data: part(seen.theta, width, DIMENSION + 1, 1), shape: [R, K] },
    ...boundsOf(seen),
    responsibilities: { data: Float32Array.from(posterior), shape: [posterior.length / K, K] },
  };
}

/** `loadings` [R, 2, k], `offset` [R, 2], `variance` [R], `elbo` and `evidence` [R] per datum. */
export function pcaArrays({ values, seen, centre }: Shared): Arrays {
  const R = values.restarts;
  const k = Number(values.latents);
  const width = 3 * DIMENSION + 1;
  const loadings = Float32Array.from({ length: R * DIMENSION * k }, (_, i) => {
    const [start, entry] = [Math.floor(i / (DIMENSION * k)), i % (DIMENSION * k)];
    return seen.theta[start * width + (entry % k) * DIMENSION + Math.floor(entry / k)];
  });
  return {
    loadings: { data: loadings, shape: [R, DIMENSION, k] },
    offset: { data: part(seen.theta, width, 2 * DIMENSION, DIMENSION, centre), shape: [R, DIMENSION] },
    variance: { data: part(seen.theta, width, width - 1, 1), shape: [R] },
    ...boundsOf(seen),
  };
}
