// Live settings and data on their way to a run.
import type { ParameterValues, RunData } from '../../experiment/lab';

export interface Changes {
  readonly values: Partial<ParameterValues> | undefined;
  readonly data: RunData | undefined;
}

export const NO_CHANGES: Changes = { values: undefined, data: undefined };

/** The later ones win. */
export function mergeChanges(earlier: Changes, later: Changes): Changes {
  const values = { ...earlier.values, ...later.values } as Partial<ParameterValues>;
  return { values: earlier.values || later.values ? values : undefined, data: later.data ?? earlier.data };
}
