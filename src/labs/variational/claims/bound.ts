// The bound and its gap. MATHS.md V1 to V3.
import { atLeast, noGap, provided, type Gap } from '../../../experiment/claims';
import { uniformSource } from '../../../math/random';
import { logJoint } from '../../../math/mixture-posterior';
import { mixtureBound, type MixtureBound } from '../../../variational/mixture';
import { isModel, mixtureOf } from '../seen';
import { DIMENSION } from '../start';
import type { Claim, ClaimContext, Excuse } from './context';

export const thrownFar: Excuse = ({ theta, values }) =>
  isModel(theta, values)
    ? undefined
    : 'steps that are too long have thrown the followed start out of what float32 can hold';

export const onlyMixture: Excuse = (context) =>
  context.values.model === 'mixture'
    ? thrownFar(context)
    : { reason: 'it is said of the mixture', needs: 'the mixture' };

/** r ~ Dirichlet(1) for each datum, row-major [n, K]. */
export function randomShares({ values, seed, x }: ClaimContext): Float64Array {
  const uniform = uniformSource(seed, 0xd1c);
  const { components } = values;
  const r = Float64Array.from({ length: (x.length / DIMENSION) * components }, () => -Math.log(uniform()));
  for (let first = 0; first < r.length; first += components) {
    const row = r.subarray(first, first + components);
    const total = row.reduce((sum, value) => sum + value, 0);
    row.forEach((value, k) => (row[k] = value / total));
  }
  return r;
}

/** a_k of each datum in float64, row-major [n, K]. */
export function jointOf({ values, theta, x }: ClaimContext): Float64Array {
  const { components } = values;
  const all = new Float64Array((x.length / DIMENSION) * components);
  for (let i = 0; i < x.length / DIMENSION; i++)
    logJoint(theta, x.subarray(i * DIMENSION, (i + 1) * DIMENSION), all.subarray(i * components, (i + 1) * components));
  return all;
}

/** What rounding may make of a datum's sum of numbers up to max |a|: 2·10⁻⁵(1 + max |a|/10) in float32 (MATHS.md V1), as many units in float64. */
export function nearness({ backend, values }: ClaimContext, joint: Float64Array, datum: number): number {
  let most = 0;
  for (let k = 0; k < values.components; k++) most = Math.max(most, Math.abs(joint[datum * values.components + k]));
  return 2e-5 * (backend.kind === 'webgpu' ? 1 : 2 ** -24) * (1 + most / 10);
}

async function boundsAt(context: ClaimContext, r: Float64Array): Promise<MixtureBound> {
  const { backend, x, theta, values } = context;
  return mixtureBound(backend, { x, r, ...mixtureOf(theta, values.components) });
}

const gapIsDivergence: Claim = {
  id: 'V1',
  statement:
    'log p(x) − L(q) is the divergence of q from the posterior (largest residual over the data, random q; nats)',
  tex: '\\log p(x)-\\mathcal L(q)=\\mathrm{KL}(q\\,\\|\\,p(z\\mid x))',
  on: 'the followed start',
  excuse: onlyMixture,
  async check(context) {
    const { elbo, logp, klPost } = await boundsAt(context, randomShares(context));
    const joint = jointOf(context);
    return noGap(
      Array.from(elbo, (bound, i): Gap => ({
        gap: Math.abs(logp[i] - bound - klPost[i]),
        tolerance: nearness(context, joint, i),
        scale: Math.max(klPost[i], 1e-3),
      })),
    );
  },
};

const bounded: Claim = {
  id: 'V2',
  statement: 'no q passes log p(x), and the posterior reaches it (smallest gap of random q, nats)',
  tex: '\\mathcal L(q)\\le\\log p(x)',
  on: 'the followed start',
  excuse: onlyMixture,
  async check(context) {
    const { elbo, logp, posterior } = await boundsAt(context, randomShares(context));
    const joint = jointOf(context);
    const best = await boundsAt(context, posterior);
    const tolerance = (i: number): number => nearness(context, joint, i);
    const reached = best.elbo.every((bound, i) => Math.abs(logp[i] - bound) <= tolerance(i));
    let tightest = 0;
    for (let i = 1; i < elbo.length; i++)
      if ((logp[i] - elbo[i]) / tolerance(i) < (logp[tightest] - elbo[tightest]) / tolerance(tightest)) tightest = i;
    const outcome = atLeast(logp[tightest] - elbo[tightest], 0, tolerance(tightest), { scale: 1 });
    return provided(outcome, reached, 'the posterior itself does not reach log p(x)');
  },
};

const twoForms: Claim = {
  id: 'V3',
  statement: 'E log p(x|z) − KL(q‖p(z)) is E log p(x, z) + H(q) (largest residual over the data, nats)',
  tex: '\\mathbb E_q\\log p(x\\mid z)-\\mathrm{KL}(q\\,\\|\\,p(z))=\\mathbb E_q\\log p(x,z)+H(q)',
  on: 'the followed start',
  excuse: onlyMixture,
  async check(context) {
    const r = randomShares(context);
    const { recon, klPrior, entropy } = await boundsAt(context, r);
    const joint = jointOf(context);
    const { components } = context.values;
    return noGap(
      Array.from(recon, (one, i): Gap => {
        let mean = 0;
        for (let k = 0; k < components; k++) mean += r[i * components + k] * joint[i * components + k];
        return {
          gap: Math.abs(one - klPrior[i] - (mean + entropy[i])),
          tolerance: nearness(context, joint, i),
          scale: 1 + Math.abs(mean),
        };
      }),
    );
  },
};

export const boundClaims: readonly Claim[] = [gapIsDivergence, bounded, twoForms];
