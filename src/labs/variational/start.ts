// The data of a run and where its starts begin. Every number is a function of the seed, the start and its place in it.
import { centred } from '../../data/centred';
import { loadPoints, POINTS } from '../../experiment/point-cloud';
import type { RunData, StartOptions } from '../../experiment/lab';
import { principalVariances } from '../../math/pca-maximum';
import { normalsFromWords, threefry2x32 } from '../../math/random';
import type { Backend, DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import type { Ensemble } from '../../variational/ensemble';
import { MixtureEnsemble, type MixtureMethod } from '../../variational/mixture-ensemble';
import { PcaEnsemble } from '../../variational/pca-ensemble';
import type { Values } from './parameters';

/** What the random words of starts are for, next to those of math/random. */
const STREAM = 0x57a7;
/** The name under which chosen starts travel: means, f32 [R, K, 2]. */
export const INITIAL = 'initial';

export interface LabData {
  /** About their mean, row-major [count, 2]. */
  readonly x: Float32Array<ArrayBuffer>;
  readonly centre: Float64Array;
  readonly count: number;
  /** Mean over the coordinates; 1 where all data are equal. */
  readonly variance: number;
  /** Eigenvalues of their covariance, largest first. */
  readonly principal: readonly number[];
}

export const DIMENSION = 2;

export async function loadData(
  values: Values,
  seed: number,
  data: RunData,
  options: Pick<StartOptions, 'signal' | 'onProgress'>,
): Promise<LabData> {
  const own: RunData = data[POINTS] ? { [POINTS]: data[POINTS] } : {};
  const cloud = await loadPoints(values, seed, own, options);
  const { points: x, centre } = centred(cloud.values, DIMENSION);
  const variance = x.reduce((sum, value) => sum + value * value, 0) / x.length;
  return {
    x,
    centre,
    count: cloud.count,
    variance: variance > 0 ? variance : 1,
    principal: principalVariances(x, DIMENSION),
  };
}

const words = new Uint32Array(2);
const pair = new Float64Array(2);

function normals(seed: number, start: number, place: number): readonly [number, number] {
  threefry2x32(seed, STREAM, start, place, words);
  normalsFromWords(words[0], words[1], pair);
  return [pair[0], pair[1]];
}

/** A place for the mean number `place` of a start. */
function drawPlace(
  { init }: Values,
  { x, count, variance }: LabData,
  seed: number,
  start: number,
  place: number,
): readonly [number, number] {
  const [a, b] = normals(seed, start, 2 * place);
  const width = Math.sqrt(variance);
  if (init === 'spread') return [width * a, width * b];
  const datum = words[0] % count;
  return [x[2 * datum], x[2 * datum + 1]];
}

/** Row-major [R, K (D + 2)]: equal weights, means as told or drawn, and the variance of the data. Throws RangeError for chosen means that do not fit. */
export function mixtureStart(values: Values, data: LabData, seed: number, user: RunData): Float32Array {
  const { components, restarts } = values;
  const width = DIMENSION + 2;
  const chosen = user[INITIAL];
  if (chosen && chosen.length !== restarts * components * DIMENSION)
    throw new RangeError(
      `data.initial has ${chosen.length} numbers; ${restarts * components * DIMENSION} are allowed, means [restarts, components, 2]`,
    );
  if (chosen && !chosen.every((value) => Math.abs(value) <= 1e9))
    throw new RangeError('data.initial holds a number that is not finite; finite numbers up to ±1e9 are allowed');
  const theta = new Float32Array(restarts * components * width);
  for (let start = 0; start < restarts; start++)
    for (let k = 0; k < components; k++) {
      const row = start * components + k;
      const at = chosen
        ? [chosen[2 * row] - data.centre[0], chosen[2 * row + 1] - data.centre[1]]
        : drawPlace(values, data, seed, start, k);
      theta.set([1 / components, ...at, data.variance], row * width);
    }
  return theta;
}

/** Row-major [R, 3 D + 1]: loadings of the data's spread, an offset, and the variance of the data. */
export function pcaStart(values: Values, data: LabData, seed: number): Float32Array {
  const rows = 3 * DIMENSION + 1;
  const theta = new Float32Array(values.restarts * rows);
  const width = Math.sqrt(data.variance);
  for (let start = 0; start < values.restarts; start++) {
    const first = normals(seed, start, 101).map((value) => width * value);
    const second = normals(seed, start, 103).map((value) => (values.latents === '2' ? width * value : 0));
    const offset = drawPlace(values, data, seed, start, 0);
    theta.set([...first, ...second, ...offset, data.variance], start * rows);
  }
  return theta;
}

/** The starts under one method. */
export function createEnsemble(
  backend: Backend,
  scope: Scope,
  values: Values,
  data: DeviceArray,
  points: number,
  method: string,
): Ensemble {
  const { model, restarts: starts, components, innerSteps, encoder } = values;
  const shared = { data, points, starts, dimension: DIMENSION };
  if (model === 'pca') return new PcaEnsemble(backend, scope, { ...shared, method: values.steps });
  return new MixtureEnsemble(backend, scope, {
    ...shared,
    components,
    method: method as MixtureMethod,
    innerSteps,
    encoder,
  });
}
