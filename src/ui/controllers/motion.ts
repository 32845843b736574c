// How a run moves: not at all, on and on, or to a step as fast as possible, with measurements on its way.

/** `play` follows the speed. */
export type Motion = { readonly kind: 'rest' } | { readonly kind: 'play' } | Journey;

export interface Journey {
  readonly kind: 'goal';
  readonly from: number;
  readonly goal: number;
}

export const RESTING: Motion = { kind: 'rest' };

/** Fraction that is done at `step`; `undefined` when there is no end in sight. */
export function progressOf(motion: Motion, step: number): number | undefined {
  if (motion.kind !== 'goal') return undefined;
  return motion.goal > motion.from ? (step - motion.from) / (motion.goal - motion.from) : 1;
}

/** It is measured at its ends and at this many steps between, always the same ones: its traces do not depend on the machine. */
const MILESTONES = 24;

/** The first step after `step` at which it is measured, at most its goal. */
export function nextMilestone({ from, goal }: Pick<Journey, 'from' | 'goal'>, step: number): number {
  const spacing = Math.max(1, Math.ceil((goal - from) / MILESTONES));
  return Math.min(goal, from + (Math.floor((step - from) / spacing) + 1) * spacing);
}
