// What the page says in words about the settings: the temperature they sample at, and where the stability limit is.
import type { ChainSettings } from '../../dynamics/chain-set';
import type { Divergence, Frame } from '../../experiment/frame';
import {
  defaultAnnealing,
  largestAnnealingStep,
  levelLimits,
  unstableLevels,
  type AnnealingPlan,
} from '../../math/annealing';
import { modeStabilities, tightestMode, type ModeStability } from '../../targets/mode-stability';
import { figure, grouped } from '../../numbers';

/** Short read-outs beside the parameters. */
export function readouts({ noise, step, target, method }: ChainSettings): Frame['readouts'] {
  const tightest = tightestMode(modeStabilities(target, step));
  return [
    {
      label: 'effective temperature τ²',
      value: figure(noise * noise),
      doc: 'The chains sample p to the power 1/τ²: above 1 flatter, below 1 sharper than the target.',
    },
    { label: 'law sampled', value: sampledLaw(noise), doc: 'What the chains tend to for small steps.' },
    ...(tightest && method !== 'mala'
      ? [{ label: 'stability limit of γ', value: figure(tightest.limit), doc: '2/max|λ| over the modes (3.1).' }]
      : []),
  ];
}

function sampledLaw(noise: number): string {
  if (noise * noise === 0) return 'the modes';
  return noise === 1 ? 'p' : `p${raised(figure(1 / (noise * noise)))}`;
}

/** The sentence and the remedy when the step is beyond a limit, or when chains were lost. */
export function divergenceOf(
  settings: ChainSettings,
  at: { readonly step: number; readonly chains: number; readonly nonFinite: number },
): Divergence | undefined {
  const explained = settings.method === 'mala' ? undefined : instability(settings);
  if (!explained && at.nonFinite === 0) return undefined;
  const { sentence, step } = explained ?? unexplained(settings);
  const [lost, all] = [at.nonFinite, at.chains].map(grouped);
  return {
    nonFinite: at.nonFinite,
    step: at.step,
    sentence: at.nonFinite > 0 ? `${lost} of ${all} chains have left the finite range. ${sentence}` : sentence,
    remedy: { label: `Use γ = ${figure(step)}`, values: { step } },
  };
}

interface Explained {
  readonly sentence: string;
  /** A step that is inside. */
  readonly step: number;
}

function instability({ method, target, step }: ChainSettings): Explained | undefined {
  if (method !== 'annealed') {
    const tightest = tightestMode(modeStabilities(target, step));
    return tightest && unstableMode(tightest, step);
  }
  return target.curvatureFloor === undefined ? undefined : unstableLevel(defaultAnnealing(step), target.curvatureFloor);
}

/** Why a step is unstable at a mode: which mode, which eigenvalue, where the limit is. Undefined inside the limit. */
export function unstableMode({ mode, eigenvalues, limit }: ModeStability, step: number): Explained | undefined {
  if (step < limit) return undefined;
  const steepest = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[1]));
  const multiplier = 1 - step * steepest;
  const [x, y] = mode.map((value) => (Math.round(100 * value) / 100 + 0).toFixed(2).replace('-', '−'));
  const place = `of the mode at (${x}, ${y}), where max |λ| = ${figure(steepest)}`;
  const growth = multiplier < -1 ? `grow ${figure(-multiplier)}-fold each step` : 'do not shrink';
  const [shown, bound] = step === limit ? [figure(step), figure(limit)] : writtenApart(step, limit);
  const relation = step === limit ? 'at' : 'beyond';
  return {
    sentence:
      `The step ${shown} is ${relation} the stability limit ${bound} ${place}: ` +
      `its multiplier is 1 − γ|λ| = ${figure(multiplier)}, so perturbations ${growth}.`,
    step: stepJustInside(limit),
  };
}

/**
 * The same for annealed levels on a target with ∇² log p ⪰ −I/variance: the limit of level l is 2(σ_l² + variance).
 * Undefined if all levels are stable.
 */
export function unstableLevel(plan: AnnealingPlan, variance: number): Explained | undefined {
  const [level] = unstableLevels(plan, variance);
  if (level === undefined) return undefined;
  const [shown, bound] = writtenApart(plan.steps[level], levelLimits(plan, variance)[level]);
  const inside = stepJustInside(largestAnnealingStep(plan.sigmas, variance));
  return {
    sentence:
      `At level ${level + 1} of ${plan.sigmas.length} (σ = ${figure(plan.sigmas[level])}) the step ${shown} is beyond ` +
      `the stability limit 2(σ² + h²) = ${bound}; with the smallest step ${figure(inside)} every level is inside.`,
    step: inside,
  };
}

/** Chains were lost although every mode is stable: the score grows faster than any fixed step allows far from the modes. */
function unexplained({ step }: ChainSettings): Explained {
  return {
    sentence:
      'Every mode is stable at this step, but far from the modes the score of this target grows so fast that a fixed step overshoots.',
    step: Number((step / 4).toPrecision(2)),
  };
}

/** 0.95 · limit, rounded down to three significant digits: the step that the page offers. */
export function stepJustInside(limit: number): number {
  const wanted = 0.95 * limit;
  const rounded = Number(wanted.toPrecision(3));
  // 0.95 · 0.18 comes out below 0.171 by a rounding of float64, which is not worth a digit.
  if (rounded <= wanted * (1 + 1e-12)) return rounded;
  return Number((rounded - 10 ** (Math.floor(Math.log10(wanted)) - 2)).toPrecision(3));
}

/** Two numbers with as many digits as it takes to tell them apart. */
function writtenApart(one: number, other: number): readonly [string, string] {
  let digits = 3;
  while (digits < 17 && figure(one, digits) === figure(other, digits)) digits++;
  return [figure(one, digits), figure(other, digits)];
}

/** A number as an exponent. */
function raised(text: string): string {
  return Array.from(text, (sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹·⁻⁻'['0123456789.-−'.indexOf(sign)] ?? sign).join('');
}
