// The densities, by name.
import { banana, bananaRanges } from './banana';
import { funnel, funnelRanges } from './funnel';
import { gaussian, gaussianRanges } from './gaussian';
import { grid, gridRanges } from './grid';
import { mixture, mixtureRanges } from './mixture';
import type { MixtureData } from './mixture-data';
import { describe, type NumberRange } from './parameters';
import { penguins, penguinsRanges } from './penguins';
import { rings, ringsRanges } from './rings';
import type { Target } from './target';

export { MOST_COMPONENTS } from './mixture';
export type { MixtureData, Numbers } from './mixture-data';
export type { NumberRange } from './parameters';

export const targetIds = ['gaussian', 'mixture', 'grid', 'banana', 'funnel', 'rings', 'penguins'] as const;
export type TargetId = (typeof targetIds)[number];

/** Default and limits of every number that a target is made of; a lab may offer narrower sliders. */
export const targetRanges: Readonly<Record<TargetId, Readonly<Record<string, NumberRange>>>> = {
  gaussian: gaussianRanges,
  mixture: mixtureRanges,
  grid: gridRanges,
  banana: bananaRanges,
  funnel: funnelRanges,
  rings: ringsRanges,
  penguins: penguinsRanges,
};

const makers: Readonly<Record<TargetId, (params: Readonly<Record<string, unknown>>, data?: MixtureData) => Target>> = {
  gaussian,
  mixture,
  grid,
  banana,
  funnel,
  rings,
  penguins,
};

export function isTargetId(id: unknown): id is TargetId {
  return (targetIds as readonly unknown[]).includes(id);
}

/**
 * The density `id` with the numbers of `targetRanges[id]` that stand in `params` (defaults for the others; keys that belong
 * to no number of this target are passed over). `data` sets the components of `mixture`, and of no other.
 * Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export function createTarget(id: TargetId, params: Readonly<Record<string, unknown>> = {}, data?: MixtureData): Target {
  if (!isTargetId(id)) throw new RangeError(`target is ${describe(id)}; it must be one of ${targetIds.join(', ')}`);
  if (data && id !== 'mixture')
    throw new RangeError(`data is given for target '${id}'; only 'mixture' takes components`);
  return makers[id](params, data);
}
