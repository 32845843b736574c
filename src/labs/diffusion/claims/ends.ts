// D12 and D13: where the samples end. MATHS.md 2.3, 2.6.
import { APART, bandwidthAt, gaussianEnd, leastDistance, memorised } from '../../../diffusion/sample-trials';
import { either, tooFew, type Excuse } from '../../../experiment/claims';
import { outcomeOf } from '../../../experiment/outcome';
import type { Claim, ClaimContext } from './context';
import { curveOf, dataThemselves, exactDenoiser, inThePlane, ofTheData, trialOf } from './measure';

const atTheEnd = ({ values, step, isStraight }: ClaimContext): Excuse | string | undefined => {
  if (values.direction !== 'generate') return { reason: 'nothing is generated', needs: 'another direction' };
  if (step < values.steps) return { reason: 'the end is not reached', needs: 'more steps' };
  if (!isStraight) return { reason: 'settings were changed on the way', needs: 'the way from its start' };
  return undefined;
};

const ancestral = ({ values: { sampler, eta } }: ClaimContext): Excuse | undefined =>
  sampler === 'ancestral' || (sampler === 'ddim' && eta === 1)
    ? undefined
    : { reason: 'the sampler is not the ancestral one', needs: 'another sampler' };

/** Differences of data that are looked at. */
const MOST = 2 ** 26;

const resolved = (context: ClaimContext): Excuse | undefined => {
  const {
    points,
    values: { steps },
  } = context;
  if ((points?.length ?? 0) ** 2 / context.dimension > MOST)
    return { reason: 'there are more data than are compared', needs: 'other data' };
  const trial = trialOf(context);
  const distance = leastDistance(trial);
  if (distance < APART * bandwidthAt(trial, 0))
    return { reason: 'data lie nearer to each other than ten h₀', needs: 'other data' };
  if (distance >= APART * bandwidthAt(trial, 1 / steps)) return undefined;
  return { reason: 'the last step begins where data are not yet told apart', needs: 'more steps' };
};

const memorises: Claim = {
  id: 'D12',
  statement: 'each sample ends at a datum: residual of z₀/α₀ from the nearest in each coordinate, as variance over h₀²',
  tex: 'z_0/\\alpha_0-x_{\\text{nearest}}\\sim\\mathcal N(0,h_0^2I),\\quad P(x_i)=\\tfrac1M',
  on: 'the samples',
  excuse: either(atTheEnd, ancestral, exactDenoiser, dataThemselves, resolved, ({ values }) =>
    tooFew(values.particles, 'particles'),
  ),
  async check(context) {
    const curve = inThePlane(context) ? undefined : await curveOf(context);
    return outcomeOf(memorised(trialOf(context), await context.positions(), curve));
  },
};

const recursion: Claim = {
  id: 'D13',
  statement: 'Gaussian data: the variance of z₀ is what the recursion of the sampler’s steps makes of it',
  tex: 'V_s=A^2V_t+\\sigma_Q^2,\\quad V_T\\to\\alpha_0^2c^2+\\sigma_0^2\\text{ as }1/T',
  on: 'the samples',
  excuse: either(
    ofTheData,
    ({ points }) => (points ? { reason: 'the data are not a Gaussian law', needs: 'other data' } : undefined),
    atTheEnd,
    ({ values }) => tooFew(values.particles, 'particles'),
  ),
  check: async (context) => outcomeOf(gaussianEnd(trialOf(context), await context.positions(), context.values)),
};

export const endClaims: readonly Claim[] = [memorises, recursion];
