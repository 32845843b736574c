// Where a run that goes to a step as fast as possible is measured on its way.

/** A seek is measured at its ends and at this many steps between, always the same ones: its traces do not depend on the machine. */
const MILESTONES = 24;

/** The first step after `step` at which a seek is measured, at most its goal. */
export function nextMilestone({ from, goal }: { readonly from: number; readonly goal: number }, step: number): number {
  const spacing = Math.max(1, Math.ceil((goal - from) / MILESTONES));
  return Math.min(goal, from + (Math.floor((step - from) / spacing) + 1) * spacing);
}
