// The public surface: the engine without the page.
import { openBackend, type BackendOptions } from './compute/open-backend';
import type { Backend } from './compute/backend';
import type { Checkpoint, ParameterValue, Run, RunData } from './experiment/lab';
import { readParameters } from './experiment/parameters';
import { findLab } from './labs/registry';
import { evaluatePoints } from './score/evaluate-points';
import { createTarget, type MixtureData, type TargetId } from './targets/registry';

export { openBackend, type Backend, type BackendOptions };
export type { Checkpoint, ClaimResult, Frame, Run, SnapshotArray, Verdict } from './experiment/lab';
export { NoWebGpuError } from './compute/open-backend';
export { GpuFaultError, GpuLostError, OutOfMemoryError } from './compute/backend';
export { centred, type CentredPoints } from './data/centred';
export { kernelScore, type HostScore, type KernelScoreOptions } from './score/evaluate-kernel-score';
export {
  diffusionSchedule,
  type NoiseLevel,
  type Schedule,
  type ScheduleOptions,
  type ScheduleStep,
} from './math/diffusion-schedule';
export { denoise, type Denoised, type DenoiseOptions } from './diffusion/denoise';
export { diffusionLoss, type DiffusionLoss, type DiffusionLossOptions } from './diffusion/loss';
export { sampleDiffusion, type SampleDiffusionOptions } from './diffusion/sample';
export type { Sampler } from './math/diffusion-sampler';
export { batchEstimates, type BatchEstimates } from './math/batch-estimates';
export { encoderBound, type EncoderBound, type EncoderKind } from './variational/encoder';
export {
  mixtureBound,
  mixtureNaturalStep,
  mixtureSweep,
  type MixtureArguments,
  type MixtureBound,
  type MixtureParameters,
} from './variational/mixture';
export { pcaBound, pcaSweep, type PcaArguments, type PcaBound, type PcaParameters } from './variational/pca';
export { evaluateNetwork, type EvaluateNetworkOptions } from './train/evaluate-network';
export { readNetwork, writeNetwork } from './train/network-file';
export type { Network } from './train/check-network';
export type { LinearForm, NetworkModel, Parametrisation, ScoreModel } from './math/score-model';
export type { Activation, NetworkShape } from './math/network';
export { KernelScore, type DeviceScore, type ScoreMethod, type ScoreRequest } from './score/kernel-score';

export interface StartLabOptions {
  readonly backend: Backend;
  /** By key, as in an address; what is left out is at its default. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** 32 bits; default 0. The same seed on the same device gives the same bits. */
  readonly seed?: number;
  /**
   * User data by name, row-major, where the lab reads any: for `langevin` weights [K], means [K, 2], covariances [K, 2, 2] of
   * a mixture; points [n, 2], n up to 2²⁰, wherever the parameter `data` is 'upload'; for `langevin` and `diffusion` with `network` 'own'
   * a network, `new Float32Array(writeNetwork(network).buffer)`. Points are float32: far from the origin
   * places are rounded by |x|·2⁻²⁴, so shift them first, in float64, with `centred`, and add the centre to what comes out.
   */
  readonly data?: RunData;
  /** A checkpoint of the same lab under the same settings, to go on from. */
  readonly resume?: Checkpoint;
}

/**
 * Starts a lab by its id, for example 'langevin', at step 0. All places are float32, which keep 24 bits: see `StartLabOptions.data`
 * for data far from the origin.
 * Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export async function startLab(
  id: string,
  { backend, params = {}, seed = 0, data = {}, resume }: StartLabOptions,
): Promise<Run> {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RangeError(`seed is ${seed}; a whole number from 0 to 4294967295 is allowed`);
  const lab = await findLab(id);
  const values = readParameters(lab.parameters, params);
  for (const { key, most } of lab.limits?.(backend) ?? []) {
    if (Number(values[key]) > most && backend.kind === 'webgpu')
      throw new RangeError(`${key} is ${values[key]}; this device allows at most ${most}`);
  }
  return lab.start({ backend, params: values, seed, data, ...(resume ? { resume } : {}) });
}

export interface EvaluateTargetOptions {
  /** 'gaussian', 'mixture', 'grid', 'banana', 'funnel', 'rings' or 'penguins'. */
  readonly target: TargetId;
  readonly params?: Readonly<Record<string, number>>;
  /** Components of a mixture: weights [K], means [K, 2], covariances [K, 2, 2], row-major. */
  readonly data?: MixtureData;
  /** [n, 2], row-major. */
  readonly points: Float32Array;
}

/**
 * log p [n] (nats, normalised) and its gradient [n, 2] at given points. MATHS.md 3.1.
 * Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export async function evaluateTarget(
  backend: Backend,
  { target, params = {}, data, points }: EvaluateTargetOptions,
): Promise<{ readonly logDensity: Float32Array; readonly score: Float32Array }> {
  if (!(points instanceof Float32Array)) throw new TypeError('points must be a Float32Array, row-major [n, 2]');
  if (points.length === 0 || points.length % 2 !== 0)
    throw new RangeError(`points has ${points.length} numbers; an even number of at least 2 is allowed`);
  const values = await evaluatePoints(backend, createTarget(target, params, data), points);
  return { logDensity: Float32Array.from(values.logDensity), score: Float32Array.from(values.score) };
}
