// A driver that skips work reports no error: in every lab a launch that did nothing is a fault, whichever kernel it was of,
// and steps that were not taken are one too.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GpuFaultError } from '../../src/compute/backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { defaultValues } from '../../src/experiment/parameters';
import type { Lab, Run } from '../../src/experiment/lab';
import { allLabs } from '../support/all-labs';
import { gpuBackend, hasGpu } from '../support/device';
import { smallest } from '../support/small-runs';
import { tellsOfStray } from '../support/stray-particle';

/** The labs at a size that takes no time. */
function startSmall(lab: Lab, backend: WebGpuBackend): Promise<Run> {
  const values = Object.fromEntries(
    lab.parameters.map((parameter) => {
      const isSize = parameter.kind === 'number' && parameter.restarts && parameter.integer;
      return [parameter.key, isSize && parameter.value > 1024 ? 1024 : parameter.value];
    }),
  );
  return lab.start({ backend, params: { ...defaultValues(lab.parameters), ...values }, seed: 7, data: {} });
}

async function exercise(run: Run): Promise<void> {
  await run.advance(3);
  await run.measure();
  await run.checkpoint();
}

describe.runIf(await hasGpu())('every lab', () => {
  const prototype = GPUComputePassEncoder.prototype;
  type Dispatch = GPUComputePassEncoder['dispatchWorkgroups'];
  type SetPipeline = GPUComputePassEncoder['setPipeline'];
  const dispatchWorkgroups = Reflect.get(prototype, 'dispatchWorkgroups') as Dispatch;
  const setPipeline = Reflect.get(prototype, 'setPipeline') as SetPipeline;
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterEach(() => {
    prototype.dispatchWorkgroups = dispatchWorkgroups;
    prototype.setPipeline = setPipeline;
  });
  afterAll(() => backend.dispose());

  /** Launches of kernels for which `skips` are recorded and never run. Returns the names of all that were launched. */
  function skipLaunches(skips: (kernel: string) => boolean): Set<string> {
    const names = new Set<string>();
    const current = new WeakMap<object, string>();
    prototype.setPipeline = function (this: GPUComputePassEncoder, pipeline) {
      current.set(this, pipeline.label);
      return setPipeline.call(this, pipeline);
    };
    prototype.dispatchWorkgroups = function (this: GPUComputePassEncoder, x, y, z) {
      const name = current.get(this) ?? '';
      names.add(name);
      return skips(name) ? undefined : dispatchWorkgroups.call(this, x, y ?? 1, z ?? 1);
    };
    return names;
  }

  for (const lab of allLabs) {
    it(`${lab.id}: no kernel can be skipped unseen`, async () => {
      const run = await startSmall(lab, backend);
      const kernels = skipLaunches(() => false);
      await exercise(run);
      expect(kernels.size).toBeGreaterThan(1);
      for (const kernel of kernels) {
        skipLaunches((name) => name === kernel);
        await expect(exercise(run), kernel).rejects.toThrow(GpuFaultError);
        skipLaunches(() => false);
        // Told once; what comes after is judged by itself.
        await backend.settled();
      }
      run.dispose();
    });

    it(`${lab.id}: a particle that is not finite is counted and told of`, async () => {
      await tellsOfStray(lab, backend, smallest(lab));
    });

    it(`${lab.id}: nothing at all that runs is a fault, not a picture of zeros`, async () => {
      const run = await startSmall(lab, backend);
      skipLaunches(() => true);
      await expect(exercise(run)).rejects.toThrow(/launches where|(chain|particle)-steps where|rounds where/);
      run.dispose();
    });
  }
});
