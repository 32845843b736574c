// How the direct method divides its pairs among launches, and with which of its kernels.
import { describe, expect, it } from 'vitest';
import { isSoftware } from '../../src/score/adapter';
import { KernelScore } from '../../src/score/kernel-score';
import { gpuBackend, hasGpu } from '../support/device';
import { logged } from '../support/launch-log';
import { uniformPoints } from '../support/score-cases';

interface Launch {
  readonly pairs: number;
  readonly queriesAThread: number;
}

/** Launches of the direct kernel for so many points and queries, submission by submission, on a backend of its own. */
async function submissions(points: number, queries: number): Promise<{ all: Launch[][]; isSlow: boolean }> {
  const { backend, log } = logged(await gpuBackend());
  const engine = new KernelScore(backend, uniformPoints(points, 2, 3, 1), 2);
  await engine.evaluate({ queries: uniformPoints(queries, 2, 3, 2), sigma: 0.1, method: 'direct' });
  await backend.settled();
  const isSlow = isSoftware(backend);
  engine.dispose();
  backend.dispose();
  const all: Launch[][] = [[]];
  for (const { kernel, threads, params, conditions } of log) {
    if (kernel === undefined) all.push([]);
    if (kernel !== 'kernelScoreDirect') continue;
    const queriesAThread = conditions['eight'] ? 8 : 4;
    all.at(-1)?.push({ pairs: threads * queriesAThread * (params['count'] ?? 0), queriesAThread });
  }
  return { all: all.filter((launches) => launches.length > 0), isSlow };
}

describe.runIf(await hasGpu())('the direct method', () => {
  it.each([
    [512, 8_192],
    [16_384, 256],
  ])('takes few launches and the faster kernel from 4 M pairs on: %d points, %d queries', async (points, queries) => {
    const { all, isSlow } = await submissions(points, queries);
    // The first submission holds 2²¹ pairs, with few points as with many in as few launches as there are slices of threads.
    expect(all[0].reduce((sum, { pairs }) => sum + pairs, 0)).toBe(2 ** 21);
    expect(all[0].length).toBeLessThanOrEqual(4);
    if (points === 512) expect(all[0].length).toBe(1);
    if (isSlow) expect(new Set(all.flat().map(({ queriesAThread }) => queriesAThread))).toEqual(new Set([8]));
  });

  it('compiles the smaller kernel for less', async () => {
    const { all } = await submissions(512, 4_096);
    expect(all.flat().every(({ queriesAThread }) => queriesAThread === 4)).toBe(true);
  });
});
