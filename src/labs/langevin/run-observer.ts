// What is measured of a run and its twin: moments of the chains, and their cells against the law that they tend to.
import type { Backend } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { CellHistogram, SIDE } from '../../dynamics/cell-histogram';
import type { ChainSet, ChainSettings } from '../../dynamics/chain-set';
import { interpretMoments, Observer, type Observation as Moments } from '../../dynamics/moments';
import type { Observation } from '../../experiment/model';
import { each, type Swarms } from '../../experiment/swarms';
import { divergenceFloor, gridDivergence } from '../../math/cell-divergence';
import { principalAxes, type Law } from '../../math/gaussian-law';
import { cellLaw, type CellLaw } from '../../targets/cell-law';
import type { Target, Vector2 } from '../../targets/target';
import type { CountedChains } from '../../experiment/marginals';
import { asGaussian } from './claims/context';

/** The law is not known where it is no more than its modes. */
export interface Reading extends CountedChains, Pick<Observation, 'measures' | 'kept'> {
  readonly moments: Moments;
  /** The distance that exact draws from it would show. */
  readonly floor: number | undefined;
}

/** Below it a mode is far narrower than a cell, and along a ridge the integral over cells takes seconds. */
const LEAST_NOISE = 0.03;

export class RunObserver {
  readonly moments: Observer;
  readonly #cells: CellHistogram;
  #law: { readonly target: Target; readonly temperature: number; readonly law: CellLaw } | undefined;

  /** `target`: the one that is likely to be asked for. */
  constructor(backend: Backend, scope: Scope, target: Target) {
    this.moments = new Observer(backend, scope, target);
    this.#cells = new CellHistogram(backend, scope);
  }

  /** `expected`: the law of the run now, where it is known. */
  async read(swarms: Swarms<ChainSet>, settings: ChainSettings, expected: Law | undefined): Promise<Reading> {
    const { run, twin } = swarms;
    await Promise.all(each(swarms).map((chains) => chains.verify()));
    const { domain } = settings.target;
    const law = this.#lawOf(settings);
    const counts = await this.#cells.count(run, domain);
    const twinCounts = twin && (await this.#cells.count(twin, domain));
    const moments = await this.#momentsOf(run, settings, expected);
    const twinMoments = twin && (await this.#momentsOf(twin, settings, expected));
    const acceptance = settings.method === 'mala' ? await run.readAcceptance() : Number.NaN;
    const divergence = law ? gridDivergence(counts, law) : Number.NaN;
    const floor = law && divergenceFloor(law, run.count).mean;
    return {
      moments,
      counts,
      twinCounts,
      law,
      floor,
      measures: {
        ...measuresOf(moments),
        ...(floor === undefined ? {} : { klDivergence: divergence, klNoiseFloor: floor }),
        ...(Number.isNaN(acceptance) ? {} : { acceptance }),
      },
      kept: {
        logDensity: moments.logDensity.value,
        divergence,
        acceptance,
        ...(twinMoments ? { 'twin: logDensity': twinMoments.logDensity.value } : {}),
        ...(twinCounts && law ? { 'twin: divergence': gridDivergence(twinCounts, law) } : {}),
      },
    };
  }

  /** p, or p^(1/τ²). */
  #lawOf({ target, noise }: ChainSettings): CellLaw | undefined {
    if (noise < LEAST_NOISE) return undefined;
    const temperature = noise * noise;
    if (this.#law?.target !== target || this.#law.temperature !== temperature)
      this.#law = { target, temperature, law: cellLaw(target, target.domain, SIDE, SIDE, temperature) };
    return this.#law.law;
  }

  async #momentsOf(chains: ChainSet, { target: { domain } }: ChainSettings, law: Law | undefined): Promise<Moments> {
    const gaussian = asGaussian(chains.settings);
    const expected = law?.mean.every(Number.isFinite) ? law.mean : undefined;
    const middle: Vector2 = expected ?? [(domain.minX + domain.maxX) / 2, (domain.minY + domain.maxY) / 2];
    const options = {
      // What the device subtracts is a float32: the same number is added again here.
      centre: [Math.fround(middle[0]), Math.fround(middle[1])] as const,
      axis: gaussian ? principalAxes(gaussian)[0] : ([1, 0] as const),
      scale: Math.hypot(domain.maxX - domain.minX, domain.maxY - domain.minY) / 6,
    };
    return interpretMoments(await this.moments.observe(chains, options), options);
  }
}

function measuresOf({
  finite,
  nonFinite,
  statistics,
  logDensity,
  stein,
  rightOfZero,
}: Moments): Record<string, number> {
  const { meanX, meanY, varianceX, covariance, varianceY } = statistics;
  const estimates = { meanX, meanY, varianceX, covariance, varianceY, logDensity, stein, rightOfZero };
  return {
    finite,
    nonFinite,
    ...Object.fromEntries(
      Object.entries(estimates).flatMap(([name, { value, standardError }]) => [
        [name, value],
        [`${name}StandardError`, standardError],
      ]),
    ),
  };
}
