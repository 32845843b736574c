// Which method of the engine moves the particles, and what is said where the chosen one cannot serve.
import { MOST_CELL_DIMENSIONS } from '../../score/cell-index';
import type { Settings } from './parameters';

/** From here on leaving pairs out is worth the search for them, at most σ; and little is lost at the others. */
const MANY_POINTS = 8192;

/**
 * The method for the particles. It may depend on nothing that is measured: methods differ in their last bits, and a run that
 * is brought back must take the very steps that it took.
 */
export function particleMethod({ method }: Settings, dimension: number, points: number): 'direct' | 'cells' {
  if (dimension > MOST_CELL_DIMENSIONS || method === 'direct') return 'direct';
  return method === 'cells' || points >= MANY_POINTS ? 'cells' : 'direct';
}

/** What was chosen but cannot be, in a sentence. */
export function methodNotice({ method }: Settings, dimension: number): string | undefined {
  if (method === 'cells' && dimension > MOST_CELL_DIMENSIONS)
    return `Cells serve up to three dimensions; with ${dimension} the direct method is used.`;
  if (method === 'grid' && dimension < 2)
    return 'The grid method needs a picture of two dimensions; the automatic choice is used.';
  return undefined;
}
