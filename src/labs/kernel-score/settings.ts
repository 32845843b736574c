// The parameter values of a kernel-score run, read into the types that the computation uses.
import type { ScoreMethod } from '../../score/kernel-score';
import type { ParameterValues } from '../lab';

/** What may change while a run goes on. */
export interface Settings {
  readonly sigma: number;
  readonly method: ScoreMethod;
}

export function readSettings(values: ParameterValues): Settings {
  return { sigma: Number(values['sigma']), method: values['method'] as ScoreMethod };
}

/** Cells serve up to three dimensions; the grid serves queries that are one. */
const MOST_CELL_DIMENSIONS = 3;

/** The method for scattered queries. */
export function scatteredMethod({ method }: Settings, dimension: number): 'auto' | 'direct' | 'cells' {
  if (method === 'grid') return 'auto';
  return method === 'cells' && dimension > MOST_CELL_DIMENSIONS ? 'direct' : method;
}

/** What was chosen but cannot be, in a sentence. */
export function methodNotice({ method }: Settings, dimension: number): string | undefined {
  if (method === 'cells' && dimension > MOST_CELL_DIMENSIONS)
    return `Cells serve up to three dimensions; with ${dimension} the direct method is used.`;
  if (method === 'grid' && dimension !== 2 && dimension < 2)
    return 'The grid method needs a picture of two dimensions; the automatic choice is used.';
  return undefined;
}
