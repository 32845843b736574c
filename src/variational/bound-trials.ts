// What V1 to V3 say, measured: the bound, its pieces and its gap. MATHS.md 1.1, 1.2.
import { bounded, provided, vanishing, type Reading } from '../math/reading';
import { dot } from '../math/vectors';
import { boundsAt, jointOf, nearness, randomShares, type Trial } from './trial';

/** log p − L − KL(q‖p(z|x)) of each datum for random q. V1. */
export async function gapsOfBound(trial: Trial): Promise<Reading[]> {
  const { elbo, logp, klPost } = await boundsAt(trial, randomShares(trial));
  return jointOf(trial).map((joint, i) =>
    vanishing(Math.abs(logp[i] - elbo[i] - klPost[i]), nearness(trial, joint), Math.max(klPost[i], 1e-3)),
  );
}

/** log p − L of each datum for random q, and none at the posterior. V2. */
export async function heights(trial: Trial): Promise<Reading[]> {
  const { elbo, logp, posterior } = await boundsAt(trial, randomShares(trial));
  const joint = jointOf(trial);
  const best = await boundsAt(trial, posterior);
  const reached = best.elbo.every((bound, i) => Math.abs(logp[i] - bound) <= nearness(trial, joint[i]));
  const tightness = (i: number): number => (logp[i] - elbo[i]) / nearness(trial, joint[i]);
  const tightest = joint.reduce((one, _, i) => (tightness(i) < tightness(one) ? i : one), 0);
  const gap = logp[tightest] - elbo[tightest];
  const readings = [bounded(gap, 0, nearness(trial, joint[tightest]), 1)];
  return provided(readings, reached, 'the posterior itself does not reach log p(x)');
}

/** E log p(x|z) − KL(q‖p(z)) less E log p(x, z) + H(q), of each datum for random q. V3. */
export async function formsOfBound(trial: Trial): Promise<Reading[]> {
  const r = randomShares(trial);
  const { recon, klPrior, entropy } = await boundsAt(trial, r);
  return jointOf(trial).map((joint, i) => {
    const mean = dot(joint, r.subarray(i * joint.length, (i + 1) * joint.length));
    const gap = Math.abs(recon[i] - klPrior[i] - (mean + entropy[i]));
    return vanishing(gap, nearness(trial, joint), 1 + Math.abs(mean));
  });
}
