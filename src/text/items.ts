// The checks of the text in their order, each under the key by which the page, its address and its file name it.
import { questions } from './questions';
import type { Check, Part, Slip, Step } from './statement';

/** A step as it stands, or with one of its slips switched on. */
export interface Item {
  /** '4.3-1', '4.3-1-s1' with its first slip. */
  readonly key: string;
  readonly part: string;
  readonly check: Check;
  readonly slip?: Slip;
}

/** Of the step of a part, counted from 1. */
export function stepKey(part: Part, step: Step): string {
  return `${part.id}-${part.steps.indexOf(step) + 1}`;
}

/** Of a slip of a step, counted from 0. */
export function slipKey(step: string, index: number): string {
  return `${step}-s${index + 1}`;
}

/** Every correct line, each followed by its slips. */
export const items: readonly Item[] = questions.flatMap(({ parts }) =>
  parts.flatMap((part) =>
    part.steps.flatMap((step) => {
      const key = stepKey(part, step);
      const one = { key, part: part.id, check: step.check };
      return [one, ...(step.slips ?? []).map((slip, i) => ({ ...one, key: slipKey(key, i), slip }))];
    }),
  ),
);
