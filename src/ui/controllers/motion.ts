// How a run moves: not at all, on and on, or to a step.

/** `play` follows the speed; `seek` goes to a step as fast as possible. */
export type Motion =
  | { readonly kind: 'rest' }
  | { readonly kind: 'play' }
  | { readonly kind: 'seek'; readonly from: number; readonly goal: number };

export const RESTING: Motion = { kind: 'rest' };

/** Fraction of a seek that is done at `step`; `undefined` when there is no end in sight. */
export function progressOf(motion: Motion, step: number): number | undefined {
  if (motion.kind !== 'seek') return undefined;
  return motion.goal > motion.from ? (step - motion.from) / (motion.goal - motion.from) : 1;
}
