// Many small score networks trained at once, a workgroup each. MATHS.md 3.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { Optimiser } from '../math/descent';
import type { NetworkModel } from '../math/score-model';
import { populationConditions, populationParams, referencePopulation, type PopulationParams } from './population';
import { passModules } from './score-pass';

const known = new Map<string, Kernel<PopulationParams>>();

/** Threads of a network: samples that it takes at a time. */
const TILE = 32;

/**
 * Arrays: `settings` f32 [models, 3]: rates, noise levels, batches; `data` f32 [points, 2]; for Adam `corrections` f32 [steps, 2], what
 * DescentFactors says of each step; in place `state` f32 [models, 3, weights]: weights, mean gradients, mean squares. Launch 32
 * threads for each network, whose coordinates are two and which is not conditional. 2 layers of 16 take 11,536 bytes of a workgroup.
 */
export function populationSteps(model: NetworkModel, optimiser: Optimiser): Kernel<PopulationParams> {
  const key = JSON.stringify([model, optimiser]);
  const kernel =
    known.get(key) ??
    defineKernel<PopulationParams>({
      name: 'populationSteps',
      module: 'kernels/population-steps',
      modules: passModules(model, 1),
      conditions: populationConditions(model, optimiser),
      workgroupSize: TILE,
      params: populationParams,
      reference: referencePopulation(model, optimiser, TILE),
    });
  known.set(key, kernel);
  return kernel;
}
