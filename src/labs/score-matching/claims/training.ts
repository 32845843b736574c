// N1 to N4: that the device follows the gradient, moves as its optimiser says, and, where the loss is a parabola, converges as
// theory says.
import { Scope } from '../../../compute/scope';
import { judged, noGap, outside, within, type Gap } from '../../../experiment/claims';
import { EPSILON } from '../../../math/descent';
import { jacobiansOf, rotationOf } from '../../../math/field-slopes';
import { linearTraining } from '../../../math/linear-training';
import { uniformSource } from '../../../math/random';
import { float32 } from '../../../math/rounding';
import { momentsOf } from '../../../math/score-matching';
import { firstWeights } from '../../../math/score-model';
import { length } from '../../../math/vectors';
import { figure } from '../../../numbers';
import { layerSlopes, linearTrainingMap } from '../../../train/gradient-check';
import { chainLaw } from '../../../train/chain-law';
import { rotationInDouble } from '../../../train/rotation';
import { Trainer } from '../../../train/trainer';
import { lossesOf } from '../../../train/validation';
import { lossFactor, trainingOf } from '../parameters';
import type { Claim } from './context';

/** Samples whose gradients are compared. */
const SAMPLES = 32;

const gradient: Claim = {
  id: 'N1',
  statement: 'the gradient on the device is the slope of the loss, layer by layer',
  tex: '\\nabla_\\theta J\\cdot v=\\frac{J(\\theta+hv)-J(\\theta-hv)}{2h}',
  on: 'given samples',
  async check({ backend, network, density, values, seed, validation }) {
    const { sigma, weighting } = values;
    const uniform = uniformSource(seed, 0x4e31);
    const draws = validation.draws.slice(0, SAMPLES);
    const index = draws.map(() => Math.min(density.count - 1, Math.floor(uniform() * density.count)));
    const noise = Float32Array.from(draws.flatMap((draw) => [...draw.noise].map((scaled) => scaled * sigma)));
    const batch = { data: density.points, sigma: Math.fround(sigma), index, noise, weighting };
    const slopes = await layerSlopes(backend, network, batch, uniform);
    return noGap(
      slopes.map(({ device, slope, rounding, scale }) => ({
        gap: Math.abs(device - slope),
        tolerance: rounding,
        scale,
      })),
    );
  },
};

const firstStep: Claim = {
  id: 'N2',
  statement: 'Adam’s first step has the length η in every weight, η|g|/(|g| + ε)',
  tex: '\\lvert\\Delta\\theta_k\\rvert=\\eta\\,\\frac{\\lvert g_k\\rvert}{\\lvert g_k\\rvert+\\epsilon}',
  on: 'a fresh model',
  per: 'settings',
  excuse: ({ values }) =>
    values.optimiser === 'adam'
      ? undefined
      : { reason: 'plain steps have the length of the gradient', needs: 'another optimiser' },
  async check({ backend, network: { model }, values, seed, density }) {
    const scope = new Scope(backend);
    try {
      const data = Float32Array.from(density.points);
      const trainer = new Trainer(backend, scope, { label: 'first step', model, data, seed });
      await trainer.configure({ ...trainingOf(values), average: 0 });
      const before = firstWeights(model, seed);
      trainer.begin(before);
      trainer.record(0);
      const { weight, gradient: followed } = await trainer.read();
      return noGap(
        [...weight].map((after, k): Gap => {
          const share = Math.abs(followed[k]) / (Math.abs(followed[k]) + EPSILON);
          // The weight is rounded where it was and where it goes; the quotient in some ten operations.
          const rounding = (2 * float32.place(Math.abs(before[k]) + values.rate)) / values.rate + float32.repeated(64);
          const gap = Math.abs(Math.abs(after - before[k]) / values.rate - share);
          return { gap, tolerance: rounding, scale: 1 };
        }),
      );
    } finally {
      scope.dispose();
    }
  },
};

/** Multiplications that the twin may cost. */
const MOST_WORK = 2 ** 24;

const rotation: Claim = {
  id: 'N3',
  statement: 'the learned field turns as its network does in double precision; a gradient field would not turn at all',
  tex: '\\frac{\\lVert\\partial_1s_2-\\partial_2s_1\\rVert}{\\lVert\\nabla s\\rVert}',
  on: 'fresh draws',
  check({ network, beside: { queries, scores }, values: { sigma }, seed }) {
    const few = 8 * Math.max(4, Math.floor(MOST_WORK / (64 * network.weights.length)));
    const { share, rounding } = rotationInDouble(network, sigma, queries.subarray(0, few), seed);
    const measured = rotationOf(jacobiansOf(scores.subarray(0, few), sigma));
    if (Number.isFinite(measured) && Number.isFinite(share)) return within(measured, share, rounding, { scale: 1 });
    return outside({ reason: 'the learned field has no slopes', needs: 'another rate' });
  },
};

const linearMap: Claim = {
  id: 'N4',
  statement: ({ values }) =>
    `a plain step multiplies what is left by 1 − ηλ, λ = ${values.weighting === 'one' ? '' : 'σ² times '}tr Cov + dσ² along a, a² along b`,
  tex: '1-\\eta\\lambda,\\qquad\\lambda=\\operatorname{tr}\\operatorname{Cov}+d\\sigma^2,\\ a^2,\\qquad\\eta<\\frac2{\\lambda_{\\mathrm{max}}}',
  on: 'all points',
  per: 'settings',
  excuse: ({ values }) =>
    values.model === 'linear' ? undefined : { reason: 'the loss of a network is no parabola', needs: 'another model' },
  async check({ backend, values, density }) {
    const { sigma, rate } = values;
    const moments = momentsOf(density.points, 2);
    const { weights, curvatures } = linearTraining(moments, sigma, lossFactor(values));
    const measured = await linearTrainingMap(backend, weights, density.points, values);
    // A gradient is a mean of products of scores and places, both rounded; slopes of it are taken over 1/8 at least.
    const reach = 1 + Math.sqrt(moments.total + length(moments.mean) ** 2 + 2 * sigma ** 2);
    const slope = weights[0] + 1;
    const size = lossFactor(values) * reach * slope * (slope * reach + 2 / sigma);
    const tolerance = 16 * rate * (float32.sum(8 * density.count) + float32.operations(32)) * size;
    return noGap(
      measured.map((factor, k) => {
        const moved = rate * curvatures[Math.min(k, 1)];
        return { gap: Math.abs(factor - (1 - moved)), tolerance, scale: moved };
      }),
    );
  },
};

/** Of C: a network that is further off has another law. */
const LEARNED = 0.1;

const law: Claim = {
  id: 'N5',
  statement:
    'chains that begin in the noisy law and follow the network are still in it: their energy distance to fresh draws',
  tex: '2\\mathbb E\\lVert X-Y\\rVert-\\mathbb E\\lVert X-X^\\prime\\rVert-\\mathbb E\\lVert Y-Y^\\prime\\rVert',
  on: 'chains of its own',
  excuse({ values, validation, said }) {
    const { explicit } = lossesOf(validation, said);
    const away = explicit.value / validation.floor.value;
    if (away <= LEARNED) return undefined;
    const needs = values.model === 'linear' ? 'another model' : 'more steps';
    return { reason: `the error of the score is ${figure(100 * away)} % of C, so that its law is another one`, needs };
  },
  async check({ backend, network, values: { sigma, step }, validation, seed }) {
    const draws = validation.places;
    const { distance, floor, spread, hill } = await chainLaw(backend, network, { sigma, step, draws, seed });
    return judged({ value: distance, standardError: spread }, floor, 0, { scale: hill });
  },
};

export const trainingClaims: readonly Claim[] = [gradient, firstStep, rotation, linearMap, law];
