// One claim of the kernel-score lab at a time, on points and settings of a test's own.
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { Estimate } from '../../src/math/statistics';
import { drawPoints, type SyntheticId } from '../../src/data/synthetic';
import { centred } from '../../src/data/centred';
import { ClaimBook } from '../../src/experiment/claim-book';
import type { ClaimResult } from '../../src/experiment/lab';
import { claims } from '../../src/labs/kernel-score/claims';
import type { ClaimContext } from '../../src/labs/kernel-score/claims/context';
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
  readonly density?: DensityQueue;
}

function contextOf(setting: Setting): ClaimContext {
  const { backend = new ReferenceBackend(), points, dimension = 2, law, sigma = 0.3, seed = 7 } = setting;
  const { dimensionErrors = [] } = setting;
  const cloud = { values: points, count: points.length / dimension, dimension, law };
  const density = setting.density ?? new DensityQueue(backend, centred(points, dimension).points, dimension);
  return { backend, cloud, settings: { sigma, method: 'auto' }, seed, density, dimensionErrors };
}

export function drawn(law: SyntheticId, count: number, dimension = 2): Float32Array<ArrayBuffer> {
  const points = new Float32Array(count * dimension);
  drawPoints(law, points, dimension, 7, 0, count);
  return points;
}

export async function check(id: string, setting: Setting): Promise<ClaimResult> {
  const one = claims.filter((claim) => claim.id === id);
  const [result] = await new ClaimBook(one, 'particles').ask(contextOf(setting), '', 0);
  if (!result) throw new Error(`no claim ${id}`);
  return result;
}
