// One claim of the kernel-score lab at a time, on points and settings of a test's own.
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { Estimate } from '../../src/math/statistics';
import { drawPoints, type SyntheticId } from '../../src/data/synthetic';
import { centred } from '../../src/data/centred';
import { claims } from '../../src/labs/kernel-score/claims';
import { unmet, type ClaimContext, type Outcome } from '../../src/labs/kernel-score/claims/context';
import { DensityQueue } from '../../src/score/density-queue';

export interface Setting {
  readonly backend?: Backend;
  readonly points: Float32Array<ArrayBuffer>;
  readonly dimension?: number;
  readonly law?: SyntheticId;
  readonly sigma?: number;
  readonly seed?: number;
  readonly dimensionErrors?: readonly Estimate[];
  /** What the claim is tried on, where not on the points. */
  readonly probe?: DensityQueue;
}

function contextOf(setting: Setting): ClaimContext {
  const { backend = new ReferenceBackend(), points, dimension = 2, law, sigma = 0.3, seed = 7 } = setting;
  const { dimensionErrors = [] } = setting;
  const cloud = { values: points, count: points.length / dimension, dimension, law };
  const probe = setting.probe ?? new DensityQueue(backend, centred(points, dimension).points, dimension);
  return { backend, cloud, settings: { sigma, method: 'auto' }, seed, probe, dimensionErrors };
}

export function drawn(law: SyntheticId, count: number, dimension = 2): Float32Array<ArrayBuffer> {
  const points = new Float32Array(count * dimension);
  drawPoints(law, points, dimension, 7, 0, count);
  return points;
}

export async function check(id: string, setting: Setting): Promise<Outcome> {
  const claim = claims.find((one) => one.id === id);
  if (!claim) throw new Error(`no claim ${id}`);
  const context = contextOf(setting);
  return unmet(claim, context) ?? claim.check(context);
}
