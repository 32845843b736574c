// The law of the estimate of a total from a batch, as the settings have it. MATHS.md 1.4 (V8, V20).
import { mixtureBound } from '../../variational/mixture';
import type { ClaimContext } from './claims/context';
import { mixtureOf } from './seen';

export interface BatchLaw {
  /** log p(x) of each datum at the followed start, over which batches are drawn, nats. */
  readonly terms: Float64Array;
  /** B */
  readonly size: number;
  /** What a batch's sum is multiplied by: N/B, or what the mistake makes of it. */
  readonly factor: number;
  /** Of the estimates, as they are formed. */
  readonly mean: number;
  /** As the theory has it for N/B. */
  readonly deviation: number;
}

/** Undefined where no batch is drawn. */
export async function batchLaw({ backend, values, theta, x }: ClaimContext): Promise<BatchLaw | undefined> {
  const count = x.length / 2;
  if (values.model === 'pca' || count < 2) return undefined;
  const { components, batch, mistake } = values;
  const size = Math.min(batch, count);
  const r = Float64Array.from({ length: count * components }, () => 1 / components);
  const { logp } = await mixtureBound(backend, { x, r, ...mixtureOf(theta, components) });
  const share = count / size;
  const factor = { none: share, scaleTwice: share * share, scaleNever: 1 }[mistake];
  const total = logp.reduce((sum, value) => sum + value, 0);
  const spread = logp.reduce((sum, value) => sum + (value - total / count) ** 2, 0) / (count - 1);
  return {
    terms: logp,
    size,
    factor,
    mean: (factor / share) * total,
    deviation: Math.sqrt(((count * count) / size) * (1 - size / count) * spread),
  };
}
