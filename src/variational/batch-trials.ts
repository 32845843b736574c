// What V8, V9 and V20 say, measured: what batches estimate, and what becomes of it under a wrong scale. MATHS.md 1.4.
import { batchEstimates } from '../math/batch-estimates';
import { normalise } from '../math/mixture-posterior';
import { computed, provided, silence, type Reading } from '../math/reading';
import { mean } from '../math/statistics';
import { row } from '../math/vectors';
import { figure } from '../numbers';
import { drawBatch } from './batches';
import { scaleOf, type Mistake } from './ways';
import { mixtureBound } from './mixture';
import { boundsAt, countOf, evenShares, jointOf, modelOf, nearness, type Trial } from './trial';

/** The law of the estimate of a total from a batch. */
export interface BatchLaw {
  /** A number of each datum, over which batches are drawn. */
  readonly terms: Float64Array;
  readonly size: number;
  /** What a batch's sum is multiplied by: N/B, or what a mistake makes of it. */
  readonly factor: number;
  /** Σ of the terms, and what the estimates have as mean. */
  readonly total: number;
  readonly mean: number;
  /** Of the estimates with N/B, and so of those that are right. */
  readonly deviation: number;
}

export function lawOfBatches(terms: Float64Array, batch: number, mistake: Mistake): BatchLaw {
  const count = terms.length;
  const size = Math.min(batch, count);
  const share = count / size;
  const factor = share * scaleOf(mistake, share);
  const middle = mean(terms);
  const spread = terms.reduce((sum, term) => sum + (term - middle) ** 2, 0) / Math.max(1, count - 1);
  const deviation = Math.sqrt(count * share * (1 - size / count) * spread);
  return { terms, size, factor, total: count * middle, mean: factor * size * middle, deviation };
}

/** log p(x) of each datum, nats. */
export async function evidenceTerms(trial: Trial): Promise<Float64Array> {
  return (await boundsAt(trial)).logp;
}

/** Of each datum the gradient of log p(x) in a coordinate of the heaviest component's mean. */
export async function gradientTerms(trial: Trial, axis = 0): Promise<Float64Array> {
  const { x, dimension, components } = trial;
  const [{ pi, mu, s2 }, { posterior }] = [modelOf(trial), await boundsAt(trial)];
  const k = heaviest(pi);
  return Float64Array.from({ length: countOf(trial) }, (_, i) => {
    return (posterior[i * components + k] * (x[i * dimension + axis] - mu[k * dimension + axis])) / s2[k];
  });
}

function heaviest(pi: ArrayLike<number>): number {
  return Array.from(pi).indexOf(Math.max(...Array.from(pi)));
}

/** What so many random batches say of the total. */
export function estimatesOf({ terms, size, factor }: BatchLaw, seed: number, batches: number): Float64Array {
  const picks = new Uint32Array(size);
  return Float64Array.from({ length: batches }, (_, i) => {
    drawBatch(seed ^ 0x5eed, i, terms.length, size, picks);
    return factor * picks.reduce((sum, pick) => sum + terms[pick], 0);
  });
}

const MOST_PICKS = 2 ** 16;
const MOST_BATCHES = 1000;

/** The mean of random estimates beside what it should be. V8, V20. */
export function meanEstimate(law: BatchLaw, seed: number): Reading {
  const { terms, size, factor, deviation } = law;
  const count = terms.length;
  const batches = Math.max(30, Math.min(MOST_BATCHES, Math.floor(MOST_PICKS / size)));
  const value = mean(estimatesOf(law, seed, batches));
  const standardError = (deviation * factor * size) / count / Math.sqrt(batches);
  const sizes = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  // Rare large terms: a mean of few batches is not normal in its tails.
  const most = Math.max(...terms.map((term) => Math.abs(term - law.total / count)));
  const tail = deviation > 0 ? (factor * 25 * most) / (3 * batches) : 0;
  const scale = Math.max(sizes, Math.abs(law.mean));
  return { measured: { value, standardError }, predicted: law.mean, rounding: 1e-9 * sizes + tail, scale };
}

const FEW = 12;

/** The mean of random estimates, and mean and variance over all batches of the first data. V8. */
export function unbiasedEstimates(terms: Float64Array, batch: number, seed: number): Reading[] {
  const law = lawOfBatches(terms, batch, 'none');
  const L = terms.subarray(0, FEW);
  const all = batchEstimates({ L, B: Math.min(Math.ceil(L.length / 3), law.size) });
  const few = lawOfBatches(L, Math.min(Math.ceil(L.length / 3), law.size), 'none');
  const slack = 1e-9 * L.reduce((sum, term) => sum + term * term, 1) * L.length ** 2;
  const isExact =
    Math.abs(all.mean - few.total) <= slack && Math.abs(all.varianceWithout - few.deviation ** 2) <= slack;
  return provided([meanEstimate(law, seed)], isExact, 'all batches of the first data have another mean or variance');
}

/** The gradient of the total in a mean: a central difference of totals, and what batches say of it. V9. */
export async function gradients(trial: Trial, batch: number): Promise<Reading[]> {
  const { backend, x, dimension, components } = trial;
  const model = modelOf(trial);
  const k = heaviest(model.pi);
  const at = k * dimension;
  const width = Math.sqrt(model.s2[k]);
  const joint = jointOf(trial);
  const shares = new Float64Array(components);
  let [predicted, sizes, rounding, slack] = [0, 0, 0, 0];
  for (const [i, logs] of joint.entries()) {
    normalise(logs, shares);
    const away = row(x, dimension, i)[0] - model.mu[at];
    predicted += (shares[k] * away) / model.s2[k];
    sizes += shares[k] * (1 + Math.abs(away) / width) ** 3;
    const near = nearness(trial, logs);
    rounding += near;
    slack += (Math.abs(away) / model.s2[k]) * (near < 0.1 ? shares[k] * Math.expm1(4 * near) : 1);
  }
  const step = (backend.kind === 'webgpu' ? 3e-2 : 1e-4) * width;
  const total = async (move: number): Promise<number> => {
    const mu = Float64Array.from(model.mu, (value, i) => (i === at ? Math.fround(value + move) : value));
    const { logp } = await mixtureBound(backend, { ...model, mu, r: evenShares(trial) });
    return logp.reduce((sum, term) => sum + term, 0);
  };
  const apart = Math.fround(model.mu[at] + step) - Math.fround(model.mu[at] - step);
  if (!(apart > step)) return [silence('float32 cannot tell the moved means apart')];
  const measured = ((await total(step)) - (await total(-step))) / apart;
  // The third derivative times the step's square, and what the totals are rounded by.
  const tolerance = (sizes / width) * (step / width) ** 2 + rounding / apart;
  const off = await awayFromMean(trial, batch, predicted, slack);
  const flaw = `the mean of batch gradients is away from it by ${figure(off)} times what chance allows`;
  return provided([computed(measured, predicted, tolerance, sizes / width)], off <= 1, flaw);
}

/** How far random batches are from that gradient in their mean, in units of what chance and the rounding of shares on the device allow. */
async function awayFromMean(trial: Trial, batch: number, predicted: number, slack: number): Promise<number> {
  const law = lawOfBatches(await gradientTerms(trial), batch, 'none');
  const deviation = trial.printed?.deviation?.(law.deviation) ?? law.deviation;
  const { measured, rounding } = meanEstimate({ ...law, deviation }, trial.seed);
  const away = Math.abs(measured.value - predicted);
  return away === 0 ? 0 : away / (5 * measured.standardError + rounding + slack);
}
