import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GpuFaultError } from '../../src/compute/backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { ascentGap } from '../../src/kernels/ascent-gap';
import { evaluateTarget } from '../../src/kernels/evaluate-target';
import { langevinAnnealed } from '../../src/kernels/langevin-annealed';
import { langevinMala } from '../../src/kernels/langevin-mala';
import { langevinUla } from '../../src/kernels/langevin-ula';
import { particleMoments } from '../../src/kernels/particle-moments';
import { createTarget, targetIds } from '../../src/targets/registry';
import { gpuBackend, hasGpu } from '../support/device';
import { unitGaussian } from '../support/mixture-target';

describe.runIf(await hasGpu())('PipelineCache', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(targetIds)('compiles every kernel of the target %s without a warning', async (id) => {
    const target = createTarget(id);
    await backend.prepare(evaluateTarget(target), langevinUla(target), langevinMala(target));
    await backend.prepare(particleMoments(target), ascentGap(target));
    if (target.smoothable) await backend.prepare(langevinAnnealed(target));
  });

  it('compiles one text once, however many ask for it', async () => {
    const compile = vi.spyOn(backend.device, 'createComputePipelineAsync');
    const make = () => ({ ...langevinUla(unitGaussian), workgroupSize: 17 });
    await Promise.all([backend.prepare(make()), backend.prepare(make(), make())]);
    await backend.prepare(make());
    expect(compile).toHaveBeenCalledTimes(1);
    await backend.prepare({ ...make(), workgroupSize: 18 });
    expect(compile).toHaveBeenCalledTimes(2);
    compile.mockRestore();
  });

  it('quotes the line that does not compile, and tries again when asked again', async () => {
    const broken = evaluateTarget({
      ...unitGaussian,
      modules: { target: 'fn logDensityAndScore(x: vec2f) -> vec3f { return x; }' },
    });
    await expect(backend.prepare(broken)).rejects.toThrow(GpuFaultError);
    await expect(backend.prepare(broken)).rejects.toThrow(/evaluateTarget does not compile:\n\d+:\d+ .*\n.*return x;/);
    await expect(backend.settled()).rejects.toThrow(GpuFaultError);
    await expect(backend.settled()).resolves.toBeUndefined();
  });
});
