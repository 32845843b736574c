// Variational inference in a mixture of isotropic Gaussians, one start: the bound and its pieces, the two-loop sweep, and a natural
// step of both kinds of parameters. MATHS.md 1.1 to 1.4 (V1 to V5, V10, V12).
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { mixtureBound as boundKernel, mixturePieces, type MixtureDatumParams } from '../kernels/mixture-bound';
import { mixtureLocalStep } from '../kernels/mixture-local-step';
import { mixtureColumns, mixtureSums, type MixtureShape } from '../kernels/mixture-sums';
import { mixtureUpdate } from '../kernels/mixture-update';
import type { Responsibility } from '../kernels/component-lines';
import { checkNumber } from '../math/allowed-range';
import {
  checkCount,
  checkShape,
  checkShares,
  checkVariances,
  countRows,
  MOST_COLUMNS,
  MOST_COMPONENTS,
  type Numbers,
} from './checks';
import { Starts } from './starts';

/** Data and parameters; sizes follow from the arrays, all row-major: N from 1 to 2²⁰, D from 1 to 8, K from 1 to 16. */
export interface MixtureArguments {
  /** [N, D] */
  readonly x: Numbers;
  /** Weights [K], from 0 on, of sum 1. */
  readonly pi: Numbers;
  /** Means [K, D] */
  readonly mu: Numbers;
  /** Variances [K] */
  readonly s2: Numbers;
}

export interface MixtureBound {
  /** Each [N], nats: E_q[log p(x|z)] − KL(q‖p(z)), its two parts, the entropy of q, log p(x), KL(q‖p(z|x)). */
  readonly elbo: Float64Array;
  readonly recon: Float64Array;
  readonly klPrior: Float64Array;
  readonly entropy: Float64Array;
  readonly logp: Float64Array;
  readonly klPost: Float64Array;
  /** p(z|x) [N, K] */
  readonly posterior: Float64Array;
}

export interface MixtureParameters {
  readonly pi: Float64Array;
  readonly mu: Float64Array;
  readonly s2: Float64Array;
}

/** Least variance of a component unless another is wished, in squared units of the data. */
export const DEFAULT_FLOOR = 1e-6;

/** What was read from the arguments. */
export interface MixtureProblem extends MixtureShape {
  readonly points: number;
  /** [K, D + 2], a row weight, mean, variance. */
  readonly theta: Float64Array;
}

/**
 * The bound of each datum for responsibilities `r` [N, K], its pieces and its gap. MATHS.md 1.1, 1.2. A component of weight 0 counts as one of
 * 2⁻¹⁰⁰, so that all is finite. The device computes in float32. Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export async function mixtureBound(
  backend: Backend,
  { r, ...model }: MixtureArguments & { readonly r: Numbers },
): Promise<MixtureBound> {
  const problem = readMixture(model);
  checkResponsibilities(r, problem);
  return withMixture(backend, model, problem, async (device) => {
    device.write('r', r);
    return device.bound();
  });
}

/**
 * One sweep: the exact inner step r ← p(z|x), then the exact outer one. MATHS.md 1.3. Variances stay at or above `floor` (default 10⁻⁶), where the
 * constrained maximum is; a component without data stays where it is, with weight 0. Throws as `mixtureBound`.
 */
export async function mixtureSweep(
  backend: Backend,
  { floor = DEFAULT_FLOOR, ...model }: MixtureArguments & { readonly floor?: number },
): Promise<MixtureParameters> {
  const problem = readMixture(model);
  checkFloor(floor);
  return withMixture(backend, model, problem, (device) => device.outerStep('posterior', 1, floor));
}

/**
 * A natural step of length ρ, 0 < ρ ≤ 1, of both: `rAfter` [N, K], r^(1−ρ) p(z|x)^ρ normalised, and the parameters in mean coordinates,
 * t ← (1 − ρ) t + ρ t̂ with t̂ from the `r` given; with ρ = 1 the posterior and the outer step. MATHS.md 1.4 (V10, V12). Throws as `mixtureBound`.
 */
export async function mixtureNaturalStep(
  backend: Backend,
  {
    r,
    rho,
    floor = DEFAULT_FLOOR,
    ...model
  }: MixtureArguments & { readonly r: Numbers; readonly rho: number; readonly floor?: number },
): Promise<{
  readonly rAfter: Float64Array;
  readonly globalPi: Float64Array;
  readonly globalMu: Float64Array;
  readonly globalS2: Float64Array;
}> {
  const problem = readMixture(model);
  checkResponsibilities(r, problem);
  checkNumber('rho', rho, Number.MIN_VALUE, 1);
  checkFloor(floor);
  return withMixture(backend, model, problem, async (device) => {
    device.write('r', r);
    const after = device.localStep(rho);
    device.write('r', r);
    const { pi, mu, s2 } = await device.outerStep('given', rho, floor);
    return { rAfter: await after, globalPi: pi, globalMu: mu, globalS2: s2 };
  });
}

export function readMixture({ x, pi, mu, s2 }: MixtureArguments): MixtureProblem {
  const components = checkCount('s2', s2, '[K]', MOST_COMPONENTS);
  checkShape('pi', pi, '[K]', components);
  const dimension = countRows('mu', mu, '[K, D]', components, MOST_COLUMNS);
  checkShares('pi', pi, components);
  checkVariances('s2', s2);
  const points = countRows('x', x, '[N, D]', dimension);
  const theta = new Float64Array(components * (dimension + 2));
  for (let k = 0; k < components; k++) {
    theta[k * (dimension + 2)] = pi[k];
    for (let j = 0; j < dimension; j++) theta[k * (dimension + 2) + 1 + j] = mu[k * dimension + j];
    theta[(k + 1) * (dimension + 2) - 1] = s2[k];
  }
  return { dimension, components, points, theta };
}

/** The numbers of a start as arguments have them. */
export function unpackMixture(theta: ArrayLike<number>, components: number): MixtureParameters {
  const width = theta.length / components;
  const rows = Array.from({ length: components }, (_, k) => k * width);
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => theta[row + at]);
  const mu = rows.flatMap((row) => Array.from({ length: width - 2 }, (_, j) => theta[row + 1 + j]));
  return { pi: column(0), mu: Float64Array.from(mu), s2: column(width - 1) };
}

function checkResponsibilities(r: Numbers, { points, components }: MixtureProblem): void {
  checkShape('r', r, '[N, K]', points * components);
  checkShares('r', r, components);
}

export function checkFloor(floor: number): void {
  checkNumber('floor', floor, 1e-30, 1e9);
}

/** One start on the device, for as long as `use` takes. */
export async function withMixture<T>(
  backend: Backend,
  { x }: Pick<MixtureArguments, 'x'>,
  problem: MixtureProblem,
  use: (device: MixtureOnDevice) => Promise<T>,
): Promise<T> {
  const scope = new Scope(backend);
  try {
    const device = new MixtureOnDevice(backend, scope, problem);
    device.write('data', x);
    await device.prepare();
    return await use(device);
  } finally {
    scope.dispose();
  }
}

/** One start's arrays, and what is asked of them. */
export class MixtureOnDevice {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #problem: MixtureProblem;
  readonly #arrays: Readonly<Record<'data' | 'theta' | 'r', DeviceArray>>;

  constructor(backend: Backend, scope: Scope, problem: MixtureProblem) {
    const { points, dimension, components, theta } = problem;
    this.#backend = backend;
    this.#scope = scope;
    this.#problem = problem;
    this.#arrays = scope.createAll('mixture', {
      data: points * dimension,
      theta: theta.length,
      r: points * components,
    });
    backend.write(this.#arrays.theta, theta);
  }

  async prepare(): Promise<void> {
    await this.#backend.prepare(boundKernel, mixtureLocalStep, mixtureUpdate);
  }

  write(name: 'data' | 'r', values: Numbers): void {
    this.#backend.write(this.#arrays[name], values);
  }

  /** The array of that name, for who writes it on the device. */
  array(name: 'data' | 'theta' | 'r'): DeviceArray {
    return this.#arrays[name];
  }

  /** What kernels of one thread a datum need to know. */
  get datumParams(): MixtureDatumParams {
    const { dimension, components } = this.#problem;
    return { dimension, components, start: 0, stride: 1 };
  }

  async bound(): Promise<MixtureBound> {
    const { points, components } = this.#problem;
    const scope = new Scope(this.#backend);
    try {
      const width = mixturePieces.length;
      const written = scope.createAll('bound', { posterior: points * components, pieces: points * width });
      const arrays = { ...this.#arrays, ...written };
      this.#backend.dispatch(boundKernel, { arrays, threads: points, params: this.datumParams });
      const [posterior, pieces] = await Promise.all([
        this.#backend.read(written.posterior),
        this.#backend.read(written.pieces),
      ]);
      const columns = mixturePieces.map((name, column) => [name, columnOfRows(pieces, width, column)] as const);
      return {
        ...(Object.fromEntries(columns) as Omit<MixtureBound, 'posterior'>),
        posterior: Float64Array.from(posterior),
      };
    } finally {
      scope.dispose();
    }
  }

  /** Moves r and reads it. */
  async localStep(rho: number): Promise<Float64Array> {
    const params = { ...this.datumParams, rho };
    this.#backend.dispatch(mixtureLocalStep, { arrays: this.#arrays, threads: this.#problem.points, params });
    return Float64Array.from(await this.#backend.read(this.#arrays.r));
  }

  /** Moves the parameters, by the posterior or by r as given, and reads them. */
  async outerStep(source: Responsibility, rho: number, floor: number): Promise<MixtureParameters> {
    const { dimension, components } = this.#problem;
    const backend = this.#backend;
    const bounds = this.#scope.create('bounds', 'f32', 2);
    await this.sums(source, { given: this.#arrays.r }, (starts, slice) => {
      backend.dispatch(mixtureUpdate, {
        arrays: { totals: slice.totals, theta: this.#arrays.theta, bounds },
        threads: components,
        params: { ...starts.updateParams(slice), dimension, rho, floor },
      });
    });
    return unpackMixture(await backend.read(this.#arrays.theta), components);
  }

  /** Sums over all data, as `mixtureSums` says; `arrays`: those of the source. */
  async sums(
    source: Responsibility,
    arrays: Readonly<Record<string, DeviceArray>>,
    use: (starts: Starts, slice: Parameters<Parameters<Starts['sweep']>[2]>[0]) => void,
  ): Promise<void> {
    const { points, components } = this.#problem;
    const starts = new Starts(this.#backend, this.#scope, {
      data: this.#arrays.data,
      points,
      starts: 1,
      columns: mixtureColumns(this.#problem, source),
      work: components,
      sums: (variant) => mixtureSums(this.#problem, { source, ...variant }),
    });
    await starts.prepare();
    const own = source === 'posterior' ? {} : arrays;
    const work = starts.paced(1, points);
    await starts.sweep(work, { theta: this.#arrays.theta, ...own }, (slice) => use(starts, slice));
    work.end();
  }
}

export function columnOfRows(rows: ArrayLike<number>, width: number, column: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) => rows[row * width + column]);
}
