// Kernels as the source prints them, in the place of the density that a claim of the kernel-score lab looks at.
import type { DensityQueue, DensityRequest } from '../score/density-queue';
import type { HostScore } from '../score/evaluate-kernel-score';
import { isLattice, latticeNodes } from '../score/lattice';

/** log K at a squared distance. */
type LogKernel = (square: number, sigma: number, dimension: number) => number;

/** L207: the square has taken the sign away. */
export const risingKernel: LogKernel = (square, sigma, dimension) =>
  -dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma) + square / (2 * sigma ** 2);

/** L260: a normaliser without its power d. */
export const flatNormaliser: LogKernel = (square, sigma) =>
  -Math.log(Math.sqrt(2 * Math.PI) * sigma) - square / (2 * sigma ** 2);

type Asked = Pick<DensityQueue, 'points' | 'dimension' | 'count' | 'ask'>;

/** The context with a density whose height is a mean of the printed kernels. */
export function withKernel(context: object, kernel: LogKernel): object {
  const { density } = context as { readonly density: Asked };
  return { ...context, density: printedDensity(density, kernel) };
}

function printedDensity(density: Asked, kernel: LogKernel): Asked {
  const { points, dimension, count } = density;
  const ask = async (request: DensityRequest): Promise<HostScore> => {
    const { queries, sigma } = request;
    const places = isLattice(queries) ? latticeNodes(queries) : queries;
    const logDensity = Float32Array.from({ length: places.length / dimension }, (_, n) =>
      logMean(count, (i) => kernel(squareBetween(places, n, points, i, dimension), sigma, dimension)),
    );
    return { ...(await density.ask(request)), logDensity };
  };
  return { points, dimension, count, ask };
}

function squareBetween(places: Float32Array, n: number, points: Float32Array, i: number, dimension: number): number {
  let square = 0;
  for (let j = 0; j < dimension; j++) square += (places[n * dimension + j] - points[i * dimension + j]) ** 2;
  return square;
}

/** log of the mean of exp(term), without overflow. */
function logMean(count: number, term: (i: number) => number): number {
  const terms = Array.from({ length: count }, (_, i) => term(i));
  const most = Math.max(...terms);
  return most + Math.log(terms.reduce((sum, value) => sum + Math.exp(value - most), 0) / count);
}
