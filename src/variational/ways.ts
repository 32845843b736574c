// How the bound is climbed, and what can go wrong on the way. MATHS.md 1.3 to 1.5.
import type { EncoderKind } from './encoder';
import type { MixtureMethod } from './mixture-ensemble';
import type { Family } from '../kernels/pca-update';

/** V15, V20: what a batch's sum is multiplied by, and gradients of single data averaged over the batch. */
export type Mistake = 'none' | 'averagedLocalGradients' | 'scaleTwice' | 'scaleNever';

export interface Way {
  readonly method: MixtureMethod;
  readonly mistake: Mistake;
  readonly encoder: EncoderKind;
  /** Of q in PCA. */
  readonly family: Family;
}

/** What a mistake multiplies N/B by, where that is `share`. */
export function scaleOf(mistake: Mistake, share: number): number {
  return { none: 1, averagedLocalGradients: 1, scaleTwice: share, scaleNever: 1 / share }[mistake];
}

const mistakes: readonly string[] = ['averagedLocalGradients', 'scaleTwice', 'scaleNever'] satisfies Mistake[];
const encoders: readonly string[] = ['constant', 'linear', 'quadratic'] satisfies EncoderKind[];
const families: readonly string[] = ['full', 'meanField'] satisfies Family[];

/** The way with another mistake, encoder, family or method, by name; `correct`: without a mistake. */
export function changed(way: Way, to: string): Way {
  if (to === 'correct') return { ...way, mistake: 'none' };
  if (mistakes.includes(to)) return { ...way, mistake: to as Mistake };
  if (encoders.includes(to)) return { ...way, encoder: to as EncoderKind };
  if (families.includes(to)) return { ...way, family: to as Family };
  return { ...way, method: to as MixtureMethod };
}
