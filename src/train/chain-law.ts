// Whether chains that follow a network stay in the noisy law that it was trained on: they begin in it, as exact draws. MATHS.md 3.1, 3.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { FieldChains } from '../dynamics/field-chains';
import { energyDistance, energyTest, type EnergyTest } from '../math/energy-distance';
import { normalSource, uniformSource } from '../math/random';
import { momentsOf } from '../math/score-matching';
import { rowsOf } from '../math/vectors';
import { modelSize } from '../math/score-model';
import type { Network } from './check-network';
import { NetworkScores } from './network-scores';

/** Chains that are moved, divisions of them and of draws, and the time that passes, in units of σ²: what a mode of width σ forgets in. */
const CHAINS = 512;
const DIVISIONS = 64;
const TIME = 8;
/** Of a step: what makes it longer than the law is narrow. */
const SHARE = 0.125;
const MOST_STEPS = 1024;
/** Multiplications. */
const MOST_WORK = 2 ** 28;

export interface ChainLaw extends EnergyTest {
  readonly steps: number;
  readonly step: number;
  /** The distance of one Gaussian hill with the mean and the variance of the law: what a network that learned no more would show. */
  readonly hill: number;
}

/** `draws`: places of the law [n, 2], half of which begin and half of which are compared with. */
export async function chainLaw(
  backend: Backend,
  network: Network,
  { sigma, step: wanted, draws, seed }: { sigma: number; step: number; draws: Float32Array; seed: number },
): Promise<ChainLaw> {
  const step = Math.min(wanted, SHARE * sigma ** 2);
  const time = Math.max(16, Math.min(MOST_STEPS, Math.ceil((TIME * sigma ** 2) / step)));
  const size = Math.min(CHAINS, draws.length >> 2);
  const steps = Math.max(1, Math.min(time, Math.floor(MOST_WORK / (2 * modelSize(network.model) * size))));
  const scope = new Scope(backend);
  try {
    const chains = new FieldChains(backend, scope, 'law', size, new NetworkScores(backend, scope, network));
    await chains.configure({ method: 'ula', step, noise: 1, sigma });
    chains.place(draws.subarray(0, 2 * size), 0);
    for (let k = 0; k < steps; k++) {
      await chains.ready(k, seed);
      chains.update(k, seed);
    }
    await chains.verify();
    const moved = rowsOf(Float32Array.from((await backend.read(chains.positions)) as Float32Array), 2);
    const others = rowsOf(draws.subarray(2 * size, 4 * size), 2);
    const uniform = uniformSource(seed, 0x4e35);
    const hill = energyDistance(hillOf(draws, size, seed), others);
    return { ...energyTest(moved, others, DIVISIONS, uniform), steps, step, hill };
  } finally {
    scope.dispose();
  }
}

function hillOf(draws: Float32Array, size: number, seed: number): Float64Array[] {
  const { mean, total } = momentsOf(draws, 2);
  const normal = normalSource(seed, 0x4e36);
  return Array.from({ length: size }, () => mean.map((middle) => middle + Math.sqrt(total / 2) * normal()));
}
