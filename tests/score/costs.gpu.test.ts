// The choice of `auto`. That these are the fastest is measured by `npm run bench -- --workload auto`; on an adapter in software
// methods keep their ratios, so that the choice depends on the problem alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { isSoftware } from '../../src/score/adapter';
import { KernelScore } from '../../src/score/kernel-score';
import { autoProblems } from '../../bench/auto-choice';
import { gpuBackend, hasGpu } from '../support/device';

const present = await hasGpu();
let backend: WebGpuBackend;

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('auto', () => {
  it.each(autoProblems)('takes the fastest method with $name', async ({ points, queries, sigma, fastest }) => {
    const engine = new KernelScore(backend, points(), 2);
    const { method, score, logDensity } = await engine.evaluate({ queries: queries(), sigma });
    for (const array of [score, logDensity]) backend.destroy(array);
    engine.dispose();
    if (isSoftware(backend)) expect(method).toBe(fastest);
    else expect(['direct', 'cells', 'grid']).toContain(method);
  });
});
