// How the claims are asked: what they measure with, and when they say nothing.
import { ErrorCurve, pairsOfCurve, rangeOf, type DataLaw } from '../../../diffusion/error-curve';
import { someOf, type Law, type Trial } from '../../../diffusion/trial';
import type { Excuse } from '../../../experiment/claims';
import { outcomeOf } from '../../../experiment/outcome';
import type { Reading } from '../../../math/reading';
import { float32, float64 } from '../../../math/rounding';
import { isSoftware } from '../../../score/adapter';
import type { Claim, ClaimContext } from './context';

type Excusing = NonNullable<Claim['excuse']>;

export function trialOf({ backend, seed, schedule, dimension, points, values }: ClaimContext): Trial {
  const data = points ?? new Float32Array(dimension);
  const smoothing = points ? values.smoothing : Math.hypot(values.scale, values.smoothing);
  const factor = values.denoiser === 'scaled' ? values.bias : 1;
  return {
    backend,
    seed,
    schedule,
    steps: values.steps,
    dimension,
    law: { data, dimension, count: data.length / dimension, smoothing, factor },
    gaussian: !points,
    arithmetic: backend.kind === 'webgpu' ? float32 : float64,
    start: values.schedule === 've-geometric' ? schedule.at(1).sigma ** 2 : 1,
  };
}

export function asked(measure: (trial: Trial) => Promise<Reading[]>): Claim['check'] {
  return async (context) => outcomeOf(await measure(trialOf(context)));
}

export function askedWithCurve(
  measure: (trial: Trial, curve: ErrorCurve) => Reading[] | Promise<Reading[]>,
): Claim['check'] {
  return async (context) => outcomeOf(await measure(trialOf(context), await curveOf(context)));
}

/** Pairs of points and nodes over all noise levels. */
const PAIRS = { device: 2 ** 26, software: 2 ** 23, reference: 2 ** 22 } as const;

const curves = new WeakMap<ClaimContext, Promise<ErrorCurve>>();

/** How many of the points the error is measured on: everything that it is compared with has the same. */
function lawOfCurve(context: ClaimContext): Law {
  const { backend, dimension, schedule } = context;
  const kind = backend.kind === 'reference' ? 'reference' : isSoftware(backend) ? 'software' : 'device';
  const pairs = pairsOfCurve(dimension as 1 | 2, ...rangeOf(schedule));
  return someOf(trialOf(context), Math.sqrt(PAIRS[kind] / pairs));
}

/** Measured once for all claims. */
export function curveOf(context: ClaimContext): Promise<ErrorCurve> {
  const known = curves.get(context);
  if (known) return known;
  const curve = ErrorCurve.measure(context.backend, lawOfCurve(context) as DataLaw, ...rangeOf(context.schedule));
  curves.set(context, curve);
  return curve;
}

/** Says on how many points it was tried, where those are not all. */
export function onSome(statement: string): (context: ClaimContext) => string {
  return (context) => {
    const all = context.points ? context.points.length / context.dimension : 1;
    const some = context.dimension <= 2 ? lawOfCurve(context).count : all;
    if (some === all) return statement;
    return `${statement}; on ${some} of the ${all.toLocaleString('en-GB')} points`;
  };
}

export const inThePlane: Excusing = ({ dimension }) =>
  dimension <= 2
    ? undefined
    : { reason: 'a mean over the noise is known on a line and in the plane only', needs: 'other data' };

/** Data about which something remains to be said when they are noisy. */
export const uncertain: Excusing = (context) => {
  const { data, dimension, smoothing } = trialOf(context).law;
  if (smoothing > 0 || data.some((value, i) => value !== data[i % dimension])) return undefined;
  return { reason: 'there is one datum: nothing is ever in doubt', needs: 'other data' };
};

export const ofTheData: Excusing = ({ values }) =>
  values.denoiser === 'network' ? { reason: 'x̂ is what a network says', needs: 'the exact denoiser' } : undefined;

export const exactDenoiser: Excusing = (context) =>
  context.values.denoiser === 'scaled'
    ? { reason: 'x̂ is multiplied by a factor', needs: 'the exact denoiser' }
    : ofTheData(context);

export const dataThemselves: Excusing = ({ points, values }): Excuse | undefined => {
  if (!points) return { reason: 'the data are a Gaussian law', needs: 'other data' };
  return values.smoothing === 0 ? undefined : { reason: 'the data are smoothed', needs: 'no smoothing' };
};
