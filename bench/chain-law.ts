// Workload: the law of 65,536 chains that follow the network that ships, beside those of the best linear model, which needs no training.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { drawPoints } from '../src/data/synthetic';
import { startLab } from '../src/index';
import { divergenceFloor, gridDivergence } from '../src/math/cell-divergence';
import { linearTraining } from '../src/math/linear-training';
import { momentsOf } from '../src/math/score-matching';
import { cellLaw } from '../src/targets/cell-law';
import { kernelDensity } from '../src/targets/kernel-density';
import { wordsOf } from '../src/train/networks';

const SIGMA = 0.2;
const CHAINS = 65_536;
const STEPS = 400;
const SIDE = 64;
const BOX = { minX: -3.5, maxX: 3.5, minY: -3, maxY: 3 };

/** Chains in cells, and outside. */
async function countsOf(backend: Backend, network: string, data: Record<string, Float32Array>): Promise<Float64Array> {
  const params = { target: 'network', network, chains: CHAINS, step: 0.01, sigma: SIGMA, initScale: 1.5 };
  const run = await startLab('langevin', { backend, params, seed: 5, data });
  await run.advance(STEPS);
  const { positions } = await run.snapshot();
  run.dispose();
  const counts = new Float64Array(SIDE * SIDE + 1);
  for (let i = 0; i < positions.data.length; i += 2) {
    const column = Math.floor((SIDE * (positions.data[i] - BOX.minX)) / (BOX.maxX - BOX.minX));
    const row = Math.floor((SIDE * (positions.data[i + 1] - BOX.minY)) / (BOX.maxY - BOX.minY));
    counts[Math.min(column, row) < 0 || Math.max(column, row) >= SIDE ? SIDE * SIDE : SIDE * row + column]++;
  }
  return counts;
}

/** `gpu` where `navigator.gpu` is missing. */
export async function benchChains(_: number, gpu?: GPU): Promise<{ adapter: string; tables: []; notes: string[] }> {
  const backend = await openBackend(gpu ? { gpu } : {});
  const points = new Float32Array(2 * 4096);
  drawPoints('moons', points, 2, 18, 0, 4096);
  const law = cellLaw(kernelDensity({ id: 'data', label: 'moons', points, sigma: SIGMA }), BOX, SIDE, SIDE);
  const { weights } = linearTraining(momentsOf(points, 2), SIGMA);
  const line = { model: { model: 'linear', dimension: 2 }, weights: Float32Array.from(weights) } as const;
  const learned = gridDivergence(await countsOf(backend, 'moons', {}), law);
  const straight = gridDivergence(await countsOf(backend, 'own', { network: wordsOf(line) }), law);
  const floor = divergenceFloor(law, CHAINS).mean;
  const adapter = backend.adapterName;
  backend.dispose();
  return {
    adapter,
    tables: [],
    notes: [
      `KL of ${CHAINS} chains to the noisy law: ${learned.toFixed(4)} nats of the network, ${straight.toFixed(4)} of the best linear model; exact draws ${floor.toFixed(4)}.`,
      `Chains of the network are ${(straight / learned).toFixed(1)} times nearer.`,
    ],
  };
}
