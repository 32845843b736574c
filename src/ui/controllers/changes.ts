// Live settings, data and steps to go to, on their way to a run.
import type { ParameterValues, RunData } from '../../experiment/lab';

export interface Changes {
  readonly values?: Partial<ParameterValues>;
  readonly data?: RunData;
  /** A step of a run with an end, once the settings are taken. */
  readonly step?: number;
}

/** The later ones win. */
export function mergeChanges(earlier: Changes, later: Changes): Changes {
  const values = { ...earlier.values, ...later.values } as Partial<ParameterValues>;
  return { ...earlier, ...later, ...(earlier.values || later.values ? { values } : {}) };
}

export function isNothing({ values, data, step }: Changes): boolean {
  return values === undefined && data === undefined && step === undefined;
}
