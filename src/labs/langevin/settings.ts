// The parameter values of a Langevin run, read into the types that the mathematics uses.
import { kernelDensity } from '../../targets/kernel-density';
import { createTarget, type MixtureData, type TargetId } from '../../targets/registry';
import type { Target } from '../../targets/target';
import type { ParameterValues, RunData } from '../../experiment/lab';
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

/** Throws RangeError when the method cannot run on the target. `points` [n, 2] are those of `target: data`, once loaded. */
export function readSettings(values: ParameterValues, data: RunData, points?: Float32Array<ArrayBuffer>): Settings {
  const target = points ? densityOf(points, Number(values['sigma'])) : readTarget(values, data);
  const method = values['method'] as Method;
  if (method === 'annealed' && !target.smoothable) {
    throw new RangeError(
      `method is 'annealed', but the ${target.id} target has no closed form under smoothing; allowed with it are 'ula' and 'mala'`,
    );
  }
  return { target, method, step: Number(values['step']), noise: Number(values['noise']) };
}

/** Whether the target is the density of a point set, which is loaded when a run starts. */
export function isPointTarget(values: ParameterValues): boolean {
  return values['target'] === 'data';
}

/** The densities of a point set that were asked for last: a change of another setting finds its modes where they were. */
const densities = new WeakMap<Float32Array, Map<number, Target>>();
const MOST_DENSITIES = 4;

function densityOf(points: Float32Array<ArrayBuffer>, sigma: number): Target {
  const known = densities.get(points) ?? new Map<number, Target>();
  densities.set(points, known);
  const target = known.get(sigma) ?? kernelDensity({ id: 'data', label: 'Kernel density', points, sigma });
  if (known.size >= MOST_DENSITIES) known.delete(known.keys().next().value as number);
  known.set(sigma, target);
  return target;
}

/** The density of every target but `data`. */
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
