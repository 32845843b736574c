// Local stability of the update at the modes (MATHS 3.1, claims L3, L6): I + γ∇² log p has eigenvalues 1 − γ|λ|, so a
// mode holds iff γ < 2/max|λ|; and the sentence that says so when it does not.
import { symmetricSpectrum } from '../../../math/spectrum';
import type { Target, Vector2 } from '../../../targets/target';
import { largestAnnealingStep, levelLimits, unstableLevels, type AnnealingPlan } from './annealing';

export interface ModeStability {
  readonly mode: Vector2;
  /** Of ∇² log p at the mode, most negative first. */
  readonly eigenvalues: readonly [number, number];
  /** Unit eigenvectors in the same order. */
  readonly axes: readonly [Vector2, Vector2];
  /** 1 + γλ in the same order: the predicted spectrum. */
  readonly multipliers: readonly [number, number];
  /** 2/max|λ|. */
  readonly limit: number;
  /** max |1 + γλ|. */
  readonly radius: number;
}

/** Stability of the update of step γ at every mode of the target. */
export function modeStabilities(target: Pick<Target, 'modes' | 'hessian'>, step: number): ModeStability[] {
  return target.modes.map(([x, y]) => {
    const { values, vectors } = symmetricSpectrum(target.hessian(x, y));
    const multipliers = [1 + step * values[0], 1 + step * values[1]] as const;
    return {
      mode: [x, y],
      eigenvalues: values,
      axes: vectors,
      multipliers,
      limit: 2 / Math.max(Math.abs(values[0]), Math.abs(values[1])),
      radius: Math.max(Math.abs(multipliers[0]), Math.abs(multipliers[1])),
    };
  });
}

/** The mode of the smallest limit. */
export function tightestMode(modes: readonly ModeStability[]): ModeStability | undefined {
  return modes.reduce<ModeStability | undefined>(
    (worst, m) => (worst && worst.limit <= m.limit ? worst : m),
    undefined,
  );
}

/** 0.95 · limit, rounded down to three significant digits: the step that the page offers. */
export function stepJustInside(limit: number): number {
  const wanted = 0.95 * limit;
  const rounded = Number(wanted.toPrecision(3));
  // 0.95 · 0.18 comes out below 0.171 by a rounding of float64, which is not worth a digit.
  if (rounded <= wanted * (1 + 1e-12)) return rounded;
  return Number((rounded - 10 ** (Math.floor(Math.log10(wanted)) - 2)).toPrecision(3));
}

/** Up to `digits` significant digits, without trailing zeros, with a true minus sign. */
function written(value: number, digits = 3): string {
  const rounded = Number(value.toPrecision(digits));
  return `${rounded}`.replace(/-/g, '−');
}

/** Two numbers with as many digits as it takes to tell them apart. */
function writtenApart(one: number, other: number): readonly [string, string] {
  for (let digits = 3; digits < 15; digits++) {
    const pair = [written(one, digits), written(other, digits)] as const;
    if (pair[0] !== pair[1]) return pair;
  }
  return [`${one}`, `${other}`];
}

/** Why a step is unstable at a mode: which mode, which eigenvalue, where the limit is. Undefined inside the limit. */
export function instabilitySentence({ mode, eigenvalues, limit }: ModeStability, step: number): string | undefined {
  if (step < limit) return undefined;
  const steepest = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[1]));
  const multiplier = 1 - step * steepest;
  const [x, y] = mode.map((value) => (Math.round(100 * value) / 100 + 0).toFixed(2).replace('-', '−'));
  const place = `of the mode at (${x}, ${y}), where max |λ| = ${written(steepest)}`;
  const growth = multiplier < -1 ? `grow ${written(-multiplier)}-fold each step` : 'do not shrink';
  const [shown, bound] = step === limit ? [written(step), written(limit)] : writtenApart(step, limit);
  const relation = step === limit ? 'at' : 'beyond';
  return (
    `The step ${shown} is ${relation} the stability limit ${bound} ${place}: ` +
    `its multiplier is 1 − γ|λ| = ${written(multiplier)}, so perturbations ${growth}.`
  );
}

/**
 * The same for annealed levels on a target with ∇² log p ⪰ −I/variance: the limit of level l is 2(σ_l² + variance).
 * Undefined if all levels are stable.
 */
export function annealedInstabilitySentence(plan: AnnealingPlan, variance: number): string | undefined {
  const [level] = unstableLevels(plan, variance);
  if (level === undefined) return undefined;
  const limit = levelLimits(plan, variance)[level];
  const [shown, bound] = writtenApart(plan.steps[level], limit);
  const inside = stepJustInside(largestAnnealingStep(plan.sigmas, variance));
  return (
    `At level ${level + 1} of ${plan.sigmas.length} (σ = ${written(plan.sigmas[level])}) the step ${shown} is beyond ` +
    `the stability limit 2(σ² + h²) = ${bound}; with the smallest step ${written(inside)} every level is inside.`
  );
}
