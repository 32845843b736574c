// What is said of the run: where it arrives, and how many of its starts do. MATHS.md V6, V13, V19.
import { judged, tooFew, within } from '../../../experiment/claims';
import { SAME } from '../../../experiment/variational-panels';
import { frequencyError, frequencyTail } from '../../../math/statistics';
import { noiseAtMaximum, principalMaximum } from '../../../math/pca-maximum';
import { arrival } from '../../../variational/step-trials';
import { grouped } from '../../../numbers';
import { asked, either, onlyPca, type Claim, type ClaimContext } from './context';

const maximum: Claim = {
  id: 'V6',
  statement: 'the best start is at the largest evidence that PCA can have, in closed form (nats per datum)',
  tex: '\\max\\log p=-\\tfrac12\\big[D\\log2\\pi+\\textstyle\\sum_{j\\le k}\\log\\lambda_j+(D-k)\\log s+D\\big]',
  on: 'the run',
  excuse: either(onlyPca, (context) => {
    const { values, shape, principal, floor, before, evidence, step } = context;
    if (shape.latents >= shape.dimension)
      return { reason: 'two latents take the whole plane, and nothing is left for the noise', needs: 'one latent' };
    if (values.steps !== 'coordinate') return 'steps on batches go on for ever';
    if (shape.latents === 2 && values.family !== 'full') return 'a diagonal S leads elsewhere';
    const noise = noiseAtMaximum(principal, shape.latents) ?? 0;
    if (!(noise > 2 * floor)) return 'the noise at the maximum is below the floor';
    const change = before ? Math.max(...evidence) - Math.max(...before.evidence) : Infinity;
    if (!(before && before.step < step && change < 1e-8 * (step - before.step) + 2e-7))
      return { reason: 'the sweeps have not come to rest between two measurements', needs: 'more steps' };
    return undefined;
  }),
  check({ principal, evidence, shape }) {
    const most = principalMaximum(principal, shape.latents) ?? Number.NaN;
    return within(Math.max(...evidence), most, 1e-4 * (1 + Math.abs(most)), { scale: 1 });
  },
};

/** Steps after which the specification's schedule has arrived. */
const LONG = 20_000;

const arrives: Claim = {
  id: 'V13',
  statement:
    'natural steps on batches reach what sweeps over all data reach from here (difference of log p(x) per datum, nats)',
  tex: '\\rho_t=(t+\\tau)^{-\\kappa}',
  on: 'the run',
  excuse: ({ values, step, x, count, dimension }) => {
    if (values.model !== 'mixture' || values.method !== 'stochastic')
      return { reason: 'the run takes no natural steps on batches', needs: 'the stochastic method' };
    if (values.mistake !== 'none') return 'the batches are scaled wrongly';
    if (values.batch < 32 || values.kappa < 0.7 || values.tau > 100)
      return 'it is said of batches of 32 or more, κ from 0.7 on and τ up to 100';
    if (count > x.length / dimension) return 'there are more data than are swept on the side';
    return step >= LONG ? undefined : { reason: `it is said after ${grouped(LONG)} steps`, needs: 'more steps' };
  },
  check: asked((context) => arrival(context, context.evidence[context.followed])),
};

const basins: Claim = {
  id: 'V19',
  statement: 'as many starts of one half as of the other are at the best optimum (difference of the shares)',
  tex: 'p_1-p_2=0\\pm5\\,\\mathrm{SE}',
  on: 'the run',
  excuse: ({ evidence, chosen }: ClaimContext) =>
    chosen ? 'the starts were chosen and not drawn' : tooFew(Math.floor(evidence.length / 2), 'starts'),
  check({ evidence }) {
    const half = Math.floor(evidence.length / 2);
    const best = evidence.reduce((most, value) => Math.max(most, value), -Infinity);
    const share = (from: number): number =>
      evidence.subarray(from, from + half).filter((value) => value >= best - SAME).length / half;
    const [one, other] = [share(0), share(half)];
    const standardError = Math.SQRT2 * frequencyError((one + other) / 2, half);
    return judged({ value: one - other, standardError }, 0, 2 * frequencyTail(half), { scale: 1 });
  },
};

export const runClaims: readonly Claim[] = [maximum, arrives, basins];
