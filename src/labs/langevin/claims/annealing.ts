// L10: what annealing makes of the weights of far modes. MATHS.md 3.1, 3.7.
//
// Along the line of a pair of modes the law of the chains is followed exactly (targets/line-law.ts), so that the share of the right mode is judged
// by its standard error alone: .2656 on the preset, where the true weight is .25. Of points no such law is known. There the
// statement is the one of MATHS, that a mass is restored up to what the schedule leaves, and a pair of groups like theirs says how much.
import { frequencyError, frequencyTail } from '../../../math/statistics';
import type { Component, Target } from '../../../targets/target';
import { annealingLength, defaultAnnealing, unstableLevels } from '../../../math/annealing';
import { LineLaw } from '../../../targets/line-law';
import { massOfKernels } from '../../../targets/point-cells';
import { massRightOf } from '../../../targets/mixture-line';
import { nextTask } from '../../../waiting';
import type { ChainSettings } from '../../../dynamics/chain-set';
import { asPair, measureBasins, NOT_A_PAIR, type Pair } from './basins';
import {
  fewChains,
  figure,
  given,
  judged,
  ON_THE_RUN,
  outside,
  provided,
  SETTINGS_MOVED,
  type Claim,
  type ClaimContext,
  type Excuse,
  type Outcome,
} from './context';

/** What a schedule may leave of a wrong share, and what an approximate law may miss. */
const LEFT = 0.02;

export const annealing: Claim = {
  id: 'L10',
  statement: 'annealing restores the weights of far modes: share of the right one after a finite schedule',
  tex: '\\Pr(x\\in\\text{right mode})\\to w_{\\text{right}}',
  on: ON_THE_RUN,
  check: given(annealedPair, async (context, pair) => {
    const share = await followedShare(context, pair);
    if (share === undefined)
      return outside('the law of the chains is still being computed, or its steps are too small');
    const outcome = pair.isTarget ? await judgedPair(context, pair, share) : judgedGroups(context, pair, share);
    return provided(outcome, context.observation.nonFinite === 0, 'chains were lost');
  }),
};

/** The target, or a pair of modes like its two groups of points. */
function annealedPair(context: ClaimContext): string | Excuse | (Pair & { readonly isTarget: boolean }) {
  const { settings, since } = context;
  const { method, step, noise, target } = settings;
  const own = asPair(target);
  const pair = own ?? groupsOf(target);
  if (!pair) return { ...NOT_A_PAIR, reason: `${NOT_A_PAIR.reason}, or points in two far groups` };
  if (method !== 'annealed') return { reason: 'the method is not annealed', needs: 'another method' };
  if (since.step > 0) return SETTINGS_MOVED;
  if (noise === 0) return 'without noise nothing is sampled';
  const [level] = unstableLevels(defaultAnnealing(step), pair.line.variance);
  if (level !== undefined) return `the step of level ${level + 1} is beyond its stability limit`;
  return fewChains(context) ?? { ...pair, isTarget: own !== undefined };
}

async function judgedPair(context: ClaimContext, pair: Pair, predicted: number): Promise<Outcome> {
  const { right: value, chains } = await measureBasins(context, pair);
  const weight = figure(pair.line.weights[pair.line.positions[0] < pair.line.positions[1] ? 1 : 0] ?? Number.NaN);
  return judged({ value, standardError: frequencyError(predicted, chains) }, predicted, frequencyTail(chains), {
    statement: `annealing restores the weights of far modes: share of the right one, ${weight} in the target, after ${context.step} steps`,
    scale: Math.max(predicted, 1 - predicted),
  });
}

function judgedGroups({ settings, step, observation }: ClaimContext, { line }: Pair, share: number): Outcome {
  if (settings.noise !== 1) return outside('the noise factor is not 1');
  const length = annealingLength(defaultAnnealing(settings.step));
  if (step < length) return outside({ reason: `the schedule runs for ${length} steps`, needs: 'more steps' });
  const left = Math.abs(share - (line.weights[line.positions[0] < line.positions[1] ? 1 : 0] ?? 0));
  if (left > LEFT)
    return outside(`with this γ the schedule leaves two such groups ${figure(left)} away from their weights`);
  const predicted = settings.target.kernels
    ? massOfKernels(settings.target.kernels)
    : massRightOf(settings.target.components ?? []);
  const error = frequencyError(predicted, observation.finite);
  const rounding = left + LEFT + frequencyTail(observation.finite);
  return judged({ value: observation.rightOfZero.value, standardError: error }, predicted, rounding, {
    statement: 'annealing restores the weights of far groups: mass right of 0',
    scale: Math.min(predicted, 1 - predicted),
  });
}

/** Points left and right of 0 as two Gaussians of one variance along x, where they are two far modes. */
function groupsOf({ id, kernels, components = [] }: Target): Pair | undefined {
  if (id !== 'data') return undefined;
  const xs = kernels ? kernels.points.filter((_, i) => i % 2 === 0) : components.map(({ mean }) => mean[0]);
  const smoothing = kernels ? kernels.sigma ** 2 : (components[0]?.covariance[0] ?? 0);
  const [left, right] = [Array.from(xs).filter((x) => x <= 0), Array.from(xs).filter((x) => x > 0)];
  if (left.length === 0 || right.length === 0) return undefined;
  const means = [left, right].map((side) => side.reduce((sum, x) => sum + x, 0) / side.length);
  const within = [left, right].flatMap((side, k) => side.map((x) => (x - (means[k] ?? 0)) ** 2));
  const variance = smoothing + within.reduce((sum, square) => sum + square, 0) / within.length;
  const components2 = [left, right].map((side, k): Component => ({
    weight: side.length,
    mean: [means[k] ?? 0, 0],
    covariance: [variance, 0, variance],
  }));
  return asPair({ components: components2 });
}

/** The law of the run, which is followed from one answer to the next. */
const laws = new WeakMap<ChainSettings, LineLaw>();

/** Tasks that one answer may take. */
const MOST_TASKS = 10;

async function followedShare(context: ClaimContext, pair: Pair): Promise<number | undefined> {
  const law = lawOf(context, pair);
  for (let task = 0; task < MOST_TASKS; task++) {
    const share = law.shareAt(context.step, pair.boundary);
    if (share !== undefined) return share;
    await nextTask();
  }
  return undefined;
}

function lawOf({ settings, start }: ClaimContext, { line }: Pair): LineLaw {
  const known = laws.get(settings) ?? new LineLaw(line, start, defaultAnnealing(settings.step), settings.noise);
  laws.set(settings, known);
  return known;
}
