import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { langevinDecide } from '../../src/kernels/langevin-decide';
import { normalsFromWords, streams, threefry2x32, uniformFromWord } from '../../src/math/random';
import { malaLogRatio } from '../../src/math/langevin-step';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { EXACT, spreadStarts } from '../support/langevin-cases';

const SEED = 2026;
const STEP = 41;
const STEP_SIZE = 0.25;

/** Rows (log p, score, 0) at the positions, and log p and score at the proposals, which no decision hangs on a rounding of. */
function values(threads: number, noise: number) {
  const standing = new Float32Array(4 * threads);
  const logDensity = new Float32Array(threads);
  const score = new Float32Array(2 * threads);
  const words = new Uint32Array(2);
  const normals = new Float64Array(2);
  for (let chain = 0; chain < threads; chain++) {
    standing.set([Math.sin(chain) - 3, Math.cos(chain), Math.sin(2 * chain)], 4 * chain);
    score.set([Math.cos(3 * chain), Math.sin(5 * chain)], 2 * chain);
    threefry2x32(SEED, streams.noise, chain, STEP, words);
    normalsFromWords(words[0], words[1], normals);
    threefry2x32(SEED, streams.accept, chain, STEP, words);
    const threshold = Math.log(uniformFromWord(words[0]));
    for (logDensity[chain] = -3 + Math.cos(7 * chain); ; logDensity[chain] += 0.01) {
      const [height, sx, sy] = standing.subarray(4 * chain);
      const rise = logDensity[chain] - height;
      const there = [score[2 * chain], score[2 * chain + 1]] as const;
      const ratio = malaLogRatio(rise, [sx, sy], there, normals, STEP_SIZE, noise);
      // Without noise the decision hangs on the sign of the rise; else log u and the ratio are good to 1e-5.
      if (Math.abs(noise === 0 ? rise : ratio - threshold) > 1e-4) break;
    }
  }
  return { standing, logDensity, score };
}

function caseOf(threads: number, noise: number, adopt: number) {
  const { standing, logDensity, score } = values(threads, noise);
  const traced = Math.min(3, threads);
  return {
    threads,
    params: { seed: SEED, step: STEP, stepSize: STEP_SIZE, noise, traced, pathLength: 2, adopt },
    arrays: {
      positions: { values: spreadStarts(threads), tolerance: EXACT },
      standing: { values: standing, tolerance: EXACT },
      proposals: { values: spreadStarts(2 * threads).subarray(2 * threads) },
      logDensity: { values: logDensity },
      score: { values: score },
      counters: { type: 'u32' as const, values: [2 ** 32 - 5, 3], tolerance: EXACT },
      paths: { length: 4 * traced, tolerance: EXACT },
    },
  };
}

describe('langevinDecide in float64', () => {
  it('rejects what is not finite, and counts what it accepts', async () => {
    const backend = new ReferenceBackend();
    const { arrays: given, ...rest } = caseOf(4, 1, 0);
    const high = { ...given, logDensity: { values: [50, Infinity, NaN, 50] } };
    const created = Object.entries({ ...high, paths: { values: new Float32Array(12) } }).map(([name, array]) => {
      const device = backend.create(name, 'type' in array ? 'u32' : 'f32', array.values.length);
      backend.write(device, array.values);
      return [name, device] as const;
    });
    const arrays = Object.fromEntries(created);
    backend.dispatch(langevinDecide, { arrays, ...rest });
    expect([...(await backend.read(arrays['counters']!))]).toEqual([2 ** 32 - 1, 5]);
    const [positions, proposals] = await Promise.all([
      backend.read(arrays['positions']!),
      backend.read(arrays['proposals']!),
    ]);
    const start = spreadStarts(4);
    expect([...positions]).toEqual([...proposals.subarray(0, 2), ...start.subarray(2, 6), ...proposals.subarray(6, 8)]);
  });
});

describe.runIf(await hasGpu())('langevinDecide on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([
    { noise: 1, adopt: 0 },
    { noise: 0, adopt: 0 },
    { noise: 1, adopt: 1 },
  ])('decides as its float64 twin: %o', async ({ noise, adopt }) => {
    await agreeAtEdges(backend, langevinDecide, (threads) => caseOf(threads, noise, adopt));
  });
});
