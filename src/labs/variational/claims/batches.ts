// Batches: what they estimate, and what their mistakes do. MATHS.md V8, V9, V14 to V16, V20.
import { atLeast, judged, noGap, outside, provided, within, type Gap, type Outcome } from '../../../experiment/claims';
import { batchEstimates } from '../../../math/batch-estimates';
import { climbLogits, normalise } from '../../../math/mixture-posterior';
import { normalSource, uniformSource } from '../../../math/random';
import { drawBatch } from '../../../variational/batches';
import { encoderBound } from '../../../variational/encoder';
import { mixtureBound } from '../../../variational/mixture';
import { batchLaw, type BatchLaw } from '../estimates';
import { mixtureOf } from '../seen';
import { DIMENSION } from '../start';
import { jointOf, nearness, onlyMixture } from './bound';
import type { Claim, ClaimContext, Excuse } from './context';
import { several } from './steps';

const FEW = 12;
const MOST_PICKS = 2 ** 16;
const MOST_BATCHES = 1000;

const sampled: Excuse = (context) =>
  onlyMixture(context) ?? (context.x.length > DIMENSION ? undefined : 'there is one datum');

/** Mean of what random batches say of a total, with the standard error that the theory gives it. */
function estimated({ seed }: ClaimContext, { terms, size, factor }: BatchLaw, predicted: number): Outcome {
  const batches = Math.max(30, Math.min(MOST_BATCHES, Math.floor(MOST_PICKS / size)));
  const count = terms.length;
  const picks = new Uint32Array(size);
  const total = terms.reduce((sum, term) => sum + term, 0);
  const spread = count > 1 ? terms.reduce((sum, term) => sum + (term - total / count) ** 2, 0) / (count - 1) : 0;
  let mean = 0;
  for (let i = 0; i < batches; i++) {
    drawBatch(seed ^ 0x5eed, i, count, size, picks);
    mean += (factor / batches) * picks.reduce((sum, pick) => sum + terms[pick], 0);
  }
  const standardError = factor * Math.sqrt((size * (1 - size / count) * spread) / batches);
  const sizes = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  // Rare large terms: a mean of few batches is not normal in its tails.
  const most = Math.max(...terms.map((term) => Math.abs(term - total / count)));
  const tail = (factor * 25 * most) / (3 * batches);
  return judged({ value: mean, standardError }, predicted, 1e-9 * sizes + (size < count ? tail : 0), {
    scale: Math.max(sizes, Math.abs(predicted)),
  });
}

const unbiased: Claim = {
  id: 'V8',
  statement:
    'N/B times the sum over a batch has the total as its mean (random batches), and the stated variance (all batches of 12 data)',
  tex: '\\mathbb E\\,\\tfrac NB\\hat{\\mathcal L}=\\sum_i\\mathcal L_i,\\quad\\operatorname{Var}=\\tfrac{N^2}B\\big(1-\\tfrac BN\\big)S^2',
  on: 'the followed start',
  excuse: sampled,
  async check(context) {
    const law = await batchLaw(context);
    if (!law) return outside('no batch is drawn');
    const L = law.terms.subarray(0, FEW);
    const B = Math.min(Math.ceil(L.length / 3), law.size);
    const { mean, varianceWithout } = batchEstimates({ L, B });
    const total = L.reduce((sum, term) => sum + term, 0);
    const spread = L.reduce((sum, term) => sum + (term - total / L.length) ** 2, 0) / Math.max(1, L.length - 1);
    const stated = (L.length ** 2 / B) * (1 - B / L.length) * spread;
    const slack = 1e-9 * L.reduce((sum, term) => sum + term * term, 1) * L.length ** 2;
    const isExact = Math.abs(mean - total) <= slack && Math.abs(varianceWithout - stated) <= slack;
    const all = law.terms.reduce((sum, term) => sum + term, 0);
    const right = { ...law, factor: law.terms.length / law.size };
    return provided(
      estimated(context, right, all),
      isExact,
      'all batches of the first data have another mean or variance',
    );
  },
};

const wrongScale: Claim = {
  id: 'V20',
  statement: ({ values }) =>
    values.mistake === 'scaleNever'
      ? 'without N/B the mean of the estimate is B/N times the total'
      : 'with N/B applied twice the mean of the estimate is N/B times the total',
  tex: '\\mathbb E\\big[(\\tfrac NB)^2\\hat{\\mathcal L}\\big]=\\tfrac NB\\sum_i\\mathcal L_i,\\quad\\mathbb E\\,\\hat{\\mathcal L}=\\tfrac BN\\sum_i\\mathcal L_i',
  on: 'the followed start',
  excuse: (context) =>
    sampled(context) ??
    (context.values.mistake === 'none' ? { reason: 'no mistake is switched on', needs: 'a mistake' } : undefined),
  async check(context) {
    const law = await batchLaw(context);
    if (!law) return outside('no batch is drawn');
    return estimated(context, law, law.mean);
  },
};

const gradient: Claim = {
  id: 'V9',
  statement:
    'the gradient of the total in a mean, summed over the data, is its slope (a central difference of the device’s totals)',
  tex: '\\nabla_{\\mu_k}=\\sum_ir_{ik}(x_i-\\mu_k)/s_k',
  on: 'the followed start',
  excuse: onlyMixture,
  async check(context) {
    const { backend, x, theta, values } = context;
    const { components } = values;
    const model = mixtureOf(theta, components);
    const count = x.length / DIMENSION;
    const even = Float64Array.from({ length: count * components }, () => 1 / components);
    const k = model.pi.indexOf(Math.max(...model.pi));
    const width = Math.sqrt(model.s2[k]);
    const joint = jointOf(context);
    const shares = new Float64Array(components);
    let [predicted, sizes, rounding] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      normalise(joint.subarray(i * components, (i + 1) * components), shares);
      const term = (shares[k] * (x[2 * i] - model.mu[2 * k])) / model.s2[k];
      predicted += term;
      sizes += shares[k] * (1 + Math.abs(x[2 * i] - model.mu[2 * k]) / width) ** 3;
      rounding += nearness(context, joint, i);
    }
    const step = (backend.kind === 'webgpu' ? 3e-2 : 1e-4) * width;
    const total = async (move: number): Promise<number> => {
      const mu = Float64Array.from(model.mu, (value, i) => (i === 2 * k ? Math.fround(value + move) : value));
      return (await mixtureBound(backend, { x, r: even, ...model, mu })).logp.reduce((sum, term) => sum + term, 0);
    };
    const apart = Math.fround(model.mu[2 * k] + step) - Math.fround(model.mu[2 * k] - step);
    if (!(apart > step)) return outside('float32 cannot tell the moved means apart');
    const measured = ((await total(step)) - (await total(-step))) / apart;
    // The third derivative times the step's square, and what the totals are rounded by.
    const tolerance = (sizes / width) * (step / width) ** 2 + rounding / apart;
    return within(measured, predicted, tolerance, { scale: sizes / width });
  },
};

/** φ of the encoder that gives the posterior, [D + 2, K − 1]. MATHS.md 1.5. */
export function exactEncoder(theta: ArrayLike<number>, components: number): number[] {
  const { pi, mu, s2 } = mixtureOf(theta, components);
  const last = components - 1;
  const weight = (k: number): number => Math.log(Math.max(pi[k], 2 ** -100)) - (DIMENSION / 2) * Math.log(s2[k]);
  const square = (k: number): number => (mu[2 * k] ** 2 + mu[2 * k + 1] ** 2) / (2 * s2[k]);
  const others = Array.from({ length: last }, (_, k) => k);
  return [
    ...others.map((k) => weight(k) - square(k) - weight(last) + square(last)),
    ...[0, 1].flatMap((j) => others.map((k) => mu[2 * k + j] / s2[k] - mu[2 * last + j] / s2[last])),
    ...others.map((k) => 1 / (2 * s2[last]) - 1 / (2 * s2[k])),
  ];
}

const encoderGap: Claim = {
  id: 'V14',
  statement:
    'a quadratic encoder holds the posterior: its amortisation gap can be 0 (per datum, nats), and any gap is Σ KL',
  tex: '\\eta_k^*(x)=c_k+g_k\\cdot x+h_k\\lVert x\\rVert^2',
  on: 'the followed start',
  excuse: several,
  async check(context) {
    const { backend, x, theta, values } = context;
    const { components } = values;
    const model = { x, ...mixtureOf(theta, components), kind: 'quadratic' } as const;
    const phi = exactEncoder(theta, components);
    if (!phi.every((slope) => Math.abs(slope) < 1e8)) return outside('the exact slopes are too steep for float32');
    const exact = await encoderBound(backend, { ...model, phi });
    const even = await encoderBound(backend, { ...model, phi: phi.map(() => 0) });
    const count = x.length / DIMENSION;
    const joint = jointOf(context);
    const unit = backend.kind === 'webgpu' ? 2 ** -23 : 2 ** -50;
    let [gaps, logits] = [0, 0];
    for (let i = 0; i < count; i++) {
      gaps += nearness(context, joint, i) / count;
      // Rounded logits lose the square of their error.
      const size = sizeOfLogits(phi, x.subarray(2 * i, 2 * i + 2), components);
      logits += Math.min(1 + size * unit, (8 * size * unit) ** 2) / count;
    }
    const shares = new Float64Array(components);
    let missing = -even.total;
    for (let i = 0; i < count; i++) missing += normalise(joint.subarray(i * components, (i + 1) * components), shares);
    const isSum = Math.abs(missing - even.amortisationGap) <= 2 * count * gaps + 1e-6 * Math.abs(missing);
    const outcome = within(exact.amortisationGap / count, 0, gaps + logits, {
      scale: 0.01 + even.amortisationGap / count,
    });
    return provided(outcome, isSum, 'with φ = 0 the gap is not the sum of the divergences');
  },
};

function sizeOfLogits(phi: readonly number[], x: ArrayLike<number>, components: number): number {
  const width = components - 1;
  const features = [1, x[0], x[1], x[0] ** 2 + x[1] ** 2];
  let most = 0;
  for (let k = 0; k < width; k++)
    most = Math.max(
      most,
      features.reduce((sum, feature, f) => sum + Math.abs(feature * phi[f * width + k]), 0),
    );
  return most;
}

const LOCALS = 32;
/** Natural steps of length ¼ leave 0.75⁶⁰ = 3·10⁻⁸ of an error. */
const LOCAL_STEPS = 60;

const averaged: Claim = {
  id: 'V15',
  statement:
    'local natural gradients averaged over a batch stop at a positive gap; each datum’s own do not (gap per datum that averaging leaves, nats)',
  tex: '\\eta_i\\mathrel{+}=\\rho\\,\\tfrac1B\\textstyle\\sum_j\\tilde\\nabla_{\\eta_j}\\mathcal L_j',
  on: '32 data at the followed start, in float64',
  excuse: (context) => several(context) ?? (context.x.length > DIMENSION ? undefined : 'there is one datum'),
  check(context) {
    const { components } = context.values;
    const joint = jointOf(context).subarray(0, LOCALS * components);
    const [together, own] = [true, false].map((isAveraged) => localGap(joint, components, context.seed, isAveraged));
    const outcome = atLeast(together, 1e-2, 0, { scale: together });
    return provided(outcome, own < 1e-3 * together, 'the gradients of each datum’s own leave as much');
  },
};

/** What is left after many steps from random logits, per datum. */
function localGap(joint: Float64Array, components: number, seed: number, isAveraged: boolean): number {
  const count = joint.length / components;
  const normal = normalSource(seed, 0x10ca);
  const logits = Float64Array.from(joint, () => 2 * normal());
  const shares = new Float64Array(components);
  const row = (values: Float64Array, i: number): Float64Array => values.subarray(i * components, (i + 1) * components);
  for (let step = 0; step < LOCAL_STEPS; step++) {
    const errors = logits.map((logit, i) => joint[i] - logit);
    const mean = new Float64Array(components);
    for (let i = 0; i < logits.length; i++) mean[i % components] += errors[i] / count;
    for (let i = 0; i < logits.length; i++) logits[i] += 0.25 * (isAveraged ? mean[i % components] : errors[i]);
  }
  let gap = 0;
  for (let i = 0; i < count; i++)
    gap += (normalise(row(joint, i), shares.slice()) - climbLogits(row(joint, i), row(logits, i), shares, 0)) / count;
  return gap;
}

const DRAWS = 40_000;

const fisher: Claim = {
  id: 'V16',
  statement:
    'the Fisher matrix diag r − r rᵀ is the covariance of ∇ log q (largest deviation over its entries, 40,000 draws)',
  tex: 'I(\\eta)=\\operatorname{diag}r-rr^\\top',
  on: 'even shares, made uneven',
  excuse: several,
  check({ values, seed }) {
    const { components } = values;
    const uniform = uniformSource(seed, 0xf15e);
    const shares = Array.from({ length: components }, () => 0.2 + uniform());
    const total = shares.reduce((sum, share) => sum + share, 0);
    const r = shares.map((share) => share / total);
    const counts = new Float64Array(components);
    for (let draw = 0; draw < DRAWS; draw++) {
      let left = uniform();
      let k = 0;
      while (k < components - 1 && left >= r[k]) left -= r[k++];
      counts[k]++;
    }
    const gaps: Gap[] = [];
    for (let k = 0; k < components; k++)
      for (let l = 0; l <= k; l++) {
        // E (e_k − r_k)(e_l − r_l) from the counts, of which each is known.
        const [p, q] = [counts[k] / DRAWS, counts[l] / DRAWS];
        const covariance = (k === l ? p : 0) - p * r[l] - q * r[k] + r[k] * r[l];
        const predicted = (k === l ? r[k] : 0) - r[k] * r[l];
        const tolerance = 5 * Math.sqrt((r[k] * (1 - r[k]) + r[l] * (1 - r[l])) / DRAWS) + 25 / DRAWS;
        gaps.push({ gap: Math.abs(covariance - predicted), tolerance, scale: 0.2 });
      }
    return noGap(gaps);
  },
};

export const batchClaims: readonly Claim[] = [unbiased, gradient, encoderGap, averaged, fisher, wrongScale];
