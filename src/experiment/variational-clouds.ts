// The clouds of a run of many starts: its data, the means of its starts, and where the followed start's posterior has each datum.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { logJoint, normalise } from '../math/mixture-posterior';
import { PcaModel } from '../math/pca-posterior';
import { row, squareTo } from '../math/vectors';
import type { Box } from '../targets/target';
import type { RunPoints } from '../variational/start-places';
import { placesOf, rowsOfStart, type StartShape } from '../variational/start-shape';
import { centralBox, unitedBox } from './extent';
import type { Cloud } from './frame';

/** Places that are drawn one by one, and those of the posterior, which the host computes. */
const MOST_DRAWN = 8_192;
const MOST_POSTERIOR = 2_048;

/** Places about a centre as they came, [n, 2], of rows of `width` numbers. */
export function planeAbout(rows: ArrayLike<number>, centre: Float64Array, width = 2): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: (2 * rows.length) / width }, (_, i) => {
    return rows[(i >> 1) * width + (i & 1)] + centre[i & 1];
  });
}

/** The means (of PCA offsets) of the leading starts, [count, 2]. */
function leadingPlaces(theta: Float64Array, shape: StartShape, count: number): number[] {
  const rows = rowsOfStart(shape);
  const perStart = shape.model === 'pca' ? 1 : shape.components;
  const starts = Math.ceil(count / perStart);
  const places = Array.from({ length: starts }, (_, r) => placesOf(theta.subarray(r * rows, (r + 1) * rows), shape));
  return places.flat().slice(0, 2 * count);
}

/** The number of the nearest of the places, [n, 2], that is within reach. */
function nearestPlace(places: ArrayLike<number>, x: number, y: number, reach: number): number | undefined {
  let [nearest, least]: [number | undefined, number] = [undefined, reach * reach];
  for (let at = 0; at < places.length; at += 2) {
    const square = squareTo(places, at, [x, y]);
    if (square <= least) [nearest, least] = [at / 2, square];
  }
  return nearest;
}

/** E_q of the place that the model has for each datum, [count, 2]: Σ r_k μ_k, or b + W m. */
function posteriorPlaces(theta: Float64Array, shape: StartShape, x: Float32Array, count: number): number[] {
  const { model, dimension, components } = shape;
  const pca = model === 'pca' ? new PcaModel(theta) : undefined;
  const means = placesOf(theta, shape);
  const [joint, shares] = [new Float64Array(components), new Float64Array(components)];
  return Array.from({ length: count }, (_, i) => {
    const datum = row(x, dimension, i);
    if (pca) return [0, 1].map((j) => datum[j] - pca.miss(datum, 0, pca.mean(datum, 0), j));
    logJoint(theta, datum, joint);
    normalise(joint, shares);
    return [0, 1].map((j) => shares.reduce((sum, share, k) => sum + share * means[2 * k + j], 0));
  }).flat();
}

export class StartClouds {
  readonly #backend: Backend;
  readonly #points: RunPoints;
  readonly #shape: StartShape;
  readonly #data: DeviceArray;
  readonly #means: DeviceArray;
  readonly #posterior: DeviceArray;
  readonly #dataBox: Box | undefined;
  /** The means as they were last drawn. */
  #drawn: Float32Array = new Float32Array();

  constructor(backend: Backend, scope: Scope, points: RunPoints, shape: StartShape, starts: number) {
    const { x, centre, count, dimension } = points;
    [this.#backend, this.#points, this.#shape] = [backend, points, shape];
    const drawn = planeAbout(x.subarray(0, dimension * MOST_DRAWN), centre, dimension);
    this.#data = scope.create('data in the plane', 'f32', drawn.length);
    backend.write(this.#data, drawn);
    this.#dataBox = centralBox(drawn);
    this.#means = scope.create('means of the starts', 'f32', 2 * Math.min(starts * shape.components, MOST_DRAWN));
    this.#posterior = scope.create('means of the posterior', 'f32', 2 * Math.min(count, MOST_POSTERIOR));
  }

  /** Draws them where the starts `theta` [R, rows] are now, of which one is followed; returns where most are. */
  move(theta: Float64Array, followed: Float64Array): Box | undefined {
    const { x, centre } = this.#points;
    this.#drawn = planeAbout(leadingPlaces(theta, this.#shape, this.#means.length / 2), centre);
    this.#backend.write(this.#means, this.#drawn);
    const places = posteriorPlaces(followed, this.#shape, x, this.#posterior.length / 2);
    this.#backend.write(this.#posterior, planeAbout(places, centre));
    return unitedBox([this.#dataBox, centralBox(this.#drawn)]);
  }

  get clouds(): readonly Cloud[] {
    const { count } = this.#points;
    const drawn = this.#data.length / 2;
    const of = (positions: DeviceArray): Pick<Cloud, 'positions' | 'count'> => ({
      positions,
      count: positions.length / 2,
    });
    const means = this.#shape.model === 'pca' ? 'offsets of the starts' : 'means of the starts';
    const data = drawn < count ? `data (${drawn} of ${count})` : 'data';
    return [
      { layer: 'data', label: data, colour: 'first', ...of(this.#data) },
      { layer: 'particles', label: means, colour: 'second', ...of(this.#means) },
      { layer: 'denoised', label: 'posterior means', colour: 'second', ...of(this.#posterior) },
    ];
  }

  /** The settings that follow the start whose mean is near. */
  pick(x: number, y: number, reach: number): { readonly follow: number } | undefined {
    const place = nearestPlace(this.#drawn, x, y, reach);
    return place === undefined ? undefined : { follow: 1 + Math.floor(place / this.#shape.components) };
  }
}
