// The settings of a Langevin run as its chains need them.
import type { ChainSettings } from '../../dynamics/chain-set';
import type { RunData } from '../../experiment/lab';
import { kernelDensity } from '../../targets/kernel-density';
import { createTarget, type MixtureData } from '../../targets/registry';
import type { Target } from '../../targets/target';
import type { Values } from './parameters';

/** Throws RangeError when the method cannot run on the target. `points` [n, 2] are those of `target: data`, once loaded. */
export function chainSettings(values: Values, data: RunData, points?: Float32Array<ArrayBuffer>): ChainSettings {
  const { method, step, noise, sigma } = values;
  const target = points ? densityOf(points, sigma) : closedTarget(values, data);
  if (method === 'annealed' && !target.smoothable) {
    throw new RangeError(
      `method is 'annealed', but the ${target.id} target has no closed form under smoothing; allowed with it are 'ula' and 'mala'`,
    );
  }
  return { target, method, step, noise };
}

/** The density of every target but `data` and `network`. */
export function closedTarget({ target: id, ...values }: Values, data: RunData): Target {
  if (id === 'network') throw new RangeError(`target is 'network', which says a score and no density`);
  if (id === 'data') throw new RangeError(`target is 'data', whose points are loaded when a run starts`);
  return createTarget(id, values, id === 'mixture' ? mixtureOf(data) : undefined);
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

function mixtureOf(data: RunData): MixtureData | undefined {
  const { weights, means, covariances } = data;
  if (!weights && !means && !covariances) return undefined;
  if (!weights || !means || !covariances)
    throw new TypeError('data has some of weights, means and covariances; a mixture needs all three');
  return { weights, means, covariances };
}
