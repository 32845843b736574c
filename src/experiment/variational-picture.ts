// The followed start on the canvas and in the read-outs, and the arrays that a run of many starts gives out.
import type { Backend } from '../compute/backend';
import { row } from '../math/vectors';
import { figure } from '../numbers';
import { mixtureBound, unpackMixture } from '../variational/mixture';
import { unpackPca } from '../variational/pca';
import { fullComponents, isModel, variancesOf, type StartShape } from '../variational/start-shape';
import type { Seen } from '../variational/starts-run';
import type { Frame } from './frame';
import { planeAbout } from './variational-clouds';
import type { Arrays } from './model';

type Guides = NonNullable<Frame['guides']>;

/** Corners of a circle. */
const CORNERS = 64;

/** Of a mixture a circle of one standard deviation about each mean that has weight; of PCA its axes, two deviations long, and the means of the posterior. */
export function guidesOf(theta: Float64Array, shape: StartShape, centre: Float64Array): Guides {
  if (!theta.every(Number.isFinite)) return [];
  const lineOf = (places: readonly (readonly number[])[]): Float32Array => planeAbout(places.flat(), centre);
  if (shape.model === 'pca') {
    const { dimension, latents } = shape;
    const at = (l: number, t: number): number[] =>
      [0, 1].map((j) => theta[2 * dimension + j] + t * theta[l * dimension + j]);
    return Array.from({ length: latents }, (_, l) => ({
      label: `axis ${l + 1}`,
      line: lineOf([at(l, -2), at(l, 2)]),
    }));
  }
  const { mu, s2 } = unpackMixture(theta, shape.components);
  return fullComponents(theta, shape.components).map((k) => {
    const [x, y] = row(mu, shape.dimension, k);
    const corner = (_: unknown, i: number): readonly number[] => {
      const angle = (2 * Math.PI * i) / CORNERS;
      return [x + Math.sqrt(s2[k]) * Math.cos(angle), y + Math.sqrt(s2[k]) * Math.sin(angle)];
    };
    return { label: `component ${k + 1}`, line: lineOf(Array.from({ length: CORNERS + 1 }, corner)) };
  });
}

/** What is at its bounds is said. */
export function readoutsOf(
  theta: Float64Array,
  shape: StartShape,
  evidence: Float64Array,
  floor: number,
): Frame['readouts'] {
  const best = evidence.reduce((most, value) => (value > most ? value : most), -Infinity);
  const variances = variancesOf(theta, shape);
  const held = variances.filter((variance) => variance <= floor * (1 + 1e-5)).length;
  const empty = {
    label: 'empty',
    value: String(shape.components - fullComponents(theta, shape.components).length),
    doc: 'Components of the followed start without data: they stay where they are.',
  };
  return [
    { label: 'best log p(x)', value: figure(best), doc: 'Nats per datum, over all data, of the best start.' },
    {
      label: 'on the floor',
      value: `${held} of ${variances.length}`,
      doc: `Variances of the followed start that the floor, ${figure(floor)}, keeps from collapsing.`,
    },
    ...(shape.model === 'pca' ? [] : [empty]),
  ];
}

/**
 * `elbo` and `evidence` [R] per datum; of a mixture `means` [R, K, D], `weights` and `variances` [R, K]; of PCA `loadings` [R, D, k],
 * `offset` [R, D], `variance` [R]. Places are those of the data as they came.
 */
export function startArrays({ theta, bound, evidence }: Seen, shape: StartShape, centre: Float64Array): Arrays {
  const { model, components: K, dimension: D, latents } = shape;
  const R = bound.length;
  const rows = Array.from({ length: R }, (_, start) => row(theta, theta.length / R, start));
  const given = (size: readonly number[], of: (start: Float64Array) => ArrayLike<number>): Arrays[string] => {
    const data = new Float32Array(size.reduce((all, one) => all * one, R));
    for (const [start, numbers] of rows.entries()) data.set(of(numbers), (start * data.length) / R);
    return { data, shape: [R, ...size] };
  };
  const places = (values: Float64Array): Float64Array => values.map((value, i) => value + centre[i % D]);
  const bounds = {
    elbo: { data: Float32Array.from(bound), shape: [R] },
    evidence: { data: Float32Array.from(evidence), shape: [R] },
  };
  if (model === 'pca')
    return {
      loadings: given([D, latents], (start) => unpackPca(start, D, latents).W),
      offset: given([D], (start) => places(unpackPca(start, D, latents).b)),
      variance: given([], (start) => start.slice(-1)),
      ...bounds,
    };
  return {
    means: given([K, D], (start) => places(unpackMixture(start, K).mu)),
    weights: given([K], (start) => unpackMixture(start, K).pi),
    variances: given([K], (start) => unpackMixture(start, K).s2),
    ...bounds,
  };
}

/** Of a mixture, [N, K]; NaN where the start is no model any more. */
export async function responsibilitiesAt(
  backend: Backend,
  theta: Float64Array,
  shape: StartShape,
  { x, count }: { readonly x: Float32Array; readonly count: number },
): Promise<Arrays[string]> {
  const r = new Float32Array(count * shape.components);
  if (isModel(theta, shape)) {
    const even = { x, ...unpackMixture(theta, shape.components), r: r.fill(1 / shape.components) };
    r.set((await mixtureBound(backend, even)).posterior);
  } else r.fill(Number.NaN);
  return { data: r, shape: [count, shape.components] };
}
