// Local stability of the update at the modes (MATHS 3.1, claims L3, L6): I + γ∇² log p has eigenvalues 1 − γ|λ|, so a
// mode holds iff γ < 2/max|λ|.
import { symmetricSpectrum } from '../math/spectrum';
import type { Target, Vector2 } from './target';

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
