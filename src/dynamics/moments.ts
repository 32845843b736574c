// The small numbers of a cloud of chains: moments with standard errors, reduced on the device in paced slices.
import { GpuFaultError, type Backend, type DeviceArray } from '../compute/backend';
import { Pacer } from '../compute/pacer';
import { sumRows } from '../kernels/sum-rows';
import type { Scope } from '../compute/scope';
import type { Kernel } from '../compute/kernel';
import {
  givenMoments,
  momentColumns,
  momentElements,
  momentThreads,
  particleMoments,
  readMoments,
} from '../kernels/particle-moments';
import type { MomentName, Moments, ParticleMomentsParams } from '../kernels/particle-moments';
import {
  frequencyEstimate,
  meanEstimate,
  planeStatistics,
  rotateMoments,
  type Estimate,
  type MomentSums,
  type PlaneStatistics,
} from '../math/statistics';
import type { Target, Vector2 } from '../targets/target';
import type { ChainSet } from './chain-set';

export interface Observation {
  /** Chains whose positions are finite, and those whose bits are not. */
  readonly finite: number;
  readonly nonFinite: number;
  /** Along the axis that was asked for and at right angles to it. */
  readonly principal: PlaneStatistics;
  readonly statistics: PlaneStatistics;
  readonly logDensity: Estimate;
  /** E[s(x)·x], −2 under the target (Stein). */
  readonly stein: Estimate;
  /** Share of the chains with x > 0. */
  readonly rightOfZero: Estimate;
}

export interface ObserveOptions {
  /** What is subtracted before anything is squared: a prediction of the mean. */
  readonly centre: Vector2;
  /** Of unit length: a narrow direction is measured along itself. */
  readonly axis: Vector2;
  /** About the standard deviation of the cloud. */
  readonly scale: number;
  /** The same chains some steps later, with the prediction of their mean. */
  readonly later?: DeviceArray;
  readonly laterCentre?: Vector2;
}

/** Rows that are read back; the CPU adds them in float64. */
const TOTAL_ROWS = 32;

export class Observer {
  readonly #backend: Backend;
  readonly #sums: DeviceArray;
  readonly #totals: DeviceArray;
  readonly #pacer: Pacer;
  #target: Target | undefined;
  #kernel = givenMoments;

  /** `target`: the one that is likely to be asked for; whoever needs what is compiled for it waits for it, and for its faults. */
  constructor(backend: Backend, scope: Scope, target: Target) {
    this.#backend = backend;
    this.#sums = scope.create('moments', 'f32', momentElements);
    this.#totals = scope.create('moment totals', 'f32', TOTAL_ROWS * momentColumns.length);
    this.#pacer = new Pacer(16_384, momentThreads / 4);
    this.#compile(target).catch(() => undefined);
  }

  /** Sums over all chains of the set. */
  async observe(
    chains: ChainSet,
    { centre, axis, scale, later = chains.positions, laterCentre = centre }: ObserveOptions,
  ): Promise<Moments> {
    const kernel = await this.#compile(chains.settings.target);
    await chains.scored?.evaluate();
    this.#backend.clear(this.#sums);
    for (let first = 0; first < chains.count;) {
      const count = Math.min(chains.count - first, this.#pacer.budget);
      const started = performance.now();
      this.#backend.dispatch(kernel, {
        arrays: {
          positions: chains.positions,
          later,
          sums: this.#sums,
          ...chains.targetArrays,
          ...chains.scored?.results,
        },
        params: {
          first,
          count,
          centreX: centre[0],
          centreY: centre[1],
          laterCentreX: laterCentre[0],
          laterCentreY: laterCentre[1],
          axisX: axis[0],
          axisY: axis[1],
          scale,
        },
        threads: momentThreads,
      });
      await this.#backend.settled();
      this.#pacer.record(count, performance.now() - started);
      first += count;
    }
    this.#backend.dispatch(sumRows, {
      arrays: { rows: this.#sums, sums: this.#totals },
      params: { rows: momentThreads, columns: momentColumns.length },
      threads: TOTAL_ROWS * momentColumns.length,
    });
    return proven(readMoments(await this.#backend.read(this.#totals)), chains.count);
  }

  async #compile(target: Target): Promise<Kernel<ParticleMomentsParams>> {
    if (this.#target !== target) {
      this.#target = target;
      this.#kernel = target.kernels ? givenMoments : particleMoments(target);
    }
    const kernel = this.#kernel;
    await this.#backend.prepare(kernel, sumRows);
    return kernel;
  }
}

/** Every chain is counted once, finite or not: a kernel that did not run cannot pass. */
function proven(moments: Moments, chains: number): Moments {
  const counted = moments.finite + moments.nonFinite;
  if (counted !== chains) throw new GpuFaultError(`the device counted ${counted} chains of ${chains}`);
  return moments;
}

/** Estimates from the raw sums about `centre` along `axis` in units of `scale`. */
export function interpretMoments(moments: Moments, { centre, axis, scale }: ObserveOptions): Observation {
  const n = moments.finite;
  const [c, s] = axis;
  const turned: Vector2 = [c * centre[0] + s * centre[1], c * centre[1] - s * centre[0]];
  const sums = momentSumsOf(moments, turned, scale);
  return {
    finite: n,
    nonFinite: moments.nonFinite,
    principal: planeStatistics(sums),
    statistics: planeStatistics(rotateMoments(sums, [c, -s])),
    logDensity: meanEstimate(n, moments.logDensity, moments.logDensitySquared),
    stein: meanEstimate(n, moments.stein, moments.steinSquared),
    rightOfZero: frequencyEstimate(moments.right, n),
  };
}

/** The sums of `MomentSums`: powers of u along the axis and of v at right angles, columns `u…` of the kernel. */
const POWERS = 'u v uu uv vv uuu uuv uvv vvv uuuu uuuv uuvv uvvv vvvv'.split(' ') as Exclude<
  keyof MomentSums,
  'n' | 'centre'
>[];

function momentSumsOf(moments: Moments, centre: Vector2, scale: number): MomentSums {
  const columnOf = (power: string): MomentName => `u${power.replaceAll('u', 'x').replaceAll('v', 'y')}` as MomentName;
  const sums = POWERS.map((power) => [power, moments[columnOf(power)] * scale ** power.length] as const);
  return { n: moments.finite, centre, ...(Object.fromEntries(sums) as Record<(typeof POWERS)[number], number>) };
}
