// The parameter values of a Langevin run, read into the types that the mathematics uses.
import { createTarget, type MixtureData, type TargetId } from '../../targets/registry';
import type { Target } from '../../targets/target';
import type { ParameterValues, RunData } from '../lab';
import type { Start } from './theory/start';

export type Method = 'ula' | 'mala' | 'annealed';
export interface Settings {
  readonly target: Target;
  readonly method: Method;
  /** γ */
  readonly step: number;
  /** τ */
  readonly noise: number;
}

/** What the twin run changes: `[key, value]`, or undefined. */
export function twinChange(values: ParameterValues): readonly [string, number] | undefined {
  return values['twin'] === 'off' ? undefined : [String(values['twin']), Number(values['twinValue'])];
}

export function readStart(values: ParameterValues): Start {
  return {
    kind: values['init'] as Start['kind'],
    x: Number(values['initX']),
    y: Number(values['initY']),
    scale: Number(values['initScale']),
  };
}

/** Throws RangeError when the method cannot run on the target. */
export function readSettings(values: ParameterValues, data: RunData): Settings {
  const target = readTarget(values, data);
  const method = values['method'] as Method;
  if (method === 'annealed' && !target.smoothable) {
    throw new RangeError(
      `method is 'annealed', but the ${target.id} target has no closed form under smoothing; allowed with it are 'ula' and 'mala'`,
    );
  }
  return { target, method, step: Number(values['step']), noise: Number(values['noise']) };
}

export function readTarget(values: ParameterValues, data: RunData): Target {
  return createTarget(
    values['target'] as TargetId,
    values,
    values['target'] === 'mixture' ? mixtureData(data) : undefined,
  );
}

function mixtureData(data: RunData): MixtureData | undefined {
  const { weights, means, covariances } = data;
  if (!weights && !means && !covariances) return undefined;
  if (!weights || !means || !covariances) {
    throw new TypeError('data has some of weights, means and covariances; a mixture needs all three');
  }
  return { weights, means, covariances };
}
