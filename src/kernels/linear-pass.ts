// The linear score model −a(x − b) over many samples. MATHS.md 3.5.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { LinearForm } from '../math/score-model';
import {
  passConditions,
  passModules,
  referencePass,
  scorePassParams,
  type PassMode,
  type ScorePassParams,
} from './score-pass';

const known = new Map<string, Kernel<ScorePassParams>>();

/** Arrays as of `networkPass`, with the weights [a, b]. Launch a thread for each `span` samples. */
export function linearPass(model: LinearForm, mode: PassMode): Kernel<ScorePassParams> {
  const key = `${model.dimension} ${mode}`;
  const kernel =
    known.get(key) ??
    defineKernel<ScorePassParams>({
      name: 'linearPass',
      module: 'kernels/linear-pass',
      modules: passModules(model, 1),
      conditions: passConditions(model, mode),
      params: scorePassParams,
      reference: referencePass(model, mode),
    });
  known.set(key, kernel);
  return kernel;
}
