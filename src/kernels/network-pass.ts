// A score network forwards, and for training backwards, over many samples: neurons are threads. MATHS.md 3.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { NetworkModel } from '../math/score-model';
import {
  passConditions,
  passModules,
  referencePass,
  scorePassParams,
  type PassMode,
  type ScorePassParams,
} from './score-pass';

const known = new Map<string, Kernel<ScorePassParams>>();

/** Samples that a workgroup takes at a time: as many as its memory allows, because each weight is read once for all of them. */
export const QUADS = [4, 2, 1] as const;

/** Bytes of workgroup memory for 4 `quads` samples at a time. */
export function workgroupBytes({ dimension, conditional, layers, width }: NetworkModel, quads: number): number {
  return 16 * quads * (dimension + (conditional ? 1 : 0) + layers * width + 3 * dimension + 2);
}

/**
 * Arrays: `weights` f32; for scores `places` f32 [samples, d] and, written, `score` f32 [samples, d]; for gradients `sigmas` f32
 * [levels], `data` f32 [points, d], given samples' `index` u32 [samples] and `noise` f32 [samples, d], and, written, `slabs` f32
 * [slabs, weights + 1]: sums over the samples of a slab of the gradients, then of the losses. Launch `width` threads for each
 * `span` samples.
 */
export function networkPass(model: NetworkModel, mode: PassMode, quads: number): Kernel<ScorePassParams> {
  const { dimension, conditional, layers, width, activation } = model;
  const key = [dimension, conditional, layers, width, activation, mode, quads].join();
  const kernel =
    known.get(key) ??
    defineKernel<ScorePassParams>({
      name: 'networkPass',
      module: 'kernels/network-pass',
      modules: passModules(model, quads),
      conditions: passConditions(model, mode),
      workgroupSize: width,
      params: scorePassParams,
      reference: referencePass(model, mode),
    });
  known.set(key, kernel);
  return kernel;
}
